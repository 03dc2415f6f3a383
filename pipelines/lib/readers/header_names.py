"""Header cells as a file writes them -> column names that are unique and stand for nothing but their column."""

import itertools

from pipelines.lib.errors import UnreadableFile
from pipelines.lib.names import nfc
from pipelines.lib.readers import PLACE

# As many columns as a sheet of Excel has.
COLUMN_LIMIT = 16_384
# No header is that long: a quote that is never closed has swallowed rows, or a text stands where the header should.
NAME_LIMIT = 2_000


def unique_names(cells: list[str]) -> list[str]:
    """Folded names; a blank one is `(column N)`, a repeated or reserved one `Likelihood (2)`.

    Raises:
        UnreadableFile: more columns than `COLUMN_LIMIT`, or a name longer than `NAME_LIMIT`. It names no file.
    """
    wanted = [" ".join(nfc(cell).split()) or blank_name(position) for position, cell in enumerate(cells, 1)]
    _limit(wanted)
    listed, taken = set(wanted), set(PLACE)
    numbers = {name: itertools.count(2) for name in wanted}  # kept, so that a thousand alike take one pass
    names: list[str] = []
    for name in wanted:
        # `Likelihood (2)` may be a header of its own: the number grows until the name is free.
        again = (f"{name} ({number})" for number in numbers[name])
        is_free = name not in taken and name.lower() not in PLACE and not _is_pattern(name)
        names.append(name if is_free else next(n for n in again if n not in taken and n not in listed))
        taken.add(names[-1])
    return names


def _is_pattern(name: str) -> bool:
    """Whether Polars would take the name for several columns: `*` for all, `^...$` for those it matches."""
    return name == "*" or (name.startswith("^") and name.endswith("$"))


def _limit(names: list[str]) -> None:
    if len(names) > COLUMN_LIMIT:
        raise UnreadableFile(
            f"the header has {len(names):,} columns; the limit is {COLUMN_LIMIT:,}",
            why="rows stand where columns should, or the wrong delimiter cuts a text into cells",
            fix="export a row a line, or name the delimiter: read: {kind: csv, delimiter: ';'}",
        )
    longest = max(names, key=len, default="")
    if len(longest) > NAME_LIMIT:
        raise UnreadableFile(
            f"a header has {len(longest):,} characters; the limit is {NAME_LIMIT:,}: {longest[:60]}...",
            why="a text stands where the header should, or a quote that is never closed has swallowed rows",
            fix="close the quote, or name the header's line: read: {header_row: N}",
        )


def blank_name(position: int) -> str:
    """The name of a column without header, by its 1-based position."""
    return f"(column {position})"
