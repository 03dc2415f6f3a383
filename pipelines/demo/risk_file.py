"""A risk register as its contractor keeps it: CSV or workbook, English or French.

A register becomes a table of typed cells, the table becomes bytes; between the two a fault may be planted.
"""

import datetime as dt
from dataclasses import dataclass

from pipelines.demo.facts import ONE_DAY, ContractFacts
from pipelines.demo.ledger_file import NBSP
from pipelines.demo.portfolio import CIVILS, ENERGY, FITOUT, STATION, SYSTEMS, TRACK
from pipelines.demo.risks import Risk, register
from pipelines.demo.workbook import Amount, Cell, Percent, Row, Sheet, workbook_bytes

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
# How the files of a contract begin and end.
FILES = {
    CIVILS: ("risks", "csv"),
    SYSTEMS: ("risk_register", "csv"),
    ENERGY: ("registre_risques", "csv"),
    TRACK: ("registre_risques", "xlsx"),
    STATION: ("risk_register", "xlsx"),
    FITOUT: ("risk_register", "xlsx"),
}


@dataclass(frozen=True)
class Table:
    """A register as headings and rows; column 0 is the risk's id."""

    headers: list[str]
    rows: list[Row]


def is_french(facts: ContractFacts) -> bool:
    """Whether the contractor writes French."""
    return facts in (ENERGY, TRACK)


def register_name(facts: ContractFacts, month: int) -> str:
    """The file's name: it carries the day after the cut-off."""
    stem, suffix = FILES[facts]
    return f"{stem}_{facts.period(month).data_date:%Y-%m-%d}.{suffix}"


def register_table(facts: ContractFacts, month: int) -> Table:
    """The register of a month."""
    cut_off, french = facts.period(month).cut_off, is_french(facts)
    rows = [_row(facts, risk, cut_off, french) for risk in register(facts, month)]
    return Table([names[french] for names in COLUMNS], rows)


def write_register(facts: ContractFacts, month: int, table: Table, *, as_csv: bool = False) -> bytes:
    """The bytes of a register; `as_csv`: whatever the contractor usually sends."""
    if FILES[facts][1] == "csv" or as_csv:
        return _french_csv(table) if is_french(facts) else _english_csv(table)
    day = facts.period(month).cut_off
    if is_french(facts):
        rows = [[_amount_in_words(cell) for cell in row] for row in table.rows]
        title = (f"Registre des risques – {facts.contract_id}", f"Revue du {day:%d/%m/%Y}")
        lists = Sheet("Paramètres", [[word] for word in STATUSES.values()], is_hidden=True)
        return workbook_bytes([Sheet("Registre", rows, (tuple(table.headers),), title), lists], day, "dd/mm/yyyy")
    headers = tuple(name.removesuffix(" (%)") for name in table.headers)
    rows = [[f"{cell.value} %" if isinstance(cell, Percent) else cell for cell in row] for row in table.rows]
    title = (f"{facts.contract_id}: risk register", f"Reviewed {day:%d %B %Y}", "Probabilities after the last review")
    guide = Sheet("Guide", [["Probability", "1 % to 99 %"], ["Cost", f"net, in {facts.currency}"]])
    return workbook_bytes([guide, Sheet("Register", rows, (headers,), title)], day, "dd-mmm-yyyy")


def _row(facts: ContractFacts, risk: Risk, cut_off: dt.date, french: bool) -> Row:
    kinds = (("Opportunity", "Opportunité"), ("Threat", "Menace"))
    return [
        risk.risk_id, risk.subject[0], kinds[risk.is_threat][french], *risk.subject[1:], risk.account,
        STATUSES[risk.status] if french else risk.status.capitalize(), Percent(risk.percent), *map(_cents, risk.costs),
        facts.currency, *risk.days, Percent(risk.residual_percent), *map(_cents, risk.residual_costs), "A. Martin",
        "Suivi hebdomadaire" if french else "Weekly follow-up", "réduire" if french else "reduce",
        risk.identified_on, cut_off, cut_off + 30 * ONE_DAY, None,
    ]  # fmt: skip


def _cents(cost: int | None) -> Amount | None:
    return None if cost is None else Amount(cost * 100)


def _english_csv(table: Table) -> bytes:
    """Whole percents and amounts, ISO dates, UTF-8."""

    def text(cell: Cell) -> str:
        match cell:
            case None:
                return ""
            case Percent(value):
                return str(value)
            case Amount(cents):
                return str(cents // 100)
        return f'"{cell}"' if "," in str(cell) else str(cell)

    rows = [table.headers, *([text(cell) for cell in row] for row in table.rows)]
    return ("\n".join(",".join(row) for row in rows) + "\n").encode("utf-8")


def _french_csv(table: Table) -> bytes:
    """As a French spreadsheet saves it: semicolons, Windows-1252, `35 %`, `1 250,00`, 31/01/2025."""

    def text(cell: Cell) -> str:
        match _amount_in_words(cell):
            case None:
                return ""
            case Percent(value):
                return f"{value} %"
            case dt.date() as day:
                return f"{day:%d/%m/%Y}"
            case other:
                return str(other)

    rows = [table.headers, *([text(cell) for cell in row] for row in table.rows)]
    return ("\r\n".join(";".join(row) for row in rows) + "\r\n").encode("cp1252")


def _amount_in_words(cell: Cell) -> Cell:
    """A French amount as text; anything else as it is."""
    return f"{cell.cents // 100:,}".replace(",", NBSP) + ",00" if isinstance(cell, Amount) else cell
