"""The parts that a contract's KPIs are made of in a month, by the generator's own arithmetic; None is unknown.

Money is in whole units of the contract's currency. What is made of the parts belongs in truth.py.
"""

from fractions import Fraction

from pipelines.demo import faults
from pipelines.demo.facts import REPORTED, ContractFacts, Period, to_hours, to_moment
from pipelines.demo.ledger import AC_TYPES, ledger, values_of
from pipelines.demo.model import Update, build_model
from pipelines.demo.network import TASK
from pipelines.demo.plant import faulty_codes, faulty_risk, reported
from pipelines.demo.progress import COMPLETE
from pipelines.demo.report import reported_value
from pipelines.demo.risks import register
from pipelines.demo.value import Value, total
from pipelines.demo.write import Delivery, deliveries

Part = Fraction | None
Parts = dict[str, Part]
# More faulty rows than one in twenty, and a figure is not known.
TOLERATED = Fraction(5, 100)


def parts_of(facts: ContractFacts, month: int) -> Parts:
    """Every part of a contract in a month."""
    model = build_model(facts)
    update, period = reported(model, month), facts.period(month)
    left_out = frozenset(faulty_codes(model, month))
    value = reported_value(facts, month) if facts.method == REPORTED else total(values_of(model, update, left_out))
    return {
        **_money(value),
        "ac": _posted(facts, period, AC_TYPES),
        "commitment": _posted(facts, period, ("commitment",)),
        "inherent": _exposure(facts, month, residual=False),
        "residual": _exposure(facts, month, residual=True),
        **_finishes(update, left_out),
        **_delivered(facts, period),
    }


def slip_days(facts: ContractFacts, month: int) -> int:
    """Calendar days from the contractual completion in force to the one forecast or reached."""
    update = reported(build_model(facts), month)
    finish = to_moment(update.statuses[facts.completion].dates.early_finish).date()
    return (finish - facts.due_on(update.period.cut_off)).days


def is_past_baseline(facts: ContractFacts, month: int) -> bool:
    """Whether the data date is after the last planned finish of the baseline in force."""
    update = build_model(facts).updates[month - 1]
    return to_hours(update.period.data_date) > max(dates.early_finish for dates in update.plan.dates.values())


def _money(value: Value) -> Parts:
    cents = {name: getattr(value, name) for name in value.__dataclass_fields__}
    return {name: None if amount is None else amount / 100 for name, amount in cents.items()}


def _posted(facts: ContractFacts, period: Period, types: tuple[str, ...]) -> Fraction:
    """Lines of the month's ledger posted up to the contract's own cut-off."""
    cents = (
        entry.cents
        for entry in ledger(period.month)
        if entry.contract_id == facts.contract_id and entry.entry_type in types and entry.posted_on <= period.cut_off
    )
    return Fraction(sum(cents), 100)


def _exposure(facts: ContractFacts, month: int, *, residual: bool) -> Part:
    """Open risks without the faulty one, opportunities taken off."""
    risks = [risk for risk in register(facts, month) if risk.status == "open"]
    sound = [risk for risk in risks if risk.risk_id != faulty_risk(facts, month)]
    if len(risks) - len(sound) > TOLERATED * len(risks):
        return None
    return sum((risk.exposure(residual=residual) for risk in sound), Fraction(0))


def _finishes(update: Update, left_out: frozenset[str]) -> Parts:
    """Tasks due by the baseline in force, of them done, and done at all."""
    at = to_hours(update.period.data_date)
    tasks = {c for c, a in update.plan.network.activities.items() if a.kind == TASK and c not in left_out}
    done = {code for code in tasks if update.statuses[code].state == COMPLETE}
    due = {code for code in tasks if update.plan.dates[code].early_finish <= at}
    return {"due": Fraction(len(due)), "due_done": Fraction(len(due & done)), "done": Fraction(len(done))}


def _delivered(facts: ContractFacts, period: Period) -> Parts:
    """The feeds of a contract and period: the first file received of each, whatever became of it."""
    first: dict[str, Delivery] = {}
    for file in deliveries(period.month):
        if file.is_update and facts in file.contracts:
            first.setdefault(file.feed, file)
    planted = [faults.fault_in(file.file_name, file.party_id) for file in first.values()]
    rejected = [fault for fault in planted if fault and fault.verdict == faults.REJECTED]
    return {
        "deliveries": Fraction(len(first)),
        "on_time": Fraction(sum(file.received_on <= period.due_on for file in first.values())),
        "first_pass": Fraction(len(first) - len(rejected)),
    }
