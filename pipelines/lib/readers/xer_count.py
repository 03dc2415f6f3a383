"""How many rows each table of an XER has: a second count, by other means than the parser's, to hold that against."""

import re

from pipelines.lib.plural import number_of
from pipelines.lib.readers import Note
from pipelines.lib.readers.xer_ends import EVERY_END, present

# The name of a table is in ASCII.
_FIRST_LINE = re.compile(rb"[^\r\n\v\f\x1c-\x1e\x80-\xff]*")


def count_rows(data: bytes) -> dict[str, int]:
    """Table -> its `%R` lines, of the bytes as they came, whatever their line ends."""
    ends = present(EVERY_END, data)
    counts: dict[str, int] = {}
    before, *blocks = data.split(b"%T\t")
    table = ""
    for block in blocks:
        if before.endswith(EVERY_END):  # else it stands inside a cell
            name = _FIRST_LINE.match(block[:200])[0]
            table = name.decode("ascii", errors="backslashreplace").strip().upper()
        counts[table] = counts.get(table, 0) + sum(block.count(end + b"%R\t") for end in ends)
        before = block
    return counts


def short_counts(counted: dict[str, int], read: dict[str, int]) -> list[Note]:
    """A note for each table of which other rows were read than counted."""
    return [
        Note("rows_not_read", f"table {table}: read {rows} of {number_of(counted.get(table, 0), 'row')}", table)
        for table, rows in read.items()
        if rows != counted.get(table, 0)
    ]
