"""Earned value as a contractor reports it: planned, earned and actual to date per control account, to the cent.

What the report says is true by definition: the contract takes it at its word. The schedule beside it carries no money.
"""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from pipelines.demo.facts import ContractFacts
from pipelines.demo.ledger import AC_TYPES, account_budgets, ledger
from pipelines.demo.model import build_model
from pipelines.demo.value import Value, budget_weighted
from pipelines.demo.workbook import Amount, Sheet, workbook_bytes

HEADERS = (
    "Control account", "Description", "Period", "Budget at completion", "Planned to date", "Earned to date",
    "Cost to date", "Contractor's EAC", "Remarks",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One control account to date, in cents."""

    account: str
    name: str
    bac: int
    pv: int
    ev: int
    ac: int

    @property
    def eac(self) -> int:
        """The contractor's own estimate: cost so far, the rest as budgeted."""
        return self.ac + self.bac - self.ev


@cache
def report(facts: ContractFacts, month: int) -> tuple[Line, ...]:
    """The report of a month: progress by planned hours against the account's budget, cost as posted by the cut-off."""
    model, period = build_model(facts), facts.period(month)
    update = model.updates[month - 1]
    budgets, spent = account_budgets(model), defaultdict(int)
    for entry in ledger(month):
        if (
            entry.contract_id == facts.contract_id
            and entry.entry_type in AC_TYPES
            and entry.posted_on <= period.cut_off
        ):
            spent[entry.account] += entry.cents
    names = {".".join(path): name for path, name in update.plan.network.wbs_names.items()}
    return tuple(
        Line(account, names[account], budgets[account], round(value.pv), round(value.ev), spent[account])
        for account, value in sorted(budget_weighted(update, budgets).items())
    )


def reported_value(facts: ContractFacts, month: int) -> Value:
    """All accounts together; a report does not tell level of effort from discrete work."""
    lines = report(facts, month)
    bac, pv, ev = (Fraction(sum(getattr(line, name) for line in lines)) for name in ("bac", "pv", "ev"))
    return Value(bac, pv, ev, None, None)


def write_report(facts: ContractFacts, month: int) -> bytes:
    """The workbook of a month: a title, the accounts, a total; a sheet of definitions beside it."""
    period, lines = facts.period(month), report(facts, month)
    rows = [
        [
            line.account,
            line.name,
            period.period_id,
            *(Amount(getattr(line, n)) for n in ("bac", "pv", "ev", "ac", "eac")),
        ]
        for line in lines
    ]
    totals = [Amount(sum(getattr(line, name) for line in lines)) for name in ("bac", "pv", "ev", "ac", "eac")]
    title = (f"{facts.contract_id} – earned value report", f"Status date {period.cut_off:%d %B %Y}, {facts.currency}")
    sheet = Sheet("EV by account", [*rows, ["Total", None, period.period_id, *totals]], (HEADERS,), title)
    notes = Sheet("Definitions", [["Planned to date", "BCWS"], ["Earned to date", "BCWP"], ["Cost to date", "ACWP"]])
    return workbook_bytes([sheet, notes], period.cut_off)
