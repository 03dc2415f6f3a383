"""What of a flat file's amounts is asked and not guessed: a mark of thousands or of decimals, a scale in a title."""

import pytest

from pipelines.lib.config.source import Locale, Mapping
from pipelines.lib.conform.scale import scale_around
from tests.unit.conform.flat import LINES, conform

K = "Amounts in k EUR"


@pytest.mark.parametrize(
    "title",
    [K, "K€", "Montants en milliers d'euros", "EUR thousands", "M EUR", "Mio. EUR", "in Tausend", "USD '000", "(€m)"],
)
def test_a_scale_around_the_table_is_told(title):
    (note,) = scale_around(f"Ledger of contract 7\n{title}", Locale(), Mapping())
    assert note.kind == "scale_around"


@pytest.mark.parametrize("title", ["Ledger 10'000 EUR", "EUR", "Marks in euros", "Milestones", ""])
def test_a_title_without_a_scale_is_none(title):
    assert scale_around(title, Locale(), Mapping()) == []


def test_where_the_source_sets_a_scale_nothing_is_asked():
    assert scale_around(K, Locale(scale=1000), Mapping()) == []
    assert scale_around(K, Locale(), Mapping(columns={"amount": {"column": "Amount", "scale": 1000}})) == []


def doubts(cells, **locale):
    lines = {**LINES, "amount": cells, "cost_key": ["1"] * len(cells), "entry_type": ["actual"] * len(cells)}
    lines["currency"] = ["EUR"] * len(cells)
    return [(note.kind, note.value) for note in conform(lines, locale=Locale(**locale)).envelope["notes"]]


@pytest.mark.parametrize("cells", [["1.234", "10.000"], ["500", "1.500"], ["-1.234", "2.000"], ["€ 1.234", None]])
def test_three_digits_behind_every_point_may_be_thousands(cells):
    shown = next(cell for cell in cells if cell and "." in cell)
    assert doubts(cells) == [("thousands_or_decimals", shown)]


@pytest.mark.parametrize("cells", [["1234.500", "1.500"], ["0.125", "1.500"], ["1234", "10"], ["1.2345", "10.50"]])
def test_one_amount_that_reads_one_way_decides(cells):
    assert doubts(cells) == []


def test_a_source_that_says_its_mark_is_believed():
    assert doubts(["1.234", "10.000"], decimal=".") == []
    assert doubts(["1.234", "10.000"], decimal=",", thousands=".") == []


@pytest.mark.parametrize("cells", [["11.234", "10.00"], ["10.5", "-1.234", "7", "80.25"], ["12,345", "80.25"]])
def test_a_cell_unlike_the_cents_of_its_column_may_be_thousands(cells):
    (odd,) = (cell for cell in cells if len(cell) > 5)
    assert doubts(cells) == doubts(cells, decimal=".") == [("thousands_or_decimals", odd)]


@pytest.mark.parametrize(
    "cells", [["1.234", "2.345", "10.50"], ["1234.567", "1.234", "10.50"], ["12,345", "1,280.25"], ["12,345", "800"]]
)
def test_a_column_that_keeps_to_its_form_is_believed(cells):
    assert doubts(cells, decimal=".") == []


def test_the_same_is_asked_under_a_decimal_comma():
    assert doubts(["12,345", "80,25"], decimal=",") == [("thousands_or_decimals", "12,345")]
    assert doubts(["12.345", "80,25"], decimal=",") == [("thousands_or_decimals", "12.345")]
    assert doubts(["12.345", "80,25"], decimal=",", thousands=".") == []


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["1,2E+04", "3.4e+05"], ["exponent_amount"] * 2),
        (["1.2345E+03"], ["exponent_cents"]),
        (["1.234500E+03", "0E+00", "5E-01", "12345"], []),
    ],
)
def test_digits_lost_in_an_exponent_are_told(cells, found):
    assert [kind for kind, _ in doubts(cells, decimal=".")] == found


def test_a_code_that_went_through_a_number_is_told():
    codes = {**LINES, "cost_key": ["1,23E+11", "1E05"]}
    assert [(note.kind, note.value) for note in conform(codes).envelope["notes"]] == [("exponent_code", "1,23E+11")]
