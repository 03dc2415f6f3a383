"""Number cells of a workbook under a source whose texts have a decimal comma."""

from decimal import Decimal

import pytest
import xlsxwriter

from pipelines.lib.config.source import Locale, Mapping, ReadSpec
from pipelines.lib.conform.columns import conform_columns
from pipelines.lib.readers.excel import read_excel
from tests.unit.conform.flat import COST, PERIOD

COMMA = Locale(decimal=",", thousands=".")


def conformed(path, cells, locale=COMMA, header=("cost_key", "entry_type", "amount"), form=None, **mapping):
    """A workbook of lines with these amounts, conformed."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, header)
        for row, cell in enumerate(cells, 1):
            sheet.write_row(row, 0, [1.2, "actual"])
            sheet.write(row, 2, cell, book.add_format({"num_format": form}) if form else None)
    raw = read_excel(path, ReadSpec(kind="excel"), ("cost_key", "amount"))
    mapping.setdefault("constants", PERIOD | {"currency": "EUR"})
    return conform_columns(raw, COST, Mapping(**mapping), locale)


def amounts(done):
    assert done.bad_cells.is_empty(), done.bad_cells
    return done.tables["cost_entry"]["amount"].to_list()


@pytest.mark.parametrize("locale", [COMMA, Locale(decimal=","), Locale(decimal=",", thousands=" ")])
def test_numbers_are_numbers_and_texts_are_read_by_the_locale(tmp_path, locale):
    done = conformed(tmp_path / "a.xlsx", [1234.5, -1.234, 7, "1234,50", "12,3"], locale)
    assert amounts(done) == [Decimal(text) for text in ("1234.5", "-1.234", "7", "1234.50", "12.3")]
    assert done.tables["cost_entry"]["cost_key"].to_list() == ["1.2"] * 5


def test_a_text_that_looks_like_a_number_with_a_point_groups_thousands(tmp_path):
    assert amounts(conformed(tmp_path / "a.xlsx", ["1.234", 1.234, "1.234,5"])) == [
        Decimal(1234),
        Decimal("1.234"),
        Decimal("1234.5"),
    ]


def test_a_number_shown_with_its_currency_is_a_number(tmp_path):
    assert amounts(conformed(tmp_path / "a.xlsx", [1234.5, 1.234], form="[$EUR] #,##0.00")) == [
        Decimal("1234.5"),
        Decimal("1.234"),
    ]


def test_months_side_by_side_hold_numbers_too(tmp_path):
    months = {"unpivot": {"columns": r"^\d{4}-\d{2}$", "name": "Month", "value": "Cell"}}
    columns = {"amount": "Cell", "fiscal_period": "Month"}
    done = conformed(
        tmp_path / "a.xlsx", [1234.5, "1.234"], header=("cost_key", "entry_type", "2026-01"), columns=columns, **months
    )
    assert amounts(done) == [Decimal("1234.5"), Decimal(1234)]


def test_a_number_of_three_decimals_is_no_question(tmp_path):
    done = conformed(tmp_path / "a.xlsx", [12.345, 80.25, 7.5], Locale(decimal=","))
    assert done.envelope["notes"] == []
    (note,) = conformed(tmp_path / "b.xlsx", ["12,345", 80.25, "7,5"], Locale(decimal=",")).envelope["notes"]
    assert (note.kind, note.row) == ("thousands_or_decimals", 2)
