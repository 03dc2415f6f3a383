"""The clients' ledgers as files: a French CSV, a French workbook with sub-totals, an English one of a sheet a contract.

Entries flow in, bytes flow out. What is booked belongs in ledger.py, what is planted in plant.py.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from pipelines.demo.facts import ONE_DAY, ContractFacts
from pipelines.demo.ledger import TYPES, Entry, ledger
from pipelines.demo.portfolio import CIVILS, CONTRACTS, ENERGY, FITOUT, STATION, SYSTEMS, TRACK
from pipelines.demo.workbook import Amount, Row, Sheet, first_data_row, workbook_bytes

HEADERS = (
    "N° marché", "Code OTP", "N° pièce", "Ligne", "Date comptable", "Nature", "Libellé", "Fournisseur",
    "Montant HT", "Devise", "Commentaire",
)  # fmt: skip
FRENCH = dict(zip(TYPES, ("Budget", "Budget modificatif", "Engagé", "Facturé", "Réalisé", "Provision"), strict=True))
ENGLISH = dict(zip(TYPES, ("Budget", "Budget change", "Commitment", "Invoice", "Actual", "Accrual"), strict=True))
TRANSLATED = {
    "Budget initial": "Original budget",
    "Marché": "Contract",
    "Situation hors lot": "Valuation, unallocated",
    "Situation": "Valuation",
    "Travaux non facturés": "Unbilled work",
    "Facture du mois précédent": "Invoice of last month",
}
GROUPS = ("Contract", "Document", "Document", "Document", "Cost", "Cost", "Cost", "Cost", "Amount", "Amount")
COLUMNS = ("", "No.", "Line", "Posted", "Code", "Type", "Text", "Supplier", "Net", "Currency")
NBSP = "\u00a0"


@dataclass(frozen=True)
class Ledger:
    """One client's ledger: who sends it, how its files begin and end, and the contracts in it."""

    party_id: str
    stem: str
    suffix: str
    contracts: tuple[ContractFacts, ...]

    def file_name(self, month: int) -> str:
        """The name carries the day after the month."""
        return f"{self.stem}_{CIVILS.period(month).data_date:%Y-%m-%d}.{self.suffix}"

    def entries(self, month: int) -> list[Entry]:
        """What it shows in a month."""
        own = {facts.contract_id for facts in self.contracts}
        return [entry for entry in ledger(month) if entry.contract_id in own]


CITY = Ledger("client", "grand_livre", "csv", (CIVILS, SYSTEMS, ENERGY))
RAIL = Ledger("rail-agency", "journal", "xlsx", (TRACK,))
HUB = Ledger("hub-authority", "cost_report", "xlsx", (STATION, FITOUT))
LEDGERS = (CITY, RAIL, HUB)
BY_ID = {facts.contract_id: facts for facts in CONTRACTS}


def write_ledger(book: Ledger, month: int, entries: Sequence[Entry]) -> bytes:
    """The bytes of a ledger for a month."""
    if book is CITY:
        return _french_csv(entries)
    day = CIVILS.period(month).data_date.date() - ONE_DAY
    if book is RAIL:
        return workbook_bytes(_french_book(entries, day), day, "dd/mm/yyyy")
    sheets = [_english_sheet(facts.contract_id, entries, day) for facts in book.contracts]
    return workbook_bytes([_cover(day), *sheets], day)


def _french_csv(entries: Sequence[Entry]) -> bytes:
    """French headers and numbers, a total that belongs to nobody, Windows-1252."""
    rows = [";".join(HEADERS)]
    for entry in entries:
        facts = BY_ID[entry.contract_id]
        rows.append(";".join((
            facts.market_no, entry.account, entry.document, str(entry.line), f"{entry.posted_on:%d/%m/%Y}",
            FRENCH[entry.entry_type], entry.text, facts.party_id, french(entry.cents), entry.currency, "",
        )))  # fmt: skip
    rows.append(";" * 6 + "Total général;;" + french(sum(entry.cents for entry in entries)) + ";;")
    return ("\r\n".join(rows) + "\r\n").encode("cp1252")


def _french_book(entries: Sequence[Entry], day: dt.date) -> list[Sheet]:
    """A sheet Journal with a title, sub-totals by month and a total; a hidden list of words; notes beside it."""
    headers = tuple(name for name in HEADERS if name != "Commentaire")
    title = ("Agence du rail – journal des dépôts", f"Situation au {day:%d/%m/%Y}", "Montants en euros, hors taxes")
    empty = Sheet("Journal", [], (headers,), title)
    rows: list[Row] = []
    for month, group in groupby(entries, lambda entry: f"{entry.posted_on:%Y-%m}"):
        start, lines = first_data_row(empty) + len(rows), list(group)
        rows += [_french_row(entry) for entry in lines]
        cents, end = sum(entry.cents for entry in lines), start + len(lines) - 1
        rows.append([None] * 6 + [f"Sous-total {month}", None, Amount(cents, f"=SUBTOTAL(9,I{start}:I{end})")])
    whole = f"=SUBTOTAL(9,I{first_data_row(empty)}:I{first_data_row(empty) + len(rows) - 1})"
    rows.append([None] * 6 + ["Total général", None, Amount(sum(entry.cents for entry in entries), whole)])
    notes = [["Extraction comptable mensuelle."], ["Les sous-totaux ne sont pas des écritures."]]
    words = [[word] for word in FRENCH.values()]
    return [
        Sheet("Lisez-moi", notes),
        Sheet("Journal", rows, (headers,), title),
        Sheet("Listes", words, is_hidden=True),
    ]


def _french_row(entry: Entry) -> Row:
    facts = BY_ID[entry.contract_id]
    return [
        facts.market_no, entry.account, entry.document, entry.line, entry.posted_on, FRENCH[entry.entry_type],
        entry.text, facts.party_id, Amount(entry.cents), entry.currency,
    ]  # fmt: skip


def _cover(day: dt.date) -> Sheet:
    return Sheet("Cover", [["Prepared by", "Hub Authority, finance"], ["Status", day]], title=("Cost report",))


def _english_sheet(contract_id: str, entries: Sequence[Entry], day: dt.date) -> Sheet:
    """The lines of one contract under two header rows, and their total."""
    own = [entry for entry in entries if entry.contract_id == contract_id]
    rows = [_english_row(entry) for entry in own]
    title = (f"Cost report – {contract_id}", f"Status at {day:%d %B %Y}, net of tax")
    sheet = Sheet(contract_id, rows, (GROUPS, COLUMNS), title)
    start = first_data_row(sheet)
    formula = f"=SUM(I{start}:I{start + len(own) - 1})"
    rows.append([None] * 6 + ["Total", None, Amount(sum(entry.cents for entry in own), formula)])
    return sheet


def _english_row(entry: Entry) -> Row:
    text = entry.text
    for french_text, english_text in TRANSLATED.items():
        text = text.replace(french_text, english_text)
    return [
        entry.contract_id, entry.document, entry.line, entry.posted_on, entry.account, ENGLISH[entry.entry_type], text,
        BY_ID[entry.contract_id].party_id, Amount(entry.cents), entry.currency,
    ]  # fmt: skip


def french(cents: int) -> str:
    """Cents as a French amount: no-break space between thousands, decimal comma."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100:,}".replace(",", NBSP) + f",{abs(cents) % 100:02d}"
