"""Planned and earned value by exact arithmetic on the model's own objects: the answer the warehouse must find.

Nothing here knows the pipeline. Money in cents as fractions; PV and EV per control account (WBS level 2).
"""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from pipelines.demo.budget import AT_END, AT_START, CURVES, EXPENSE, Assignment
from pipelines.demo.calendars import calendars
from pipelines.demo.facts import to_hours
from pipelines.demo.model import Plan, Update
from pipelines.demo.network import LOE
from pipelines.demo.xer_rows import assignment_dates

ZERO = Fraction(0)


@dataclass
class Value:
    """Budget, planned and earned of one control account; `discrete` leaves level of effort out, None where not told."""

    bac: Fraction = ZERO
    pv: Fraction = ZERO
    ev: Fraction = ZERO
    pv_discrete: Fraction | None = ZERO
    ev_discrete: Fraction | None = ZERO

    def __add__(self, other: "Value") -> "Value":
        """Two accounts together."""
        return Value(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def total(values: dict[str, Value]) -> Value:
    """All accounts together."""
    return sum(values.values(), Value())


def cost_loaded(update: Update, left_out: frozenset[str] = frozenset()) -> dict[str, Value]:
    """PV and EV from the baseline's resources and expenses; activities left out keep their budget and nothing else."""
    values: dict[str, Value] = defaultdict(Value)
    at = to_hours(update.period.data_date)
    for a in update.plan.assignments:
        activity = update.plan.network.activities[a.activity]
        value = values[activity.account]
        value.bac += a.cents
        if a.activity in left_out:
            continue
        planned = a.cents * planned_share(update.plan, a, at)
        earned = planned if activity.kind == LOE else a.cents * update.statuses[a.activity].percent
        value.pv += planned
        value.ev += earned
        if activity.kind != LOE:
            value.pv_discrete += planned
            value.ev_discrete += earned
    return dict(values)


def budget_weighted(update: Update, budgets: dict[str, int]) -> dict[str, Value]:
    """PV and EV of account budgets (cents), spread over the account's discrete activities by baseline hours."""
    hours: dict[str, Fraction] = defaultdict(Fraction)
    planned: dict[str, Fraction] = defaultdict(Fraction)
    earned: dict[str, Fraction] = defaultdict(Fraction)
    at = to_hours(update.period.data_date)
    for code, activity in update.plan.network.activities.items():
        if activity.kind == LOE or not activity.duration:
            continue
        dates = update.plan.dates[code]
        share = worked_share(activity.calendar, dates.early_start, dates.early_finish, at)
        hours[activity.account] += activity.duration
        planned[activity.account] += activity.duration * share
        earned[activity.account] += activity.duration * update.statuses[code].percent
    values = {}
    for account, cents in budgets.items():
        pv, ev = cents * planned[account] / hours[account], cents * earned[account] / hours[account]
        values[account] = Value(Fraction(cents), pv, ev, pv, ev)
    return values


def planned_share(plan: Plan, a: Assignment, at: int) -> Fraction:
    """Share of an assignment's budget planned by a data date: accrual, own dates, working time, curve."""
    activity = plan.network.activities[a.activity]
    dates = plan.dates[a.activity]
    if a.accrual == AT_START:
        return Fraction(dates.early_start < at)
    if a.accrual == AT_END:
        return Fraction(dates.early_finish <= at)
    start, finish = (
        (dates.early_start, dates.early_finish) if a.kind == EXPENSE else assignment_dates(plan, activity, a)
    )
    share = worked_share(activity.calendar, start, finish, at)
    return curve_share(CURVES[a.curve], share) if a.curve else share


def worked_share(calendar: str, start: int, finish: int, at: int) -> Fraction:
    """Share of the working time between two moments that lies before a third."""
    if at <= start:
        return ZERO
    if at >= finish:
        return Fraction(1)
    working = calendars()[calendar]
    return Fraction(working.between(start, at), working.between(start, finish))


def curve_share(points: tuple[float, ...], share: Fraction) -> Fraction:
    """Share of the budget on a curve: the first point at the very start, each other one evenly over its 5 %."""
    if not share:
        return ZERO
    weights = [Fraction(point) for point in points]
    whole, rest = divmod(share * 20, 1)
    reached = sum(weights[: int(whole) + 1])
    if rest:
        reached += weights[int(whole) + 1] * rest
    return reached / sum(weights)
