"""Months as people and systems write them: expected values by hand."""

import polars as pl
import pytest

from pipelines.lib.config.feed import ColumnSpec, TableSpec
from pipelines.lib.config.source import Locale, Mapping
from pipelines.lib.conform.columns import conform_columns
from pipelines.lib.conform.months import to_month
from pipelines.lib.readers import RawFile

TABLE = TableSpec(name="t", grain="g", key=("month",), columns={"month": ColumnSpec(type="month")})


def month(text, *formats):
    frame = pl.DataFrame({"text": [text]}, schema={"text": pl.String})
    return frame.select(to_month(pl.col("text"), formats or ("%d/%m/%Y",))).item()


@pytest.mark.parametrize(
    "text",
    ["2025-03", "2025-3", "2025/03", "2025.03", "202503", "03/2025", "3.2025", "003/2025", " 03-2025 ", "31/03/2025"],
)
def test_march(text):
    assert month(text) == "2025-03"


@pytest.mark.parametrize("text", ["2025-13", "016/2025", "12/2025"])
def test_special_periods_belong_to_december(text):
    assert month(text) == "2025-12"


@pytest.mark.parametrize("text", ["2025-17", "2025-00", "March", "25-03", "3", "", None, "20250", "2025-03-04-05"])
def test_what_is_no_month_is_unknown(text):
    assert month(text) is None


def test_formats_of_the_source_count_with_and_without_a_day():
    assert month("Mar 2025", "%b %Y") == "2025-03"
    assert month("2025-03-31", "%Y-%m-%d") == "2025-03"
    assert month("45747", "%d/%m/%Y", "serial") == "2025-03"  # 31 March 2025 as Excel's day number


def conform(columns, **cells):
    frame = pl.DataFrame({**cells, "source_row": [2]})
    return conform_columns(RawFile({"": frame}, "utf-8"), TABLE, Mapping(columns=columns), Locale())


def test_the_year_may_stand_in_a_column_of_its_own():
    how = {"month": {"column": "Période", "year": "Exercice"}}
    done = conform(how, Période=["1"], Exercice=["2025"])
    assert done.tables["t"]["month"].to_list() == ["2025-01"]
    assert done.envelope["unmapped_columns"] == []
    absent = conform(how, Période=["1"]).envelope["absent_columns"]
    assert absent[0] == "Exercice (for month)"


def test_a_month_without_its_year_is_a_bad_cell():
    done = conform({"month": "Période"}, Période=["1"])
    assert done.bad_cells["value"].to_list() == ["1"] and done.tables["t"]["month"].to_list() == [None]
