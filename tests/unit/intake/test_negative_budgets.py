"""A negative budget in a schedule is told once, of the whole schedule."""

from decimal import Decimal

from pipelines.lib.intake.negative_budgets import negative_budgets
from tests.unit.validation.clean import frame


def told(*budgets):
    rows = [{"task_code": f"A{at}", "budget_cost": budget and Decimal(budget)} for at, budget in enumerate(budgets)]
    return negative_budgets({"schedule_assignment": frame("schedule_assignment", rows, "load")})


def test_credits_are_counted_and_the_first_is_named():
    (note,) = told("100", "-60000.5", None, "-1")
    assert (note.row, note.value) == (None, "-60000.50")
    assert note.message == (
        "2 assignments or expenses have a negative budget, -60001.50 in all; "
        "the first is in row 3, of activity A1: -60000.50"
    )


def test_no_budget_and_none_at_all_are_no_credits():
    assert told("0", None, "100") == negative_budgets({}) == []
