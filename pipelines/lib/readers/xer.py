"""Native reader of Primavera P6 XER files: a path flows in, a RawFile of all-string tables flows out.

The bytes are cut at `%T`; each table that is wanted goes through Polars' CSV parser as it stands (tabs, no
quoting), so no row ever passes through Python. What the cells mean belongs to conform.
"""

from collections.abc import Collection
from pathlib import Path

import polars as pl

from pipelines.lib.errors import UnreadableFile
from pipelines.lib.readers import Note, RawFile
from pipelines.lib.readers.duplicate_columns import notes_on_duplicate_column
from pipelines.lib.readers.encoding import Reading, find_encoding
from pipelines.lib.readers.plain import padded, plain
from pipelines.lib.readers.uncertain import uncertain
from pipelines.lib.readers.xer_count import count_rows, short_counts
from pipelines.lib.readers.xer_ends import with_newlines
from pipelines.lib.readers.xer_header import (
    EXPORT_AGAIN,
    base_currency,
    base_currency_notes,
    currency_symbols,
    digit_symbols,
    header_facts,
    refuse_other_kinds,
)
from pipelines.lib.readers.xer_rows import parse_sections
from pipelines.lib.readers.xer_sections import Section, refuse_holes, split_sections

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
NO_TABLE = "an XER holds its data after %T lines and there are none: the export was cut short"
NO_TABLE_LINE = (
    "no line begins with %T and a tab, though %T stands in the file: its line ends or tabs were lost, in an editor, a "
    "mail or a conversion"
)
# P6 fills these with bytes of its own memory: no evidence of an encoding.
JUNK_TABLES = frozenset({"POBS", "RISKTYPE"})


def read_xer(
    path: Path,
    tables: Collection[str] | None = TABLES,
    encoding: str | None = None,
    expected: str | None = None,
) -> RawFile:
    """Read an XER file.

    Args:
        path: The file.
        tables: Names of the tables to read; None reads all. `facts["rows:<TABLE>"]` counts the rows of every table.
        encoding: The code page, where its source says it; a byte order mark is believed more.
        expected: The code page of the source's file before this one.

    Returns:
        All-string tables with `source_row`. `facts`: version, exported_on, database, currency (base
        currency of the P6 database), its decimal_symbol and digit_group_symbol, ended ("yes", "no" without a closing
        %E, "cut" where the last row breaks off as well), rows:<TABLE>, counted on the bytes and not by the parser.

    Raises:
        UnreadableFile: The bytes are not an XER (empty, zip, PDF, XML, MPP, no ERMHDR, no table).
    """
    file = plain(path.read_bytes(), encoding)
    data, line_ends = with_newlines(file.data)
    refuse_other_kinds(data, path.name)
    sections = split_sections(data)
    if not sections:
        raise UnreadableFile(
            "the file has a header but no table", where=path.name,
            why=NO_TABLE_LINE if b"%T" in data else NO_TABLE, fix=EXPORT_AGAIN,
        )  # fmt: skip
    reading = _reading(data, sections, expected)
    if encoding and not file.encoding and reading.encoding != "ascii":
        reading = Reading(encoding)
    wanted = [section for section in sections if tables is None or section.table in tables]
    refuse_holes(wanted, path.name)
    frames, notes = _parse(wanted, reading.encoding)
    notes += uncertain(reading)
    notes += [*file.notes, *line_ends, *([Note("padded", padded(file.padding))] if file.padding else [])]
    counted = count_rows(file.data)
    notes += short_counts(counted, {table: frame.height for table, frame in frames.items()})
    facts = header_facts(data, reading.encoding) | {f"rows:{table}": str(rows) for table, rows in counted.items()}
    for section in sections:
        if section.table == "CURRTYPE":
            notes += base_currency_notes(section, facts.get("currency"))
            facts = base_currency(section) | facts
            facts |= digit_symbols(section, facts.get("currency"))
    return RawFile(frames, reading.encoding, facts | {"ended": _ended(data, sections[-1])}, notes)


def _ended(data: bytes, last: Section) -> str:
    if data[-4096:].rstrip().rsplit(b"\n", 1)[-1].startswith(b"%E"):
        return "yes"
    # A tool that writes no %E still ends its rows; half a row, or half a list of fields, is a broken copy.
    breaks_off = not data.endswith(b"\n") and last.body.rsplit(b"\n", 1)[-1].count(b"\t") < len(last.fields)
    return "cut" if breaks_off or not last.fields else "no"


def _reading(data: bytes, sections: list[Section], expected: str | None) -> Reading:
    if data.isascii():
        return Reading("ascii")
    text = b"\n".join(
        section.body for section in sections if section.table not in JUNK_TABLES and not section.body.isascii()
    )
    symbols = [pair for section in sections if section.table == "CURRTYPE" for pair in currency_symbols(section)]
    return find_encoding(data[: data.find(b"\n%T")] + text, symbols, expected)


def _parse(sections: list[Section], encoding: str) -> tuple[dict[str, pl.DataFrame], list[Note]]:
    """Table -> its rows, of all its sections; and what was noticed."""
    notes = [
        Note("no_fields", "the table has no %F line: its rows were not read", section.table, row=section.first_line - 1)
        for section in sections
        if not section.fields
    ]
    empty = {section.table: pl.DataFrame(schema={"source_row": pl.Int64}) for section in sections}
    sections = [section for section in sections if section.fields]
    parsed, said = parse_sections(sections, encoding)
    frames: dict[str, list[pl.DataFrame]] = {}
    for section, frame in zip(sections, parsed, strict=True):
        said += [
            note
            for other, name in section.again
            for note in notes_on_duplicate_column(frame, name, other, section.table)
        ]
        if section.table in frames:
            again = "the table occurs again: its rows were added"
            notes.append(Note("table_again", again, section.table, row=section.first_line - 2))
        frames.setdefault(section.table, []).append(frame)
    joined = {table: pl.concat(own, how="diagonal") if len(own) > 1 else own[0] for table, own in frames.items()}
    return empty | joined, notes + said
