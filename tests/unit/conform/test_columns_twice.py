"""Two columns of one name in a flat file, and which of them a finding is about."""

import pytest

from tests.unit.conform.flat import LINES, column, conform


def twice(conformed):
    notes = conformed.envelope["notes"]
    return [(note.kind, note.row, note.value) for note in notes if note.kind.startswith("column_")]


@pytest.mark.parametrize("again", ["amount (2)", "AMOUNT", "Amount (3)", "\u00e0mount"])
def test_what_differs_from_an_amount_is_told_row_by_row(again):
    conformed = conform({**LINES, again: ["1", "3"]})
    assert twice(conformed) == [("column_twice", 3, "3")]
    assert column(conformed, "amount")[1] == 2


def test_what_says_the_same_or_nothing_is_information():
    assert twice(conform({**LINES, "AMOUNT": ["1", "2"]})) == [("column_again", None, None)]
    assert twice(conform({**LINES, "AMOUNT": [None, None]})) == [("column_again", None, None)]


def test_what_no_figure_needs_is_one_warning():
    lines = {**LINES, "description": ["a", "b"], "Description": ["c", "d"]}
    assert twice(conform(lines)) == [("column_twice_unneeded", 2, "c")]


def test_a_column_that_is_ignored_or_taken_by_its_own_name_is_meant():
    lines = {**LINES, "AMOUNT (2)": ["1", "3"]}
    assert twice(conform(lines, ignore=["AMOUNT (2)"])) == []
    assert twice(conform(lines, columns={"description": "AMOUNT (2)"})) == []
