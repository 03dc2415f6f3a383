"""The largest amounts that a table can hold, one after the other and side by side: every rule can still be judged.

A rule that fails on one file's values would have that file refused for a fault of ours.
"""

from decimal import Decimal

import polars as pl
import pytest

from tests.unit.validation import firing, pairing
from tests.unit.validation.clean import CLEAN, TABLES

LARGEST = {"decimal": Decimal("99999999999999.9999"), "double": 1e15}
# What one feed's rules see together, and the table whose rows its comparisons are about.
FEEDS = {
    "cost": ["cost_entry"],
    "earned_value": ["control_account_period"],
    "invoice": ["invoice"],
    "risk": ["risk"],
    "schedule": [table for table in CLEAN if table.startswith("schedule_")],
}


def extreme(table, sign):
    """The clean rows with every number as large as it can be, twice, so that sums are larger."""
    numbers = {name: sign * LARGEST[spec.type] for name, spec in TABLES[table].columns.items() if spec.type in LARGEST}
    return [{**row, **numbers} for row in CLEAN[table] for _ in range(2)]


@pytest.mark.parametrize("feed", FEEDS)
def test_every_rule_is_judged_on_the_largest_numbers(feed, tmp_path):
    tables = FEEDS[feed]
    fine = {name: (None, {table: extreme(table, sign) for table in tables}) for name, sign in (("up", 1), ("down", -1))}
    assert firing.judged([], fine, tables, tmp_path).errors == []


@pytest.mark.parametrize("feed", [feed for feed in FEEDS if feed != "invoice"])
def test_every_comparison_is_judged_on_the_largest_numbers(feed, tmp_path):
    sides = [{table: extreme(table, sign) if sign else CLEAN[table] for table in FEEDS[feed]} for sign in (1, -1, 0)]
    cases = [(None, f"{n}", "update", before, now, []) for n, (before, now) in enumerate([(sides[0], sides[1]), (sides[2], sides[0]), (sides[0], sides[2])])]  # fmt: skip
    result = pairing.compared(tmp_path, FEEDS[feed][0], cases)
    assert result.errors == []
    assert isinstance(result.findings, pl.DataFrame)
