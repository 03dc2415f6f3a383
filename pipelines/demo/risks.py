"""Risk registers: ten risks to begin with, two more each month, treated as time goes by; some close, some occur.

Probabilities are whole percents; money is whole units of the contract's currency, days are calendar days.
"""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from random import Random

from pipelines.demo.facts import MONTHS, SEED, YEAR, ContractFacts
from pipelines.demo.model import build_model
from pipelines.demo.portfolio import ENERGY, TRACK

# title, cause, effect, category; French ones for the French register
SUBJECTS = (
    ("Unforeseen ground", "Boreholes too far apart", "Slower advance", "Ground"),
    ("Late access", "Land not acquired", "Crews wait", "Client"),
    ("Utility strike", "Records out of date", "Works stop", "Third party"),
    ("Supplier insolvency", "Single source", "New tender needed", "Supply"),
    ("Design not approved", "Interface unresolved", "Rework", "Design"),
    ("Concrete price", "Cement market", "Higher cost", "Market"),
    ("Night work refused", "Noise permit", "Longer possession", "Permits"),
    ("Shared crane", "Two trades, one crane", "Shorter lifts plan", "Opportunity"),
)
SUJETS = (
    ("Aléa géologique", "Sondages espacés", "Avancement ralenti", "Sol"),
    ("Accès tardif", "Foncier non libéré", "Équipes en attente", "Client"),
    ("Réseau touché", "Plans périmés", "Arrêt des travaux", "Tiers"),
    ("Défaillance fournisseur", "Source unique", "Nouvelle consultation", "Achats"),
    ("Études non visées", "Interface ouverte", "Reprise", "Études"),
    ("Prix du cuivre", "Marché", "Surcoût", "Marché"),
    ("Coupure refusée", "Exploitant", "Décalage", "Autorisations"),
    ("Mutualisation grue", "Deux lots, une grue", "Moins de location", "Opportunité"),
)


@dataclass(frozen=True)
class Risk:
    """One risk as a month's register shows it. `costs`: minimum, likely, maximum; None where only likely is given."""

    risk_id: str
    subject: tuple[str, str, str, str]
    is_threat: bool
    account: str
    status: str
    percent: int
    costs: tuple[int | None, int, int | None]
    residual_percent: int
    residual_costs: tuple[int | None, int, int | None]
    days: tuple[int, int, int]
    identified_on: dt.date

    def exposure(self, *, residual: bool) -> Fraction:
        """Probability x mean of the three impacts (the likely one where it stands alone); opportunities negative."""
        percent, costs = (self.residual_percent, self.residual_costs) if residual else (self.percent, self.costs)
        known = [cost for cost in costs if cost is not None]
        return Fraction(percent, 100) * Fraction(sum(known), len(known)) * (1 if self.is_threat else -1)


@cache
def register(facts: ContractFacts, month: int) -> tuple[Risk, ...]:
    """The register of a contract in a month."""
    random = Random(f"{SEED}/{facts.contract_id}/risks")
    accounts = sorted({a.account for a in build_model(facts).plans[0].network.activities.values()})
    drawn = [_draw(random, facts, accounts, index, month) for index in range(10 + 2 * (len(MONTHS) - 1))]
    return tuple(risk for risk, raised in drawn if raised <= month)


def _draw(random: Random, facts: ContractFacts, accounts: list[str], index: int, month: int) -> tuple[Risk, int]:
    """One risk as of a month, and the month it was raised in; the draws are the same for every month."""
    raised = 1 if index < 10 else 2 + (index - 10) // 2
    subject = (SUJETS if facts in (ENERGY, TRACK) else SUBJECTS)[index % 8]
    percent = random.choice((5, 10, 20, 25, 35, 50, 60))
    likely = random.randint(20, 250) * facts.signed_value // 100_000
    low, high = likely * 6 // 10, likely * 18 // 10
    costs = (None, likely, None) if random.random() < 0.2 else (low, likely, high)
    ends = raised + random.randint(1, 5) if random.random() < 0.4 else 99
    end_state = random.choice(("closed", "closed", "occurred"))
    account, days = random.choice(accounts), random.randint(5, 40)
    treated = max(3, 10 - (month - raised)) if month > raised else 10
    risk = Risk(
        risk_id=f"R{facts.code}-{index + 1:03d}",
        subject=subject,
        is_threat=index % 8 != 7,
        account=account,
        status=end_state if month >= ends else "open",
        percent=percent,
        costs=costs,
        residual_percent=max(1, percent * treated // 10),
        residual_costs=tuple(None if cost is None else cost * (treated + 10) // 20 for cost in costs),
        days=(days // 2, days, days * 2),
        identified_on=dt.date(YEAR, raised, 12),
    )
    return risk, raised
