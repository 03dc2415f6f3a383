"""A risk register as its contractor writes it: English with ISO dates, or French as a spreadsheet saves it."""

import datetime as dt

from pipelines.lib.demo.facts import ONE_DAY, ContractFacts
from pipelines.lib.demo.ledger import NBSP
from pipelines.lib.demo.portfolio import ENERGY
from pipelines.lib.demo.risks import Risk, register

# English and French heading of every column.
COLUMNS = (
    ("Risk ID", "N°"), ("Title", "Intitulé"), ("Type", "Nature"), ("Cause", "Cause"), ("Effect", "Conséquence"),
    ("Category", "Famille"), ("WBS", "Lot"), ("Status", "Statut"), ("Probability (%)", "Probabilité"),
    ("Cost min", "Coût mini"), ("Cost likely", "Coût probable"), ("Cost max", "Coût maxi"), ("Currency", "Devise"),
    ("Days min", "Délai mini"), ("Days likely", "Délai probable"), ("Days max", "Délai maxi"),
    ("Residual probability (%)", "Probabilité résiduelle"), ("Residual cost min", "Coût résiduel mini"),
    ("Residual cost likely", "Coût résiduel probable"), ("Residual cost max", "Coût résiduel maxi"),
    ("Owner", "Porteur"), ("Response", "Plan d'actions"), ("Strategy", "Stratégie"), ("Identified", "Identifié le"),
    ("Reviewed", "Dernière revue"), ("Next review", "Prochaine revue"), ("Comment", "Remarque"),
)  # fmt: skip
STATUSES = {"open": "Ouvert", "closed": "Clos", "occurred": "Survenu"}


def write_register(facts: ContractFacts, month: int) -> bytes:
    """The bytes of a contract's register for a month."""
    cut_off, risks = facts.period(month).cut_off, register(facts, month)
    if facts is ENERGY:
        rows = [[french for _, french in COLUMNS], *(_french(facts, risk, cut_off) for risk in risks)]
        return ("\r\n".join(";".join(row) for row in rows) + "\r\n").encode("cp1252")
    rows = [[english for english, _ in COLUMNS], *(_english(facts, risk, cut_off) for risk in risks)]
    return ("\n".join(",".join(_quoted(cell) for cell in row) for row in rows) + "\n").encode("utf-8")


def _english(facts: ContractFacts, risk: Risk, cut_off: dt.date) -> list[str]:
    return [
        risk.risk_id, risk.subject[0], "Threat" if risk.is_threat else "Opportunity", *risk.subject[1:], risk.account,
        risk.status.capitalize(), str(risk.percent), *("" if cost is None else str(cost) for cost in risk.costs),
        facts.currency, *map(str, risk.days), str(risk.residual_percent),
        *("" if cost is None else str(cost) for cost in risk.residual_costs), "A. Martin", "Weekly follow-up", "reduce",
        f"{risk.identified_on}", f"{cut_off}", f"{cut_off + 30 * ONE_DAY}", "",
    ]  # fmt: skip


def _french(facts: ContractFacts, risk: Risk, cut_off: dt.date) -> list[str]:
    day = "%d/%m/%Y"
    return [
        risk.risk_id, risk.subject[0], "Menace" if risk.is_threat else "Opportunité", *risk.subject[1:], risk.account,
        STATUSES[risk.status], f"{risk.percent} %", *map(_amount, risk.costs), facts.currency, *map(str, risk.days),
        f"{risk.residual_percent} %", *map(_amount, risk.residual_costs), "A. Martin", "Suivi hebdomadaire", "réduire",
        f"{risk.identified_on:{day}}", f"{cut_off:{day}}", f"{cut_off + 30 * ONE_DAY:{day}}", "",
    ]  # fmt: skip


def _amount(cost: int | None) -> str:
    """A French amount; blank for none."""
    return "" if cost is None else f"{cost:,}".replace(",", NBSP) + ",00"


def _quoted(cell: str) -> str:
    """A cell that holds the delimiter stands in quotes."""
    return f'"{cell}"' if "," in cell else cell
