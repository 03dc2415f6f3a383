"""What the warehouse must publish once all six months are in: KPI values by the generator's own arithmetic.

Nothing here reads a file or knows the pipeline; the numbers come from the model's objects. Conventions:

* status of a period: the schedule at its data date; a planned date counts as past when it is <= the data date,
  a start or any elapsed work when it is < the data date;
* AC, commitment and ledger budget: lines posted up to the cut-off, as that month's own ledger shows them;
* activities with a planted progress fault are out of PV, EV and the counts of SP-08, their budget stays in BAC;
* SP-08 counts tasks: no level of effort, no milestones;
* project and portfolio rows are sums of the contracts' parts, money at the budget rate; SP-19 is the worst contract.
"""

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

from pipelines.lib.demo import faults
from pipelines.lib.demo.facts import BUDGET_RATES, MONTHS, ContractFacts, Period, to_hours, to_moment
from pipelines.lib.demo.ledger import AC_TYPES, ledger, values_of
from pipelines.lib.demo.model import Update, build_model
from pipelines.lib.demo.network import TASK
from pipelines.lib.demo.portfolio import CONTRACTS
from pipelines.lib.demo.progress import COMPLETE
from pipelines.lib.demo.risks import register
from pipelines.lib.demo.value import total
from pipelines.lib.demo.write import deliveries, reported

MONEY_PARTS = ("bac", "pv", "ev", "pv_discrete", "ev_discrete", "ac", "commitment", "inherent", "residual")
COUNT_PARTS = ("due", "due_done", "done", "on_time", "first_pass", "deliveries")
Place = tuple[str, str | None, str | None, str]
# kpi_id, variant -> the part it publishes, or numerator and denominator
AMOUNTS = {
    ("CO-01", "default"): "bac",
    ("CO-02", "pv"): "pv",
    ("CO-02", "ev"): "ev",
    ("CO-02", "ac"): "ac",
    ("CO-16", "amount"): "commitment",
    ("RK-03", "inherent"): "inherent",
    ("RK-03", "residual"): "residual",
}
RATIOS = {
    ("SP-01", "total"): ("ev", "pv"),
    ("SP-01", "discrete"): ("ev_discrete", "pv_discrete"),
    ("CO-04", "default"): ("ev", "ac"),
    ("SP-08", "v_due"): ("due_done", "due"),
    ("SP-08", "v_open"): ("done", "due"),
    ("DQ-01", "default"): ("on_time", "deliveries"),
    ("DQ-04", "default"): ("first_pass", "deliveries"),
}


@dataclass(frozen=True)
class Expected:
    """One expected KPI. Money in whole units of the contract's currency, or of the base currency above contracts."""

    kpi_id: str
    variant: str
    scope: str
    project_id: str | None
    contract_id: str | None
    period_id: str
    value: Fraction | None
    status: str = "OK"
    numerator: Fraction | None = None
    denominator: Fraction | None = None


@dataclass(frozen=True)
class _Member:
    """The parts of one contract and period, from which every KPI of it and above it is made."""

    facts: ContractFacts
    period: Period
    parts: dict[str, Fraction]
    slip_days: int = field(default=0)


def expected_kpis() -> list[Expected]:
    """Every expected KPI of every contract, project and the portfolio, by period."""
    members = [_member(facts, month) for month in MONTHS for facts in CONTRACTS]
    rows: list[Expected] = []
    for member in members:
        place = ("contract", member.facts.project_id, member.facts.contract_id, member.period.period_id)
        rows += _kpis(place, [member], member.parts)
    for month in MONTHS:
        of_month = [member for member in members if member.period.month == month]
        period_id = of_month[0].period.period_id
        for project in sorted({facts.project_id for facts in CONTRACTS}):
            chosen = [member for member in of_month if member.facts.project_id == project]
            rows += _kpis(("project", project, None, period_id), chosen, _sum(chosen))
        rows += _kpis(("portfolio", None, None, period_id), of_month, _sum(of_month))
    return rows


