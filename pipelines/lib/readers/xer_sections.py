"""Where each table of an XER stands. Bytes flow in, sections with line numbers and row counts flow out."""

import re
from dataclasses import dataclass
from functools import lru_cache

from pipelines.lib.errors import UnreadableFile

# P6 has some 150 tables of at most 100 fields; a file far beyond is no export, and each would cost time and memory.
MOST_TABLES, MOST_FIELDS = 2_000, 2_000
# What a field of P6 is called. Every other column that a reader or conform makes has another character in its name.
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,99}")
_BLANK_LINES = re.compile(rb"(?:[ \t]*\n)*")
# A few may be junk of a cell; so many are a part of the file that was never written.
_HOLE = b"\x00" * 8
_RESERVED = ("source_row", "source_sheet")


@dataclass(frozen=True)
class Section:
    """One `%T` block.

    Attributes:
        table: Name of the table, in capitals.
        fields: Names after `%F` in lower case, `#N` for one that is no field name or comes again; empty without `%F`.
        again: `#N` of a field that comes again, and its name.
        body: What follows the `%F` line, up to the next `%T`.
        first_line: 1-based line of the file at which `body` starts.
        rows: Number of lines that start with `%R`.
        lines: Number of lines.
    """

    table: str
    fields: tuple[str, ...]
    body: bytes
    first_line: int
    rows: int
    lines: int
    again: tuple[tuple[str, str], ...] = ()


def split_sections(data: bytes) -> list[Section]:
    """Cut a file at its `%T` lines.

    Raises:
        UnreadableFile: more tables, or more fields in one, than any export has.
    """
    sections = []
    line, position = 1, 0
    start = _next_table(data, 0)
    while start >= 0:
        end = _next_table(data, start + 1)
        line += data.count(b"\n", position, start)
        position = start
        sections.append(_section(data[start : end if end >= 0 else _close(data)], line))
        _refuse_excess("tables (%T lines)", len(sections), MOST_TABLES)
        _refuse_excess(f"fields in table {sections[-1].table[:40]}", len(sections[-1].fields), MOST_FIELDS)
        start = end
    return sections


def refuse_holes(sections: list[Section], name: str) -> None:
    """Raise UnreadableFile where NUL bytes stand in place of rows."""
    for section in sections:
        at = section.body.find(_HOLE)
        if at >= 0:
            line = section.first_line + section.body.count(b"\n", 0, at)
            raise UnreadableFile(
                f"NUL bytes stand amid table {section.table}, in line {line}",
                where=name,
                why="the file was damaged when it was copied or recovered; what stood there, perhaps rows, is lost",
                fix="copy it again from where it was exported, or export it again, and send that file",
            )


def _refuse_excess(what: str, found: int, most: int) -> None:
    if found > most:
        raise UnreadableFile(
            f"more than {most} {what}",
            why="P6 writes each of its tables once, 150 at most, with at most 100 fields: this file was made otherwise",
            fix="export the project again from P6 (File > Export > Primavera PM - XER) and send that file",
        )


def _close(data: bytes) -> int:
    """Where the closing %E line stands, else the end."""
    mark = data.rfind(b"\n%E", -4096) + 1
    return mark if mark and data[mark:].rstrip() == b"%E" else len(data)


def _next_table(data: bytes, start: int) -> int:
    if start == 0 and data.startswith(b"%T\t"):
        return 0
    found = data.find(b"\n%T\t", max(start - 1, 0))
    return found + 1 if found >= 0 else -1


def _section(block: bytes, line: int) -> Section:
    head, _, rest = block.partition(b"\n")
    table = head[2:].decode("ascii", errors="backslashreplace").strip().upper()
    fields: tuple[str, ...] = ()
    again: tuple[tuple[str, str], ...] = ()
    blank = _BLANK_LINES.match(rest).end()
    first_line, rest = line + 1 + rest.count(b"\n", 0, blank), rest[blank:]
    if rest.startswith(b"%F"):
        names, _, rest = rest.partition(b"\n")
        fields, again = _field_names(names[2:].removeprefix(b"\t").rstrip(b"\t"))
        first_line += 1
    rows = rest.count(b"\n%R\t") + rest.startswith(b"%R\t")
    lines = rest.count(b"\n") + (bool(rest) and not rest.endswith(b"\n"))
    return Section(table, fields, rest, first_line, rows, lines, again)


@lru_cache(maxsize=1024)  # the files of a contract have the same headers
def _field_names(line: bytes) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Names as P6 spells them, whatever the case or invisible characters, and which of them come again.

    They are unique, and never one of our own columns.
    """
    taken = dict.fromkeys(_RESERVED)
    names, again = [], []
    for position, cell in enumerate(line.split(b"\t"), start=1):
        name = cell.decode("ascii", errors="ignore").strip(" \x00").lower()
        names.append(name if _FIELD.fullmatch(name) and name not in taken else f"#{position}")
        again += [(names[-1], name)] if name in names[:-1] else []
        taken[name] = None
    return tuple(names), tuple(again)
