"""Native reader of Primavera P6 XER files: a path flows in, a RawFile of all-string tables flows out.

The bytes are cut at `%T`; each table that is wanted goes through Polars' CSV parser as it stands (tabs, no
quoting), so no row ever passes through Python. What the cells mean belongs to conform.
"""

from collections.abc import Collection
from pathlib import Path

import polars as pl

from pipelines.lib.errors import UnreadableFile
from pipelines.lib.readers import Note, RawFile
from pipelines.lib.readers.encoding import byte_order_mark, decode, find_encoding
from pipelines.lib.readers.xer_header import header_facts, refuse_other_kinds
from pipelines.lib.readers.xer_rows import currency_symbols, parse_sections
from pipelines.lib.readers.xer_sections import Section, split_sections

# The tables conform reads. Others are counted, never decoded: binary junk in them can't cost the file.
TABLES = frozenset(
    [
        "PROJECT",
        "PROJWBS",
        "TASK",
        "TASKPRED",
        "TASKRSRC",
        "PROJCOST",
        "CALENDAR",
        "SCHEDOPTIONS",
        "RSRC",
        "ACCOUNT",
        "RSRCCURVDATA",
        "ACTVTYPE",
        "ACTVCODE",
        "TASKACTV",
        "UDFTYPE",
        "UDFVALUE",
        "UDFCODE",
    ]
)
# P6 fills these with bytes of its own memory: no evidence of an encoding.
JUNK_TABLES = frozenset({"POBS", "RISKTYPE"})


def read_xer(path: Path, tables: Collection[str] | None = TABLES) -> RawFile:
    """Read an XER file.

    Args:
        path: The file.
        tables: Names of the tables to read; None reads all. `facts["rows:<TABLE>"]` counts the rows of every table.

    Returns:
        All-string tables with `source_row`. `facts`: version, exported_on, database, currency (base
        currency of the P6 database), ended ("yes", "no" without a closing %E, "cut" where the last row breaks
        off as well), undecodable (number of
        bytes that are no text), rows:<TABLE>.

    Raises:
        UnreadableFile: The bytes are not an XER (empty, zip, PDF, XML, MPP, no ERMHDR, no table).
    """
    data = _normal(path.read_bytes())
    refuse_other_kinds(data, path.name)
    sections = split_sections(data)
    if not sections:
        raise UnreadableFile(
            "the file has a header but no table", where=path.name,
            why="an XER holds its data after %T lines and there are none: the export was cut short",
            fix="export the project again from P6 (File > Export > Primavera PM - XER)",
        )  # fmt: skip
    encoding = _encoding(data, sections)
    wanted = [section for section in sections if tables is None or section.table in tables]
    frames, notes, undecodable = _parse(wanted, encoding)
    facts = header_facts(data, encoding) | _row_counts(sections)
    facts |= {"ended": _ended(data, sections[-1]), "undecodable": str(undecodable)}
    if undecodable:
        notes.append(Note("undecodable", f"{undecodable} bytes mean nothing in {encoding}: they read \\xNN"))
    return RawFile(frames, encoding, facts, notes)


def _ended(data: bytes, last: Section) -> str:
    if data[-4096:].rstrip().rsplit(b"\n", 1)[-1].startswith(b"%E"):
        return "yes"
    # A tool that writes no %E still ends its rows; half a row, or half a list of fields, is a broken copy.
    breaks_off = not data.endswith(b"\n") and last.body.rsplit(b"\n", 1)[-1].count(b"\t") < len(last.fields)
    return "cut" if breaks_off or not last.fields else "no"


def _normal(data: bytes) -> bytes:
    """The bytes without byte order mark, in a code page in which a newline is one byte."""
    mark = byte_order_mark(data)
    if mark in ("utf-16", "utf-32"):
        data = decode(data, mark)[0].encode("utf-8", errors="backslashreplace")
    elif mark:
        data = data[len(b"\xef\xbb\xbf") :]
    return data.replace(b"\r", b"\n") if b"\n" not in data else data


def _encoding(data: bytes, sections: list[Section]) -> str:
    if data.isascii():
        return "ascii"
    text = b"\n".join(
        section.body for section in sections if section.table not in JUNK_TABLES and not section.body.isascii()
    )
    symbols = [pair for section in sections if section.table == "CURRTYPE" for pair in currency_symbols(section)]
    return find_encoding(data[: data.find(b"\n%T")] + text, symbols)


def _parse(sections: list[Section], encoding: str) -> tuple[dict[str, pl.DataFrame], list[Note], int]:
    notes = [
        Note("no_fields", "the table has no %F line: its rows were not read", section.table, row=section.first_line - 1)
        for section in sections
        if not section.fields
    ]
    sections = [section for section in sections if section.fields]
    parsed, said, undecodable = parse_sections(sections, encoding)
    frames: dict[str, pl.DataFrame] = {}
    for section, frame in zip(sections, parsed, strict=True):
        if section.table in frames:
            again = "the table occurs again: its rows were added"
            notes.append(Note("table_again", again, section.table, row=section.first_line - 2))
            frame = pl.concat([frames[section.table], frame], how="diagonal")
        frames[section.table] = frame
    return frames, notes + said, undecodable


def _row_counts(sections: list[Section]) -> dict[str, str]:
    counts: dict[str, int] = {}
    for section in sections:
        counts[section.table] = counts.get(section.table, 0) + section.rows
    return {f"rows:{table}": str(rows) for table, rows in counts.items()}
