"""Where each table of an XER stands. Bytes flow in, sections with line numbers and row counts flow out."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """One `%T` block.

    Attributes:
        table: Name of the table.
        fields: Names after `%F`, empty where the line is missing.
        body: What follows the `%F` line, up to the next `%T`.
        first_line: 1-based line of the file at which `body` starts.
        rows: Number of lines that start with `%R`.
    """

    table: str
    fields: tuple[str, ...]
    body: bytes
    first_line: int
    rows: int


def split_sections(data: bytes) -> list[Section]:
    """Cut a file at its `%T` lines."""
    sections = []
    line, position = 1, 0
    start = _next_table(data, 0)
    while start >= 0:
        end = _next_table(data, start + 1)
        line += data.count(b"\n", position, start)
        position = start
        sections.append(_section(data[start : end if end >= 0 else _close(data)], line))
        start = end
    return sections


def _close(data: bytes) -> int:
    """Where the closing %E line stands, else the end."""
    mark = data.rfind(b"\n%E", -4096) + 1
    return mark if mark and data[mark:].rstrip() == b"%E" else len(data)


def _next_table(data: bytes, start: int) -> int:
    if start == 0 and data.startswith(b"%T"):
        return 0
    found = data.find(b"\n%T", max(start - 1, 0))
    return found + 1 if found >= 0 else -1


def _section(block: bytes, line: int) -> Section:
    head, _, rest = block.partition(b"\n")
    table = head[2:].decode("ascii", errors="backslashreplace").strip()
    fields: tuple[str, ...] = ()
    first_line = line + 1
    if rest.startswith(b"%F"):
        names, _, rest = rest.partition(b"\n")
        fields = _unique(names[2:].decode("ascii", errors="backslashreplace").strip("\r\n").strip("\t").split("\t"))
        first_line += 1
    rows = rest.count(b"\n%R") + rest.startswith(b"%R")
    return Section(table, fields, rest, first_line, rows)


def _unique(names: list[str]) -> tuple[str, ...]:
    """A field named twice keeps its name the first time and gets its position the next."""
    seen: dict[str, int] = {}
    for position, name in enumerate(names, start=1):
        clean = name.strip()
        key = clean if clean and clean not in seen else f"{clean}#{position}"
        seen[key] = position
    return tuple(seen)