def _kpis(place: Place, members: list[_Member], parts: dict[str, Fraction]) -> list[Expected]:
    rows = [Expected(*key, *place, parts[part]) for key, part in AMOUNTS.items()]
    rows.append(Expected("CO-06", "default", *place, parts["ac"] + parts["bac"] - parts["ev"]))
    rows.append(Expected("SP-19", "contractual", *place, Fraction(max(member.slip_days for member in members))))
    for key, (top, bottom) in RATIOS.items():
        numerator, denominator = parts[top], parts[bottom]
        is_known = bool(denominator)
        value = numerator / denominator if is_known else None
        rows.append(Expected(*key, *place, value, "OK" if is_known else "NOT_COMPUTABLE", numerator, denominator))
    return rows


def _sum(members: list[_Member]) -> dict[str, Fraction]:
    """Parts added up; money at each contract's budget rate."""
    sums = dict.fromkeys((*MONEY_PARTS, *COUNT_PARTS), Fraction(0))
    for member in members:
        rate = Fraction(BUDGET_RATES[member.facts.currency])
        for part in sums:
            sums[part] += member.parts[part] * (rate if part in MONEY_PARTS else 1)
    return sums


@cache
def _member(facts: ContractFacts, month: int) -> _Member:
    model = build_model(facts)
    update, period = reported(model, month), facts.period(month)
    left_out = faulty_activities(facts, month)
    value = total(values_of(model, update, left_out))
    parts = {name: getattr(value, name) / 100 for name in value.__dataclass_fields__}
    parts |= {
        "ac": _posted(facts, period, AC_TYPES),
        "commitment": _posted(facts, period, ("commitment",)),
        "inherent": _exposure(facts, month, residual=False),
        "residual": _exposure(facts, month, residual=True),
        **_finishes(update, left_out),
        **_delivered(facts, period),
    }
    forecast = to_moment(update.statuses[facts.completion].dates.early_finish).date()
    return _Member(facts, period, parts, (forecast - facts.due_on(period.cut_off)).days)


def faulty_activities(facts: ContractFacts, month: int) -> frozenset[str]:
    """Codes of the activities whose status is falsified in a month."""
    if (facts.contract_id, month) != (faults.ROWS.contract_id, faults.ROWS.month):
        return frozenset()
    updates = build_model(facts).updates
    return frozenset(faults.faulty_codes(updates[month - 1], following=updates[month]))


def _posted(facts: ContractFacts, period: Period, types: tuple[str, ...]) -> Fraction:
    """Lines of the month's ledger posted up to the contract's own cut-off."""
    cents = (
        entry.cents
        for entry in ledger(period.month)
        if entry.contract_id == facts.contract_id and entry.entry_type in types and entry.posted_on <= period.cut_off
    )
    return Fraction(sum(cents), 100)


def _exposure(facts: ContractFacts, month: int, *, residual: bool) -> Fraction:
    """Open risks, opportunities taken off."""
    risks = (risk for risk in register(facts, month) if risk.status == "open")
    return sum((risk.exposure(residual=residual) for risk in risks), Fraction(0))


def _finishes(update: Update, left_out: frozenset[str]) -> dict[str, Fraction]:
    """Tasks due by the baseline in force, of them done, and done at all."""
    at = to_hours(update.period.data_date)
    tasks = {c for c, a in update.plan.network.activities.items() if a.kind == TASK and c not in left_out}
    done = {code for code in tasks if update.statuses[code].state == COMPLETE}
    due = {code for code in tasks if update.plan.dates[code].early_finish <= at}
    return {"due": Fraction(len(due)), "due_done": Fraction(len(due & done)), "done": Fraction(len(done))}


def _delivered(facts: ContractFacts, period: Period) -> dict[str, Fraction]:
    """The three feeds of a contract and period: the first file received, whatever became of it."""
    first: dict[str, tuple[dt.date, str]] = {}
    for file in deliveries(period.month):
        if file.is_update and file.contract_id in (facts.contract_id, None):
            first.setdefault(file.feed, (file.received_on, file.file_name))
    rejected = {fault.file_name for fault in faults.FAULTS if fault.verdict == faults.REJECTED}
    return {
        "deliveries": Fraction(len(first)),
        "on_time": Fraction(sum(day <= period.due_on for day, _ in first.values())),
        "first_pass": Fraction(sum(name not in rejected for _, name in first.values())),
    }
