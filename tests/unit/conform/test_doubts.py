"""What of a flat file's amounts is asked and not guessed: a mark of thousands or of decimals, a scale in a title."""

import pytest

from pipelines.lib.config.source import Locale, Mapping
from pipelines.lib.conform.scale import scale_above
from tests.unit.conform.flat import LINES, conform

K = "Amounts in k EUR"


@pytest.mark.parametrize(
    "title",
    [K, "K€", "Montants en milliers d'euros", "EUR thousands", "M EUR", "Mio. EUR", "in Tausend", "USD '000", "(€m)"],
)
def test_a_scale_above_the_table_is_told(title):
    (note,) = scale_above(f"Ledger of contract 7\n{title}", Locale(), Mapping())
    assert note.kind == "scale_above"


@pytest.mark.parametrize("title", ["Ledger 10'000 EUR", "EUR", "Marks in euros", "Milestones", None, ""])
def test_a_title_without_a_scale_is_none(title):
    assert scale_above(title, Locale(), Mapping()) == []


def test_where_the_source_sets_a_scale_nothing_is_asked():
    assert scale_above(K, Locale(scale=1000), Mapping()) == []
    assert scale_above(K, Locale(), Mapping(columns={"amount": {"column": "Amount", "scale": 1000}})) == []


def doubts(cells, **locale):
    lines = {**LINES, "amount": cells, "cost_key": ["1"] * len(cells), "entry_type": ["actual"] * len(cells)}
    lines["currency"] = ["EUR"] * len(cells)
    return [(note.kind, note.value) for note in conform(lines, locale=Locale(**locale)).envelope["notes"]]


@pytest.mark.parametrize("cells", [["1.234", "10.000"], ["500", "1.500"], ["-1.234", "2.000"], ["€ 1.234", None]])
def test_three_digits_behind_every_point_may_be_thousands(cells):
    shown = next(cell for cell in cells if cell and "." in cell)
    assert doubts(cells) == [("thousands_or_decimals", shown)]


@pytest.mark.parametrize("cells", [["1.234", "10.00"], ["1234.500", "1.500"], ["0.125", "1.500"], ["1234", "10"]])
def test_one_amount_that_reads_one_way_decides(cells):
    assert doubts(cells) == []


def test_a_source_that_says_its_mark_is_believed():
    assert doubts(["1.234", "10.000"], decimal=".") == []
    assert doubts(["1.234", "10.000"], decimal=",", thousands=".") == []
