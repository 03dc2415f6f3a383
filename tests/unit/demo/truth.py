"""What the warehouse must publish once all months are in: KPI values by the generator's own arithmetic.

Nothing here reads a file or knows the pipeline; the numbers come from the model's objects. Conventions:

* status of a period: the schedule at its data date; a planned date counts as past when it is <= the data date,
  a start or any elapsed work when it is < the data date;
* AC, commitment and ledger budget: lines posted up to the cut-off, as that month's own ledger shows them;
* a contract that reports its earned value is taken at its word; what it does not tell is unknown;
* activities with a planted progress fault are out of PV, EV and the counts of SP-08, their budget stays in BAC;
* more than one faulty risk in twenty open ones, and the exposure is unknown;
* SP-08 counts tasks: no level of effort, no milestones;
* after the last planned finish SPI says nothing of a contract, and nothing where that holds for all of a scope;
* project and portfolio rows are sums of the contracts' known parts, money at the budget rate; SP-19 is the worst one.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from pipelines.demo.facts import BUDGET_RATES, MONTHS, ContractFacts
from pipelines.demo.portfolio import CONTRACTS
from tests.unit.demo.truth_parts import Part, Parts, is_past_baseline, parts_of, slip_days

Place = tuple[str, str | None, str | None, str]
MONEY_PARTS = {"bac", "pv", "ev", "pv_discrete", "ev_discrete", "ac", "commitment", "inherent", "residual"}
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
PARTS = sorted({*AMOUNTS.values(), *(part for pair in RATIOS.values() for part in pair)})


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
    """The parts of one contract and month, from which every KPI of it and above it is made."""

    facts: ContractFacts
    parts: Parts
    slip_days: int
    is_past_baseline: bool


def expected_kpis() -> list[Expected]:
    """Every expected KPI of every contract, project and the portfolio, by period."""
    rows: list[Expected] = []
    for month in MONTHS:
        members = [_member(facts, month) for facts in CONTRACTS]
        period_id = members[0].facts.period(month).period_id
        for member in members:
            place = ("contract", member.facts.project_id, member.facts.contract_id, period_id)
            rows += _kpis(place, [member], member.parts)
        for project in sorted({facts.project_id for facts in CONTRACTS}):
            chosen = [member for member in members if member.facts.project_id == project]
            rows += _kpis(("project", project, None, period_id), chosen, _sum(chosen))
        rows += _kpis(("portfolio", None, None, period_id), members, _sum(members))
    return rows


@cache
def _member(facts: ContractFacts, month: int) -> _Member:
    return _Member(facts, parts_of(facts, month), slip_days(facts, month), is_past_baseline(facts, month))


def _sum(members: list[_Member]) -> Parts:
    """Known parts added up, money at each contract's budget rate; unknown where nobody knows it."""
    sums: Parts = {}
    for part in PARTS:
        known = [
            member.parts[part] * (Fraction(BUDGET_RATES[member.facts.currency]) if part in MONEY_PARTS else 1)
            for member in members
            if member.parts[part] is not None
        ]
        sums[part] = sum(known, Fraction(0)) if known else None
    return sums


def _kpis(place: Place, members: list[_Member], parts: Parts) -> list[Expected]:
    rows = [_row(key, place, parts[part]) for key, part in AMOUNTS.items()]
    rows.append(_row(("CO-06", "default"), place, parts["ac"] + parts["bac"] - parts["ev"]))
    rows.append(_row(("SP-19", "contractual"), place, Fraction(max(member.slip_days for member in members))))
    for key, (top, bottom) in RATIOS.items():
        numerator, denominator = parts[top], parts[bottom]
        value = numerator / denominator if denominator else None
        if key[0] == "SP-01" and _is_hidden(members, top):
            value = None
        rows.append(_row(key, place, value, numerator, denominator))
    return rows


def _is_hidden(members: list[_Member], part: str) -> bool:
    """Past the last planned finish SPI tends to 1 whatever happened: shown while one of the members is not there."""
    return all(member.is_past_baseline and member.parts[part] is not None for member in members)


def _row(key: tuple[str, str], place: Place, value: Part, top: Part = None, bottom: Part = None) -> Expected:
    return Expected(*key, *place, value, "NOT_COMPUTABLE" if value is None else "OK", top, bottom)
