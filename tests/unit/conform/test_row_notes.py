"""What a reader noticed of a row, seen with the mapping."""

from dataclasses import replace

from pipelines.lib.config.source import Locale, Mapping
from pipelines.lib.conform.columns import conform_columns
from pipelines.lib.readers import Note
from tests.unit.conform.flat import COST, LINES, PERIOD, raw


def notes(found, **mapping):
    """The notes that are left of a ledger whose columns are LINES and a comment behind them."""
    file = replace(raw({**LINES, "comment": ["x", "y"]}), notes=[found])
    conformed = conform_columns(file, COST, Mapping(constants=PERIOD, **mapping), Locale())
    return [(note.kind, note.table, note.row, note.column) for note in conformed.envelope["notes"]]


def test_a_row_that_lacks_its_amount_is_critical():
    found = Note("cells_too_few", "it ends before amount", row=3, column="amount")
    assert notes(found) == [("cells_too_few", "cost_entry", 3, "amount")]


def test_a_row_that_lacks_a_comment_is_not():
    found = Note("cells_too_few", "it ends before comment", row=3, column="comment")
    assert notes(found) == [("cells_too_few_unneeded", "cost_entry", 3, "comment")]


def test_a_row_that_was_dropped_is_not_spoken_of():
    found = Note("cells_too_many", "more cells than headers", row=3)
    assert notes(found) == [("cells_too_many", "cost_entry", 3, None)]
    assert notes(found, drop_rows={"where": "cost_key = '1.2'"}) == []
