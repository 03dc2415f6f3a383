"""Resources and expenses on activities: units in hours, money in whole cents that sums to the contract's value.

A contract without costs in its schedule has labour hours only.
"""

from dataclasses import dataclass, replace
from random import Random

from pipelines.demo.facts import SEED, ContractFacts
from pipelines.demo.network import FINISH, LOE, TASK, Activity, Network

LABOR, NONLABOR, MATERIAL, EXPENSE = "RT_Labor", "RT_Equip", "RT_Mat", "expense"
UNIFORM, AT_START, AT_END = "CL_Uniform", "CL_Start", "CL_End"

# Share of the work at 0 %, 5 %, 10 % ... 100 % of the duration; the first value is spent at the very start.
CURVES = {
    "Bell Shaped": (0, 1, 1, 3, 3, 5, 5, 8, 8, 9.5, 9.5, 8, 8, 7, 7, 5, 5, 3, 2, 1, 1),
    "Front Loaded": (10, 9, 9, 8, 8, 7, 7, 6, 6, 5, 5, 4, 4, 3, 2, 2, 1, 1, 1, 1, 1),
}
RESOURCES = {
    "CREW": ("Site crew", LABOR),
    "ENGR": ("Engineers", LABOR),
    "PLANT": ("Plant and cranes", NONLABOR),
    "CONC": ("Concrete – béton C40", MATERIAL),
}


@dataclass(frozen=True)
class Assignment:
    """One resource assignment or expense: its budget, and the activity's working hours before it begins (`lag`)."""

    activity: str
    kind: str
    resource: str
    units: int
    cents: int
    accrual: str = UNIFORM
    curve: str | None = None
    lag: int = 0


def assign(facts: ContractFacts, network: Network) -> list[Assignment]:
    """Assignments of every activity of the agreed network; their budgets sum to the signed value, or are all 0."""
    random = Random(f"{SEED}/{facts.contract_id}/budget")
    draws = [a for activity in network.activities.values() for a in _draw(random, activity, facts.is_cost_loaded)]
    return _scaled(draws, facts.signed_value * 100) if facts.is_cost_loaded else draws


def assign_change(facts: ContractFacts, agreed: Network, changed: Network) -> list[Assignment]:
    """Assignments of the activities that a change adds; their budgets sum to the change's amount."""
    random = Random(f"{SEED}/{facts.contract_id}/change budget")
    new = [activity for code, activity in changed.activities.items() if code not in agreed.activities]
    return _scaled([a for activity in new for a in _draw(random, activity, True)], facts.change.amount * 100)


def _draw(random: Random, activity: Activity, is_costed: bool) -> list[Assignment]:
    """Unscaled assignments of one activity. Percent by units rests on labour alone: no other hours may blur it."""
    code, hours = activity.code, activity.duration
    if activity.kind == LOE:
        return [Assignment(code, LABOR, "ENGR", 2000, 40_000_00 if is_costed else 0)]
    if activity.kind == FINISH:
        pays = is_costed and activity.name.endswith("handover")
        return [Assignment(code, EXPENSE, "Milestone payment", 0, 60_000_00, AT_END)] if pays else []
    if activity.kind != TASK:
        return []
    units = hours * random.randint(1, 6)
    rows = [Assignment(code, LABOR, "CREW", units, units * 52_00, curve=_curve(random))]
    if not is_costed:
        return [replace(rows[0], cents=0, curve=None)]
    if activity.percent_type != "CP_Units" and random.random() < 0.45:
        rows.append(Assignment(code, NONLABOR, "PLANT", hours, hours * 130_00))
    if random.random() < 0.30:
        quantity, lag = random.randint(20, 400), hours // 2 if random.random() < 0.2 else 0
        rows.append(Assignment(code, MATERIAL, "CONC", quantity, quantity * 118_00, lag=lag))
    if random.random() < 0.25:
        accrual = random.choice((UNIFORM, AT_START, AT_END))
        rows.append(Assignment(code, EXPENSE, "Subcontract lump sum", 0, random.randint(5, 60) * 1_000_00, accrual))
    return rows


def _curve(random: Random) -> str | None:
    return random.choices((None, *CURVES), (80, 12, 8))[0]


def _scaled(draws: list[Assignment], total: int) -> list[Assignment]:
    """Budgets in proportion, rounded to cents; the largest takes what rounding leaves, so that the sum is exact."""
    drawn = sum(a.cents for a in draws)
    scaled = [replace(a, cents=a.cents * total // drawn) for a in draws]
    largest = max(range(len(scaled)), key=lambda index: scaled[index].cents)
    rest = total - sum(a.cents for a in scaled)
    scaled[largest] = replace(scaled[largest], cents=scaled[largest].cents + rest)
    return scaled
