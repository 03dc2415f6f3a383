"""The two configuration tables people keep as CSV: currency rates and control-account maps."""

import io
from pathlib import Path

import polars as pl

from pipelines.lib.config.contract import Contract
from pipelines.lib.config.yaml_file import read_text
from pipelines.lib.errors import ConfigError

RATE_SCHEMA = {"currency": pl.String, "rate_type": pl.String, "period_id": pl.String, "rate": pl.Float64}
MAP_SCHEMA = {"contract_id": pl.String, "schedule_key": pl.String, "cost_key": pl.String, "share": pl.Float64}
RATE_TYPES = ("budget", "average", "closing")


def read_rates(path: Path, base_currency: str) -> pl.DataFrame:
    """Rates of the portfolio: currency, rate_type, period_id (null for budget), rate in base currency per unit.

    Raises:
        ConfigError: a column is missing, a type unknown, or a rate not a positive number.
    """
    base = pl.DataFrame(
        {"currency": [base_currency], "rate_type": ["budget"], "period_id": [None], "rate": [1.0]},
        RATE_SCHEMA,
    )
    if not path.is_file():
        return base
    frame = _read(path, ("currency", "rate_type", "period", "rate"))
    rates = frame.select(
        "currency",
        "rate_type",
        pl.col("period").replace("", None).alias("period_id"),
        pl.col("rate").cast(pl.Float64, strict=False),
    )
    _refuse(
        path,
        rates,
        ~pl.col("rate_type").is_in(RATE_TYPES),
        f"rate_type: expected one of {', '.join(RATE_TYPES)}",
    )
    _refuse(
        path,
        rates,
        ~(pl.col("rate").is_finite() & (pl.col("rate") > 0)).fill_null(False),
        "rate: expected a positive number",
    )
    month = pl.col("period_id").is_null() | pl.col("period_id").str.contains(r"^\d{4}-(0[1-9]|1[0-2])$")
    _refuse(path, rates, ~month, "period: expected a month as 2026-03, or nothing for a budget rate")
    return pl.concat([base, rates.filter(pl.col("currency") != base_currency)])


def read_control_account_map(folder: Path, contracts: dict[str, Contract]) -> pl.DataFrame:
    """Maps of all contracts: contract_id, schedule_key, cost_key, share (1 where the file has no such column).

    Raises:
        ConfigError: a file or column is missing, or the shares of a schedule key do not sum to 1.
    """
    frames = [pl.DataFrame(schema=MAP_SCHEMA)]
    for contract in contracts.values():
        if contract.control_account.map:
            frames.append(_read_map(folder / "contracts" / contract.control_account.map, contract.contract))
    return pl.concat(frames)


def _read_map(path: Path, contract_id: str) -> pl.DataFrame:
    frame = _read(path, ("schedule_key", "cost_key"))
    share = pl.col("share").cast(pl.Float64, strict=False) if "share" in frame.columns else pl.lit(1.0)
    mapped = frame.select(pl.lit(contract_id).alias("contract_id"), "schedule_key", "cost_key", share.alias("share"))
    sums = mapped.group_by("schedule_key").agg(pl.col("share").sum())
    _refuse(
        path,
        sums,
        ((pl.col("share") - 1).abs() > 1e-9).fill_null(True),
        "share: expected to sum to 1 per schedule_key",
    )
    return mapped


def _read(path: Path, columns: tuple[str, ...]) -> pl.DataFrame:
    text = read_text(path)
    try:
        frame = pl.read_csv(io.StringIO(text), infer_schema=False, empty_string_is_null=False)
    except pl.exceptions.PolarsError as error:
        problem = str(error).splitlines()[0]
        raise ConfigError(
            f"not a CSV file: {problem}", where=str(path), fix="one header line, commas between"
        ) from None
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise ConfigError(f"expected columns {', '.join(missing)}; found {', '.join(frame.columns)}", where=f"{path}:1")
    return frame


def _refuse(path: Path, frame: pl.DataFrame, wrong: pl.Expr, expected: str) -> None:
    bad = frame.filter(wrong)
    if bad.height:
        raise ConfigError(f"{expected} (found {bad.row(0)})", where=str(path))
