"""An amount that its file states in another currency than the one it would be counted in is not counted."""

from decimal import Decimal

import pytest

from tests.unit.conform.flat import LINES, PERIOD, column, conform

IN_USD = {"constants": {**PERIOD, "currency": "USD"}}


def lines(**columns):
    return {name: cells for name, cells in {**LINES, **columns}.items() if name != "currency"}


def notes(conformed):
    return [(note.kind, note.row, note.column, note.value) for note in conformed.envelope["notes"]]


@pytest.mark.parametrize(
    "cell",
    ["CHF 5", "5 CHF", "-CHF 5", "5.00 chf", "€5", "5.00 €", "CHF -0.5", "(5 €)", "£5", "C$ 5", "¥5", "CHF5.00-"],
)
def test_a_mark_of_another_currency(cell):
    found = conform(lines(amount=["1", cell]), **IN_USD)
    assert column(found, "amount") == [Decimal(1), None]
    assert notes(found) == [("other_currency", 3, "amount", cell)]
    assert found.bad_cells.is_empty()


@pytest.mark.parametrize("cell", ["USD 5", "5 usd", "$5", "US$ 5", "5.00", "5 net"])
def test_the_own_mark_or_none(cell):
    found = conform(lines(amount=["1", cell]), **IN_USD)
    assert column(found, "amount") == [Decimal(1), Decimal(5)]
    assert notes(found) == []


def test_a_row_may_name_its_own_currency():
    found = conform({**LINES, "currency": ["EUR", "CHF"], "amount": ["CHF 1", "CHF 2"]})
    assert column(found, "amount") == [None, Decimal(2)]
    assert notes(found) == [("other_currency", 2, "amount", "CHF 1")]


def test_a_new_column_that_names_currencies_is_compared():
    found = conform(lines(Crcy=["USD", "EUR"]), **IN_USD)
    assert notes(found) == [("other_currency", 3, "Crcy", "EUR")]
    assert found.envelope["unmapped_columns"] == ["Crcy"]


@pytest.mark.parametrize("cells", [["USD", "USD"], ["USD", "see note"], [None, None], ["KGS", "KGS"]])
def test_a_new_column_that_says_nothing_else_is_information(cells):
    assert notes(conform(lines(Crcy=cells), **IN_USD)) == []


def test_a_column_that_is_ignored_on_purpose_is_not_looked_at():
    assert notes(conform(lines(Crcy=["USD", "EUR"]), ignore=("Crcy",), **IN_USD)) == []
