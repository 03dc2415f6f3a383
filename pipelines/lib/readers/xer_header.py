"""The first line of an XER: what it says about itself, and what to tell the sender of a file that is none."""

import re

from pipelines.lib.errors import UnreadableFile
from pipelines.lib.readers import Note
from pipelines.lib.readers.encoding import decode
from pipelines.lib.readers.xer_sections import Section

EXPORT_AGAIN = "export the project again from P6 (File > Export > Primavera PM - XER) and send that file"
# First bytes of files that arrive under an .xer name.
OTHER_KINDS = {
    b"PK\x03\x04": "it is a zip archive or an Excel workbook",
    b"%PDF": "it is a PDF",
    b"\xd0\xcf\x11\xe0": "it is a Microsoft Office file (.mpp, .xls or .doc), or password-protected",
    b"<": "it is an XML or HTML file",
    b"{": "it is a JSON file",
    b"\x1f\x8b": "it is a gzip archive",
}
# Fields of ERMHDR by position: version and date, ... , base currency of the P6 database.
HEADER_FIELDS = {"version": 1, "exported_on": 2, "database": 6, "module": 7, "currency": 8}
SYMBOLS = {"EUR": "€", "GBP": "£", "JPY": "¥"}
_ISO_CURRENCY = re.compile(r"[A-Z]{3}")
_IS_RATE, _IS_ONE = re.compile(r"\d{1,12}([.,]\d{1,12})?"), re.compile(r"1([.,]0{1,12})?")


def refuse_other_kinds(data: bytes, name: str) -> None:
    """Raise UnreadableFile, with what the file is instead, unless it starts as an XER does."""
    start = data[:512].lstrip()
    if start.startswith(b"ERMHDR"):
        return
    kind = next((kind for mark, kind in OTHER_KINDS.items() if start.startswith(mark)), None)
    if not data.strip(b" \t\r\n\x00"):
        kind = "it is empty"
    why = kind or "its first line does not start with ERMHDR, as the first line of every XER does"
    raise UnreadableFile("this is not a Primavera XER file", where=name, why=why, fix=EXPORT_AGAIN)


def header_facts(data: bytes, encoding: str) -> dict[str, str]:
    """Facts of the ERMHDR line that are there."""
    line = decode(data.lstrip()[:4096].split(b"\n", 1)[0].rstrip(b"\r"), encoding)[0]
    cells = [cell.strip() for cell in line.split("\t")]
    facts = {name: cells[at] for name, at in HEADER_FIELDS.items() if at < len(cells) and cells[at]}
    if not _ISO_CURRENCY.fullmatch(facts.get("currency", "")):
        facts.pop("currency", None)
        if _ISO_CURRENCY.fullmatch(cells[-1]):
            facts["currency"] = cells[-1]
    return facts


def digit_symbols(section: Section, currency: str | None) -> dict[str, str]:
    """Facts decimal_symbol and digit_group_symbol: those of the base currency, where CURRTYPE has it."""
    currencies = _currencies(section)
    alone = currencies[0] if len(currencies) == 1 else {}
    own = next((row for row in currencies if row.get("curr_short_name") == currency), alone)
    return {name: own[name] for name in ("decimal_symbol", "digit_group_symbol") if own.get(name)}


def base_currency_notes(section: Section, currency: str | None) -> list[Note]:
    """That the header names another base currency than CURRTYPE: in which of them the costs are, nobody knows."""
    rates, bases = _rates(section), _bases(section)
    if currency is None or not bases or currency in bases:
        return []
    rate = rates.get(currency)
    if rate is not None and not _IS_RATE.fullmatch(rate):
        return []
    other = f"gives {currency} the exchange rate {rate}" if rate else f"does not list {currency}"
    message = (
        f"the first line names {currency} as the base currency, but CURRTYPE {other}, and the rate 1 of a base "
        f"currency to {', '.join(bases)}: costs are taken for {currency} unless the source says their currency"
    )
    return [Note("base_currency_unclear", message, section.table, column="base_exch_rate", value=rate)]


def base_currency(section: Section) -> dict[str, str]:
    """Fact currency: the base currency by CURRTYPE, where it has only one."""
    bases = [code for code in _bases(section) if _ISO_CURRENCY.fullmatch(code)]
    return {"currency": bases[0]} if len(bases) == 1 else {}


def _bases(section: Section) -> list[str]:
    return [code for code, rate in _rates(section).items() if code and _IS_ONE.fullmatch(rate)]


def _rates(section: Section) -> dict[str | None, str]:
    """Code of a currency -> its exchange rate, as it stands."""
    return {row.get("curr_short_name"): row.get("base_exch_rate", "") for row in _currencies(section)}


def _currencies(section: Section) -> list[dict[str, str]]:
    """The whole rows of CURRTYPE, none where it has no codes of currencies."""
    rows = (line.split(b"\t")[1:] for line in section.body.split(b"\n"))
    whole = ([cell.decode("latin-1").strip() for cell in row] for row in rows if len(row) == len(section.fields))
    return [dict(zip(section.fields, row, strict=True)) for row in whole] if "curr_short_name" in section.fields else []


def currency_symbols(section: Section) -> list[tuple[str, bytes]]:
    """How the file's CURRTYPE table writes €, £ and ¥: pairs (symbol, bytes), those in ASCII left out."""
    if not {"curr_short_name", "curr_symbol"} <= set(section.fields):
        return []
    code, symbol = (section.fields.index(name) + 1 for name in ("curr_short_name", "curr_symbol"))
    rows = [line.split(b"\t") for line in section.body.split(b"\n")]
    pairs = [(SYMBOLS.get(row[code].decode("latin-1")), row[symbol]) for row in rows if len(row) > max(code, symbol)]
    return [(known, written) for known, written in pairs if known and written and not written.isascii()]
