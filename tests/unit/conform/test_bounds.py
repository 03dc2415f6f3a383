"""Values that nobody can mean become unknown cells; what is large and possible stays."""

import datetime as dt
import math
from decimal import Decimal

import polars as pl
import pytest

from pipelines.lib.config.load import load_config
from pipelines.lib.conform import BAD_CELL_SCHEMA
from pipelines.lib.conform.bounds import bounded, within_bounds
from pipelines.lib.workspace import PROJECT_ROOT

TABLES = load_config(PROJECT_ROOT / "sources").tables
# table, column, values beyond, values within
CASES = [
    ("risk", "days_likely", [1e15, 36526.0, -1e300, math.nan, math.inf, -math.inf], [36525.0, -30.0, 0.0]),
    ("risk", "probability", [math.nan, 1e300], [0.5, 1.5, -0.1]),  # above 1 is V53's
    ("risk", "residual_probability", [math.nan], [0.0]),
    ("risk", "cost_max", [Decimal("1e13") + 1, Decimal(-99_999_999_999_999)], [Decimal("1e13"), Decimal("-1e13")]),
    ("cost_entry", "amount", [Decimal(99_999_999_999_999)], [Decimal("0.0001"), None]),
    ("cost_entry", "posting_date", [dt.date(1899, 12, 31), dt.date(9999, 12, 31)], [dt.date(1900, 1, 1)]),
    ("cost_entry", "description", ["x" * 32_768], ["x" * 32_767, ""]),
    ("cost_entry", "cost_key", ["1." * 126], ["1." * 125]),
    ("schedule_calendar", "hours_per_day", [math.nan, math.inf, 0.0, -8.0, 24.5], [24.0, 0.5]),
    ("schedule_activity", "percent_complete", [math.nan, math.inf, 1e300], [150.0, -1.0]),  # V23's
    ("schedule_activity", "total_float_hours", [1e300, -1e7, math.nan], [-4000.0]),
    ("schedule_activity", "budget_labor_units", [math.inf, 1e300], [1e9]),
    ("schedule_activity", "early_finish", [dt.datetime(9999, 1, 1)], [dt.datetime(2199, 12, 31, 23, 59)]),
    ("schedule_relationship", "lag_hours", [math.nan], [-200.0]),
]


def frame(table, column, values):
    schema = {name: dtype for name, dtype in TABLES[table].schema().items()}
    rows = [{"source_row": n, column: value} for n, value in enumerate(values, 2)]
    return pl.DataFrame(rows, schema={"source_row": pl.Int64, **schema})


@pytest.mark.parametrize("table, column, beyond, within", CASES, ids=lambda item: item if isinstance(item, str) else "")
def test_what_is_beyond_is_unknown_and_said(table, column, beyond, within):
    mended, cells = within_bounds(frame(table, column, [*beyond, *within]), TABLES[table])
    assert mended[column].to_list() == [None] * len(beyond) + within
    assert dict(cells.schema) == BAD_CELL_SCHEMA
    assert cells["source_row"].to_list() == list(range(2, 2 + len(beyond)))
    assert set(cells["column_name"]) == {column} and set(cells["table_name"]) == {table}


def test_the_message_says_what_was_expected():
    _, cells = within_bounds(frame("risk", "days_likely", [1e15]), TABLES["risk"])
    assert cells["message"].to_list() == ["days_likely: expected -36,525 to 36,525"]
    assert cells["value"].to_list() == ["1000000000000000.0"]


def test_a_cell_of_a_megabyte_is_not_repeated_in_the_finding():
    _, cells = within_bounds(frame("risk", "cause", ["x" * 1_000_000]), TABLES["risk"])
    assert len(cells["value"][0]) == 80


def test_every_double_of_every_feed_refuses_what_is_no_number():
    for name, spec in TABLES.items():
        doubles = [column for column, detail in spec.columns.items() if detail.type == "double"]
        for column in doubles:
            mended, cells = within_bounds(frame(name, column, [math.nan, math.inf, 1.0]), spec)
            assert (mended[column].to_list(), cells.height) == ([None, None, 1.0], 2), (name, column)


def test_a_table_without_rows_stays_as_it_is():
    tables, cells = bounded({"risk": frame("risk", "cause", [])}, TABLES)
    assert tables["risk"].is_empty() and cells.is_empty()
