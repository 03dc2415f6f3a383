"""How many rows each table of an XER has: a second count, by other means than the parser's, to hold that against."""

from pipelines.lib.plural import number_of
from pipelines.lib.readers import Note


def count_rows(data: bytes) -> dict[str, int]:
    """Table -> its `%R` lines, of the bytes as they came, whatever their line ends."""
    counts: dict[str, int] = {}
    before, *blocks = data.split(b"%T\t")
    table = ""
    for block in blocks:
        if before.endswith((b"\n", b"\r")):  # else it stands inside a cell
            name = block[:200].replace(b"\r", b"\n").split(b"\n", 1)[0]
            table = name.decode("ascii", errors="backslashreplace").strip().upper()
        counts[table] = counts.get(table, 0) + block.count(b"\n%R\t") + block.count(b"\r%R\t")
        before = block
    return counts


def short_counts(counted: dict[str, int], read: dict[str, int]) -> list[Note]:
    """A note for each table of which other rows were read than counted."""
    return [
        Note("rows_not_read", f"table {table}: read {rows} of {number_of(counted.get(table, 0), 'row')}", table)
        for table, rows in read.items()
        if rows != counted.get(table, 0)
    ]
