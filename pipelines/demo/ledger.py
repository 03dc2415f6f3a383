"""What is booked on the contracts, and what each client's ledger of a month shows of it: the whole of it every month.

Amounts are in the contract's currency, in cents here; posting dates decide the period. `seen_from` is the month whose
ledger shows a line first, which differs from its posting month for one back-posting that is planted. How a ledger looks
as a file belongs in ledger_file.py.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from random import Random

from pipelines.demo.facts import MONTHS, ONE_DAY, SEED, STARTED_ON, YEAR
from pipelines.demo.model import ContractModel, Update, build_model
from pipelines.demo.network import LOE
from pipelines.demo.portfolio import CIVILS, CONTRACTS, ENERGY, STATION
from pipelines.demo.value import Value, budget_weighted, cost_loaded

TYPES = ("budget", "budget_change", "commitment", "invoice", "actual", "accrual")
AC_TYPES = ("actual", "accrual")
UNKNOWN_ACCOUNT = "HAL.ZZZ"


@dataclass(frozen=True)
class Entry:
    """One ledger line."""

    contract_id: str
    account: str
    document: str
    line: int
    posted_on: dt.date
    entry_type: str
    text: str
    cents: int
    seen_from: int
    currency: str


class _Book:
    """Entries of one contract, documents numbered as they come."""

    def __init__(self, model: ContractModel) -> None:
        self.model, self.entries, self.documents = model, [], 0

    def post(
        self, day: dt.date, entry_type: str, text: str, amounts: dict[str, int], seen_from: int | None = None
    ) -> None:
        """One document, a line per account with an amount."""
        facts, self.documents = self.model.facts, self.documents + 1
        document = f"{facts.code}{TYPES.index(entry_type) + 1}{self.documents:05d}"
        seen = seen_from or day.month
        rows = [(account, cents) for account, cents in sorted(amounts.items()) if cents]
        self.entries += [
            Entry(facts.contract_id, account, document, line, day, entry_type, text, cents, seen, facts.currency)
            for line, (account, cents) in enumerate(rows, 1)
        ]


@cache
def entries_of(contract_id: str) -> tuple[Entry, ...]:
    """Every line of one contract, from the first month to the last."""
    facts = next(facts for facts in CONTRACTS if facts.contract_id == contract_id)
    model = build_model(facts)
    book, budgets = _Book(model), account_budgets(model)
    book.post(STARTED_ON, "budget", "Budget initial", budgets)
    book.post(STARTED_ON, "commitment", f"Marché {facts.market_no}", budgets)
    if facts.change:
        extra = _change_by_account(model)
        for entry_type in ("budget_change", "commitment"):
            book.post(dt.date(YEAR, facts.change.month, 15), entry_type, f"Avenant {facts.change.change_id}", extra)
    _post_costs(book, budgets)
    if facts is ENERGY:
        for month in MONTHS:
            book.post(dt.date(YEAR, month, 28), "actual", "Frais de gestion", {"POS.EQP": 12_480_00})
    if facts is CIVILS:
        book.post(dt.date(YEAR, 3, 27), "actual", "Régularisation de mars", {"TUN.ENA": 184_250_00}, seen_from=4)
    if facts is STATION:
        book.post(dt.date(YEAR, 12, 10), "actual", "Situation hors lot", {UNKNOWN_ACCOUNT: 38_400_00})
    return tuple(book.entries)


@cache
def account_budgets(model: ContractModel) -> dict[str, int]:
    """Budget per control account in cents; sums to the signed value."""
    facts, plan = model.facts, model.plans[0]
    weights: dict[str, int] = defaultdict(int)
    if facts.is_cost_loaded:
        for a in plan.assignments:
            weights[plan.network.activities[a.activity].account] += a.cents
        return dict(weights)
    random = Random(f"{SEED}/{facts.contract_id}/accounts")
    for activity in plan.network.activities.values():
        if activity.kind != LOE and activity.duration:
            weights[activity.account] += activity.duration * random.randint(60, 140)
    cents, whole = facts.signed_value * 100, sum(weights.values())
    budgets = {account: cents * weight // whole for account, weight in sorted(weights.items())}
    first = next(iter(budgets))
    return budgets | {first: budgets[first] + cents - sum(budgets.values())}


def values_of(model: ContractModel, update: Update, left_out: frozenset[str] = frozenset()) -> dict[str, Value]:
    """PV and EV per control account by the contract's own method."""
    if model.facts.is_cost_loaded:
        return cost_loaded(update, left_out)
    return budget_weighted(update, account_budgets(model))


def _change_by_account(model: ContractModel) -> dict[str, int]:
    first, last = model.plans[0], model.plans[-1]
    extra: dict[str, int] = defaultdict(int)
    for a in last.assignments[len(first.assignments) :]:
        extra[last.network.activities[a.activity].account] += a.cents
    return dict(extra)


def _post_costs(book: _Book, budgets: dict[str, int]) -> None:
    """Each period: costs follow what was earned, dearer or cheaper by the contract's factor; invoices a month later."""
    facts, spent = book.model.facts, defaultdict(int)
    random = Random(f"{SEED}/{facts.contract_id}/costs")
    before, opened = {}, STARTED_ON
    for update in book.model.updates:
        cut_off = update.period.cut_off
        new = {}
        for account, value in sorted(values_of(book.model, update).items()):
            cost = int(value.ev * Fraction(facts.cost_factor) * random.randint(970, 1030) / 1000)
            new[account] = max(0, cost - spent[account])
            spent[account] += new[account]
        actual = {account: cents * 4 // 5 for account, cents in new.items()}
        day = opened + ONE_DAY * random.randint(3, (cut_off - opened).days - 3)
        book.post(day, "actual", f"Situation {update.period.period_id}", actual)
        book.post(cut_off, "accrual", f"Travaux non facturés {update.period.period_id}",
                  {account: cents - actual[account] for account, cents in new.items()})  # fmt: skip
        if before:
            book.post(dt.date(YEAR, update.period.month, 16), "invoice", "Facture du mois précédent", before)
        before, opened = actual, cut_off + ONE_DAY


def ledger(month: int) -> list[Entry]:
    """The lines that the ledger of a month shows, all contracts, in order of posting."""
    lines = [entry for facts in CONTRACTS for entry in entries_of(facts.contract_id) if entry.seen_from <= month]
    return sorted(lines, key=lambda entry: (entry.posted_on, entry.document, entry.line))
