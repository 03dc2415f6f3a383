"""The two configuration tables people keep as CSV: currency rates and control-account maps.

A path flows in, a checked frame flows out, or every cell that is wrong: file, line, column, value, what to write.
"""

import csv
import io
from pathlib import Path

import polars as pl

from pipelines.lib.config.contract import Contract
from pipelines.lib.config.plain_words import shortened
from pipelines.lib.config.yaml_file import read_text
from pipelines.lib.errors import ConfigError

RATE_SCHEMA = {"currency": pl.String, "rate_type": pl.String, "period_id": pl.String, "rate": pl.Float64}
MAP_SCHEMA = {"contract_id": pl.String, "schedule_key": pl.String, "cost_key": pl.String, "share": pl.Float64}
RATE_TYPES = ("budget", "average", "closing")
MONTH = r"^(\d{4}-(0[1-9]|1[0-2]))?$"
# So many wrong cells are told at once.
SHOWN = 20


def read_rates(path: Path, base_currency: str) -> pl.DataFrame:
    """Rates of the portfolio: currency, rate_type, period_id (null for budget), rate in base currency per unit.

    Raises:
        ConfigError: a column is missing, a code or type unknown, a rate not a positive number or there twice.
    """
    base = pl.DataFrame(
        {"currency": [base_currency], "rate_type": ["budget"], "period_id": [None], "rate": [1.0]},
        RATE_SCHEMA,
    )
    if not path.exists():
        return base
    frame = _read(path, ("currency", "rate_type", "period", "rate"))
    number = pl.col("rate").cast(pl.Float64, strict=False)
    _refuse(
        path,
        frame,
        ("currency", ~pl.col("currency").str.contains(r"^[A-Z]{3}$"), "expected a code of three capitals, as USD"),
        ("rate_type", ~pl.col("rate_type").is_in(RATE_TYPES), f"expected one of {', '.join(RATE_TYPES)}"),
        ("period", ~pl.col("period").str.contains(MONTH), "expected a month as 2026-03, or nothing for a budget rate"),
        ("rate", ~(number.is_finite() & (number > 0)), "expected a positive number, with a point: 1.17"),
        (
            "rate",
            ~pl.struct("currency", "rate_type", "period").is_first_distinct(),
            "this currency, rate_type and period stand twice: keep one",
        ),
    )
    period = pl.col("period").replace("", None).alias("period_id")
    rates = frame.select("currency", "rate_type", period, number.alias("rate"))
    return pl.concat([base, rates.filter(pl.col("currency") != base_currency)])


def read_control_account_map(folder: Path, contracts: dict[str, Contract]) -> pl.DataFrame:
    """Maps of all contracts: contract_id, schedule_key, cost_key, share (1 where the file has no such column).

    Raises:
        ConfigError: a file or column is missing, a key blank, or the shares of a schedule key do not sum to 1.
    """
    frames = [pl.DataFrame(schema=MAP_SCHEMA)]
    for contract in contracts.values():
        if contract.control_account.map:
            frames.append(_read_map(folder / "contracts" / contract.control_account.map, contract.contract))
    return pl.concat(frames)


def _read_map(path: Path, contract_id: str) -> pl.DataFrame:
    frame = _read(path, ("schedule_key", "cost_key"))
    frame = frame if "share" in frame.columns else frame.with_columns(share=pl.lit("1"))
    number = pl.col("share").cast(pl.Float64, strict=False)
    _refuse(
        path,
        frame,
        ("schedule_key", pl.col("schedule_key") == "", "expected the code of a control account in the schedule"),
        ("cost_key", pl.col("cost_key") == "", "expected a cost code"),
        ("share", ~number.is_finite(), "expected a number, with a point: 0.5"),
    )
    total = number.sum().over("schedule_key")
    off = pl.format("the shares of {} sum to {}, expected 1", "schedule_key", total.round(6))
    is_last = pl.struct("schedule_key").is_last_distinct()
    _refuse(path, frame, ("share", is_last & ((total - 1).abs() > 1e-9), off))
    return frame.select(pl.lit(contract_id).alias("contract_id"), "schedule_key", "cost_key", number.alias("share"))


def _read(path: Path, columns: tuple[str, ...]) -> pl.DataFrame:
    """The rows as text, without blanks around, and the `line` of each."""
    reader = csv.reader(io.StringIO(read_text(path)), strict=True)
    try:
        lines = [(reader.line_num, *map(str.strip, cells)) for cells in reader if any(map(str.strip, cells))]
        problem = None if lines else "it is empty"
    except csv.Error as error:
        lines, problem = [], str(error)
    if problem:
        where, fix = f"{path}:{max(reader.line_num, 1)}", "one header line, commas between"
        raise ConfigError(f"not a CSV file: {problem}", where=where, fix=fix)
    header, *rows = lines
    names = header[1:]
    missing = [column for column in columns if column not in names]
    if missing:
        raise ConfigError(
            f"expected columns {', '.join(missing)}; found {', '.join(names)}",
            where=f"{path}:{header[0]}",
            fix="name them in the first line, with commas between",
        )
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ConfigError(f"column {twice!r} stands twice", where=f"{path}:{header[0]}", fix="take one of the two out")
    odd = next((row for row in rows if len(row) != len(header)), None)
    if odd:
        raise ConfigError(
            f"{len(odd) - 1} cells under {len(names)} headers (found {','.join(odd[1:])!r})",
            where=f"{path}:{odd[0]}",
            fix="write one cell a column; a number has a point, no comma",
        )
    schema = {"line": pl.Int64} | dict.fromkeys(names, pl.String)
    return pl.DataFrame(rows, schema=schema, orient="row")


def _refuse(path: Path, frame: pl.DataFrame, *checks: tuple[str, pl.Expr, str | pl.Expr]) -> None:
    """Raise where cells are wrong, a line each; a check is a column, what is wrong of it, and what was expected."""
    wrong: list[tuple[int, str]] = []
    for column, is_wrong, expected in checks:
        said = pl.lit(expected) if isinstance(expected, str) else expected
        found = frame.with_columns(said=said, value=column).filter(is_wrong.fill_null(True))
        cells = found.select("line", "value", "said").iter_rows()
        wrong += [(line, f"{path}:{line}: {column}: {text} (found {shortened(value)})") for line, value, text in cells]
    if wrong:
        told = [text for _, text in sorted(wrong)]
        raise ConfigError("\n".join(told[:SHOWN]), fix="mend the cells named above")
