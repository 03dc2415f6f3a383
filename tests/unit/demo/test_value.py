import datetime as dt
from fractions import Fraction

import pytest

from pipelines.demo.budget import AT_END, AT_START, EXPENSE, LABOR, Assignment
from pipelines.demo.cpm import Dates
from pipelines.demo.facts import Period, to_hours
from pipelines.demo.model import Plan, Update
from pipelines.demo.network import LOE, TASK, Activity, Network
from pipelines.demo.progress import ACTIVE, COMPLETE, NOT_STARTED, Status
from pipelines.demo.value import budget_weighted, cost_loaded, curve_share, worked_share


def at(text: str) -> int:
    return to_hours(dt.datetime.fromisoformat(text))


WEEK = Dates(at("2026-01-05T08:00"), at("2026-01-09T17:00"))
NEXT_WEEK = Dates(at("2026-01-12T08:00"), at("2026-01-16T17:00"))


def update_of(activities: list[Activity], dates: list[Dates], percents: list[Fraction], assignments: list) -> Update:
    """A status at the midnight that ends Wednesday 7 January: 24 of the first week's 40 hours are past."""
    network = Network({}, {a.code: a for a in activities})
    plan = Plan("BL0", network, assignments, {a.code: d for a, d in zip(activities, dates, strict=True)}, 0)
    states = {0: NOT_STARTED, 1: COMPLETE}
    statuses = {
        a.code: Status(states.get(p, ACTIVE), None, p, 0, d, None)
        for a, d, p in zip(activities, dates, percents, strict=True)
    }
    return Update(Period(1, dt.date(2026, 1, 7), dt.date(2026, 1, 14)), plan, statuses, 0)


def test_work_is_spread_over_working_time() -> None:
    assert worked_share("5x8", WEEK.early_start, WEEK.early_finish, at("2026-01-08T00:00")) == Fraction(24, 40)
    assert worked_share("7x24", at("2026-01-05T00:00"), at("2026-01-09T00:00"), at("2026-01-08T00:00")) == Fraction(
        3, 4
    )
    assert worked_share("5x8", WEEK.early_start, WEEK.early_finish, WEEK.early_start) == 0
    assert worked_share("5x8", WEEK.early_start, WEEK.early_finish, at("2026-01-11T00:00")) == 1


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (Fraction(0), Fraction(0)),
        (Fraction(1, 40), Fraction(10 + 2, 50)),  # the lump, and half of the first 5 %
        (Fraction(1, 20), Fraction(10 + 4, 50)),
        (Fraction(1, 10), Fraction(10 + 4 + 36, 50)),
        (Fraction(1), Fraction(1)),
    ],
)
def test_a_curve_begins_with_a_lump_and_is_even_inside_five_percent(share: Fraction, expected: Fraction) -> None:
    assert curve_share((10, 4, 36, *[0] * 18), share) == expected


def test_accruals_at_start_and_end_and_a_delayed_assignment() -> None:
    activity = Activity("A", "a", TASK, ("X", "Y"), duration=40)
    rows = [
        Assignment("A", EXPENSE, "", 0, 100_00, AT_START),
        Assignment("A", EXPENSE, "", 0, 1000_00, AT_END),
        Assignment("A", LABOR, "CREW", 40, 200_00, lag=20),  # 20 of 40 hours gone before it begins: 4 of its 20 done
    ]
    values = cost_loaded(update_of([activity], [WEEK], [Fraction(1, 2)], rows))
    assert values["X.Y"].pv == 100_00 + 200_00 * Fraction(4, 20)
    assert values["X.Y"].ev == 650_00
    assert values["X.Y"].bac == 1300_00


def test_level_of_effort_earns_what_was_planned_and_faulty_rows_earn_nothing() -> None:
    activities = [Activity("A", "a", TASK, ("X", "Y"), duration=40), Activity("L", "l", LOE, ("X", "Y"))]
    rows = [Assignment("A", LABOR, "CREW", 40, 100_00), Assignment("L", LABOR, "ENGR", 40, 50_00)]
    update = update_of(activities, [WEEK, WEEK], [Fraction(1, 10), Fraction(9, 10)], rows)
    value = cost_loaded(update)["X.Y"]
    assert (value.pv, value.ev, value.pv_discrete, value.ev_discrete) == (90_00, 40_00, 60_00, 10_00)
    value = cost_loaded(update, frozenset({"A"}))["X.Y"]
    assert (value.bac, value.pv, value.ev) == (150_00, 30_00, 30_00)


def test_budget_weighted_value_by_hand() -> None:
    """Budget 1,000 over 40 + 40 hours: PV 24/80, EV (40 x 0.5 + 40 x 0.25)/80."""
    activities = [Activity(code, code, TASK, ("X", "Y"), duration=40) for code in "AB"]
    activities.append(Activity("L", "l", LOE, ("X", "Y"), duration=999))
    percents = [Fraction(1, 2), Fraction(1, 4), Fraction(1)]
    value = budget_weighted(update_of(activities, [WEEK, NEXT_WEEK, WEEK], percents, []), {"X.Y": 1000_00})["X.Y"]
    assert (value.bac, value.pv, value.ev) == (1000_00, 300_00, 375_00)
