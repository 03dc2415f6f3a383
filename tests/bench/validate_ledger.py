"""Validating one ledger of a million lines: 20 rules, three of them failing on 30 % of the lines, every failing line kept.

The peer is Great Expectations as it comes, on pandas, with the same rules where it has them, on a tenth of the lines.
Each side runs in a process of its own; importing Great Expectations is left out of both clocks.
"""

import datetime as dt
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from pipelines.lib.config.feed import MONEY

LINES = 1_000_000
PEER_LINES = LINES // 10
BETWEEN = "expect_column_values_to_be_between"
NOT_NULL = "expect_column_values_to_not_be_null"
IN_SET = "expect_column_values_to_be_in_set"
STAMPED = ("load_id", "submission_id", "source_id", "contract_id", "source_file", "cost_key", "document_id", "line_no")
# Three rules fail on 30 % of the lines: a blank order, an unknown type, an amount out of bounds.
RULES: list[tuple[str, dict[str, object]]] = [
    (NOT_NULL, {"column": "order_id"}),
    (IN_SET, {"column": "entry_type", "value_set": ["actual", "commitment", "invoice"]}),
    (BETWEEN, {"column": "amount", "min_value": 0, "max_value": 69_999}),
    *((NOT_NULL, {"column": name}) for name in (*STAMPED, "posting_date", "amount")),
    (IN_SET, {"column": "currency", "value_set": ["EUR", "USD"]}),
    (IN_SET, {"column": "measure", "value_set": ["period", "cumulative"]}),
    (BETWEEN, {"column": "source_row", "min_value": 1, "max_value": 10_000_000}),
    (BETWEEN, {"column": "amount", "min_value": -1_000_000, "max_value": 1_000_000}),
    ("expect_compound_columns_to_be_unique", {"column_list": ["load_id", "document_id", "line_no"]}),
    (IN_SET, {"column": "contract_id", "value_set": ["C0", "C1", "C2", "C3"]}),
    ("expect_column_pair_values_a_to_be_greater_than_b", {"column_A": "posting_date", "column_B": "document_date", "or_equal": True}),
]  # fmt: skip


def run() -> dict[str, float]:
    """Seconds and peak memory of both sides."""
    with tempfile.TemporaryDirectory() as folder:
        ours, peers = Path(folder) / "ours.parquet", Path(folder) / "peer.parquet"
        ledger(LINES).write_parquet(ours)
        ledger(PEER_LINES).write_parquet(peers)
        us, them = _measure("ours", ours), _measure("peer", peers)
    return {
        "lines": LINES,
        "rules": len(RULES),
        "failing lines kept": us["findings"],
        "this project, s": us["seconds"],
        "this project, peak MB": us["megabytes"],
        f"plain GX on pandas, {PEER_LINES} lines, s": them["seconds"],
        f"plain GX on pandas, {PEER_LINES} lines, peak MB": them["megabytes"],
    }


def ledger(lines: int) -> pl.DataFrame:
    """A stamped cost_entry frame; 3 lines in 10 fail each of the first three rules."""
    n = pl.int_range(lines, dtype=pl.Int64)
    tenth = n % 10
    day = pl.date(2025, 1, 1) + pl.duration(days=n % 360)
    return pl.select(
        load_id=pl.lit("load-1"),
        submission_id=pl.lit("submission-1"),
        source_id=pl.lit("client.cost"),
        project_id=pl.lit("P"),
        contract_id=pl.format("C{}", n % 4),
        data_date=pl.lit(dt.datetime(2026, 1, 1)),
        source_file=pl.lit("ledger.csv"),
        source_sheet=pl.lit(None, dtype=pl.String),
        source_row=n + 2,
        cost_key=pl.format("1.{}.{}", n % 7, n % 90),
        document_id=pl.format("D{}", n // 3),
        line_no=(n % 3).cast(pl.String),
        entry_type=pl.when(tenth.is_between(3, 5)).then(pl.lit("unknown")).otherwise(pl.lit("actual")),
        measure=pl.lit("period"),
        posting_date=day + pl.duration(days=3),
        document_date=day,
        amount=(tenth * 10_000).cast(MONEY),
        currency=pl.lit("EUR"),
        order_id=pl.when(tenth < 3).then(None).otherwise(pl.format("PO{}", n % 500)),
    )


def _measure(side: str, file: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.validate_ledger", side, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _ours(file: Path) -> dict[str, float]:
    import great_expectations  # noqa: F401 - off the clock

    from pipelines.lib.validation.rules import Rule, RuleBook
    from pipelines.lib.validation.run import validate_tables

    words = {"feed": "cost", "table": "cost_entry", "severity": "warning", "why": "speed", "fix": "none"}
    rules = RuleBook(
        tuple(
            Rule(id=f"V{number:02}", title=name, expectation=name, arguments=arguments, row_key="document_id", **words)
            for number, (name, arguments) in enumerate(RULES, 1)
        ),
        {},
    )
    start = time.perf_counter()
    result = validate_tables({"cost_entry": [file]}, {}, rules, {})
    result.raise_errors()
    return {"seconds": time.perf_counter() - start, "findings": result.findings.height}


def _peer(file: Path) -> dict[str, float]:
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    frame = pl.read_parquet(file).with_columns(pl.col("amount").cast(pl.Float64)).to_pandas()
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("ledger").add_dataframe_asset("ledger")
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
    named = ("".join(part.capitalize() for part in name.split("_")) for name, _ in RULES)
    wanted = [getattr(gx.expectations, name)(**arguments) for name, (_, arguments) in zip(named, RULES, strict=True)]
    suite = gx.ExpectationSuite(name="ledger", expectations=wanted)
    start = time.perf_counter()
    asked = {"result_format": "COMPLETE", "unexpected_index_column_names": ["source_row"]}
    results = batch.validate(suite, result_format=asked).results
    if any(result.exception_info.get("raised_exception") for result in results):
        raise SystemExit("an expectation raised")
    return {"seconds": time.perf_counter() - start}


if __name__ == "__main__":
    figures = {"ours": _ours, "peer": _peer}[sys.argv[1]](Path(sys.argv[2]))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**figures, "megabytes": megabytes}))
