"""How a contract really goes, and what its planner reports of it at each data date.

The real course is one forward pass with stretched durations, so progress never breaks logic and never runs backwards.
A status at a data date is cut out of it: what lies behind is actual, the rest is forecast at the planner's durations.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from pipelines.demo.budget import LABOR, NONLABOR, Assignment
from pipelines.demo.calendars import calendars
from pipelines.demo.cpm import Actual, Dates, backward, forward
from pipelines.demo.facts import SEED, ContractFacts
from pipelines.demo.network import LOE, Activity, Network

# One activity in ten takes a quarter longer than even a slow crew would need.
OVERRUNS = (1,) * 9 + (1.25,)

NOT_STARTED, ACTIVE, COMPLETE = "TK_NotStart", "TK_Active", "TK_Complete"


@dataclass(frozen=True)
class Status:
    """One activity at a data date; `percent` is a fraction of the declared kind, float is working hours."""

    state: str
    actual: Actual | None
    percent: Fraction
    remaining: int
    dates: Dates
    total_float: int | None


def real_course(facts: ContractFacts, network: Network, start: int) -> dict[str, Dates]:
    """When every activity really starts and finishes, level of effort included."""
    random = Random(f"{SEED}/{facts.contract_id}/progress")
    work = {
        code: round(activity.duration * random.uniform(*facts.pace) * random.choice(OVERRUNS))
        for code, activity in sorted(network.activities.items())
    }
    return forward(network, start, work, {})


def report(
    network: Network,
    planned: dict[str, Dates],
    agreed: dict[str, Dates],
    course: dict[str, Dates],
    units: dict[str, int],
    data_date: int,
    end: int,
) -> dict[str, Status]:
    """The status of every activity at a data date.

    Args:
        network: activities and logic as the planner has them.
        planned: dates of the baseline in force, which say how long a level of effort lasts.
        agreed: dates of the first baseline; percents of level of effort count on them, so that none ever falls.
        course: what really happens.
        units: budgeted labour and nonlabour hours by activity.
        data_date: hours since EPOCH.
        end: contractual completion, from which floats are counted.
    """
    actuals = {
        code: _actual(course[code], data_date) for code in network.activities if _has_begun(course[code], data_date)
    }
    measured = {
        code: _effort(actuals.get(code), planned[code], agreed[code], data_date)
        if activity.kind == LOE
        else _measure(activity, actuals.get(code), course[code], units.get(code, 0), data_date)
        for code, activity in network.activities.items()
    }
    work = {code: remaining for code, (_, remaining) in measured.items()}
    dates = backward(network, forward(network, data_date, work, actuals), end, work)
    return {
        code: _status(activity, actuals.get(code), *measured[code], dates[code], data_date)
        for code, activity in network.activities.items()
    }


def _has_begun(real: Dates, data_date: int) -> bool:
    return real.early_start < data_date


def _actual(real: Dates, data_date: int) -> Actual:
    return Actual(real.early_start, real.early_finish if real.early_finish <= data_date else None)


def _measure(
    activity: Activity, actual: Actual | None, real: Dates, units: int, data_date: int
) -> tuple[Fraction, int]:
    """Percent complete (of the declared kind) and remaining working hours."""
    duration = activity.duration
    if actual is None:
        return Fraction(0), duration
    if actual.finish is not None:
        return Fraction(1), 0
    calendar = calendars()[activity.calendar]
    spent, whole = calendar.between(real.early_start, data_date), calendar.between(real.early_start, real.early_finish)
    share = Fraction(spent, whole)
    remaining = min(duration, max(1, round(duration * (1 - share))))
    if activity.percent_type == "CP_Phys":
        return Fraction(min(99, max(1, int(100 * share))), 100), remaining
    if activity.percent_type == "CP_Units":
        return Fraction(int(units * share), units), remaining
    return 1 - Fraction(remaining, duration), remaining


def _effort(actual: Actual | None, planned: Dates, agreed: Dates, data_date: int) -> tuple[Fraction, int]:
    """Level of effort: percent by time gone of what was first agreed; remaining as planned until dates are known."""
    calendar = calendars()["5x8"]
    duration = calendar.between(planned.early_start, planned.early_finish)
    if actual is None or actual.finish is not None:
        return Fraction(actual is not None), duration
    whole = calendar.between(agreed.early_start, agreed.early_finish)
    spent = max(0, calendar.between(agreed.early_start, data_date))
    return Fraction(min(99, max(1, 100 * spent // whole)), 100), duration


def _status(
    activity: Activity, actual: Actual | None, percent: Fraction, remaining: int, dates: Dates, data_date: int
) -> Status:
    calendar = calendars()[activity.calendar]
    if actual and actual.finish is not None:
        return Status(COMPLETE, actual, Fraction(1), 0, dates, None)
    total_float = calendar.between(dates.early_finish, dates.late_finish)
    if actual:
        if activity.kind == LOE:
            remaining = calendar.between(max(dates.early_start, data_date), dates.early_finish)
        return Status(ACTIVE, actual, percent, remaining, _resumed(activity, dates, remaining, data_date), total_float)
    return Status(NOT_STARTED, None, Fraction(0), remaining, dates, total_float)


def _resumed(activity: Activity, dates: Dates, remaining: int, data_date: int) -> Dates:
    """In progress: the early start is where the remaining work resumes."""
    calendar = calendars()[activity.calendar]
    start = calendar.start(dates.early_finish, remaining) if remaining else data_date
    return replace(dates, early_start=max(start, data_date))


def hours_by_activity(assignments: list[Assignment]) -> dict[str, int]:
    """Budgeted labour and nonlabour hours of each activity."""
    hours: dict[str, int] = {}
    for a in assignments:
        if a.kind in (LABOR, NONLABOR):
            hours[a.activity] = hours.get(a.activity, 0) + a.units
    return hours
