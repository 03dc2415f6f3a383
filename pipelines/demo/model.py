"""One contract put together: baselines and monthly statuses, as objects that files and truth are made from."""

import datetime as dt
from dataclasses import dataclass
from functools import cache

from pipelines.demo.budget import Assignment, assign, assign_change
from pipelines.demo.build import build_network, changed_network
from pipelines.demo.cpm import Dates, backward, forward
from pipelines.demo.facts import MONTHS, STARTED_ON, ContractFacts, Period, to_hours
from pipelines.demo.network import Network
from pipelines.demo.progress import Status, hours_by_activity, real_course, report

START_HOUR = to_hours(dt.datetime.combine(STARTED_ON, dt.time()))


@dataclass(frozen=True, eq=False)
class Plan:
    """A baseline: network, budget and dates, without progress."""

    baseline_id: str
    network: Network
    assignments: list[Assignment]
    dates: dict[str, Dates]
    end: int


@dataclass(frozen=True, eq=False)
class Update:
    """A monthly status, and the baseline in force then."""

    period: Period
    plan: Plan
    statuses: dict[str, Status]
    end: int


@dataclass(frozen=True, eq=False)
class ContractModel:
    """Everything the demo knows of one contract; `updates` has one entry per month, in order."""

    facts: ContractFacts
    plans: tuple[Plan, ...]
    updates: tuple[Update, ...]


@cache
def build_model(facts: ContractFacts) -> ContractModel:
    """The contract from first baseline to last status."""
    agreed = build_network(facts)
    plans = [_plan("BL0", agreed, assign(facts, agreed), _end_of(facts.due[0][1]))]
    if facts.change:
        changed = changed_network(facts, agreed)
        extra = assign_change(facts, agreed, changed)
        plans.append(_plan(facts.change.baseline_id, changed, plans[0].assignments + extra, _end_of(facts.due[-1][1])))
    course = real_course(facts, plans[-1].network, START_HOUR)
    updates = tuple(_update(facts, plans, course, facts.period(month)) for month in MONTHS)
    return ContractModel(facts, tuple(plans), updates)


def _plan(baseline_id: str, network: Network, assignments: list[Assignment], end: int) -> Plan:
    work = {code: activity.duration for code, activity in network.activities.items()}
    dates = backward(network, forward(network, START_HOUR, work, {}), end, work)
    return Plan(baseline_id, network, assignments, dates, end)


def _update(facts: ContractFacts, plans: list[Plan], course: dict[str, Dates], period: Period) -> Update:
    is_changed = facts.change is not None and period.cut_off >= facts.change.effective_from
    plan = plans[-1] if is_changed else plans[0]
    end = _end_of(facts.due_on(period.cut_off))
    units = hours_by_activity(plan.assignments)
    data_date = to_hours(period.data_date)
    agreed = plan.dates | plans[0].dates
    return Update(period, plan, report(plan.network, plan.dates, agreed, course, units, data_date, end), end)


def _end_of(day: dt.date) -> int:
    """A contractual date means the end of that working day."""
    return to_hours(dt.datetime.combine(day, dt.time(17)))
