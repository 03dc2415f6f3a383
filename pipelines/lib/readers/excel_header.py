"""Where the header of a sheet stands and what its columns are called. A Sheet flows in, a Header flows out."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from pipelines.lib.config.source import ReadSpec
from pipelines.lib.errors import UnreadableFile
from pipelines.lib.names import fold
from pipelines.lib.readers.excel_cells import Sheet
from pipelines.lib.readers.header_names import unique_names
from pipelines.lib.readers.header_search import SEARCHED, first_with_most, how_many_of

JOINED = " / "
NO_TEXT = re.compile(r"[-+(]?[\d.,'/:\s-]+[)%]?")


@dataclass(frozen=True)
class Header:
    """The header of a sheet.

    Attributes:
        names: A unique name a column.
        last_row: The 1-based row of its last line; the data stands below.
        nameless: Positions of columns whose own header cells are all blank.
    """

    names: list[str]
    last_row: int
    nameless: set[int]


def find_header(sheet: Sheet, spec: ReadSpec, wanted: Collection[str]) -> Header:
    """The header at the row that the source names, else at the first row that holds most of the wanted names.

    Where no row holds two of them (or the one there is), the first row that looks like a header counts.

    Raises:
        UnreadableFile: nothing there, or no row that looks like a header among the first `SEARCHED`.
    """
    head = [[cell or "" for cell in row] for row in sheet.cells.head(_searched(spec)).iter_rows()]
    filled = _filled(sheet, head)
    start = spec.header_row - 1 if spec.header_row else _by_names(sheet, filled, spec, wanted)
    if start is None:
        start = _by_looks(head)
    lines = [] if start is None else head[start : start + spec.header_rows]
    if not lines or not any(lines[0]):
        where = f"in row {spec.header_row}" if spec.header_row else f"in the first {SEARCHED} rows"
        raise UnreadableFile(
            f"no header {where} of sheet {sheet.name}", fix="name the header's row: read: {kind: excel, header_row: N}"
        )
    names = _names(sheet, filled, start, spec.header_rows)
    nameless = {position for position in range(len(names)) if not any(line[position] for line in lines)}
    return Header(unique_names(names), start + len(lines), nameless)


def _searched(spec: ReadSpec) -> int:
    return (spec.header_row or SEARCHED) + spec.header_rows


def _by_names(sheet: Sheet, filled: list[list[str]], spec: ReadSpec, wanted: Collection[str]) -> int | None:
    asked = {fold(name) for name in wanted}
    starts = range(min(len(filled), SEARCHED)) if asked else ()
    found = [how_many_of(asked, _names(sheet, filled, start, spec.header_rows)) for start in starts]
    return first_with_most(found, asked)


def _by_looks(head: list[list[str]]) -> int | None:
    """The first row more than half as full as the fullest whose cells are all words, else one that has a word."""
    filled = [[cell for cell in row if cell] for row in head]
    half = max(map(len, filled), default=0) / 2
    full = [(number, [not NO_TEXT.fullmatch(cell) for cell in cells]) for number, cells in enumerate(filled)]
    full = [(number, are_words) for number, are_words in full if are_words and len(are_words) > half]
    return next((number for test in (all, any) for number, are_words in full if test(are_words)), None)


def _names(sheet: Sheet, filled: list[list[str]], start: int, rows: int) -> list[str]:
    """The names in `rows` header lines: those of a column joined from above, each once."""
    lines = filled[start : start + rows]
    if sheet.merges is None:
        lines = [*(_carried(line, below) for line, below in pairwise(lines)), lines[-1]]
    parts = ([" ".join(cell.split()) for cell in column if cell.strip()] for column in zip(*lines, strict=True))
    return [JOINED.join(dict.fromkeys(column)) for column in parts]


def _filled(sheet: Sheet, head: list[list[str]]) -> list[list[str]]:
    """The first rows, in which every cell of a merged range holds its text."""
    filled = [list(line) for line in head]
    at = {int(column): position for position, column in enumerate(sheet.cells.columns)}
    last = max(at, default=0)
    for top, left, bottom, right in sheet.merges or ():
        if top <= len(head) and left in at:
            positions = [at[column] for column in range(left, min(right, last) + 1) if column in at]
            for line in filled[top - 1 : bottom]:
                for position in positions:
                    line[position] = line[position] or head[top - 1][at[left]]
    return filled


def _carried(line: list[str], below: list[str]) -> list[str]:
    """Without known merges: a text over a filled cell goes on to the right, over filled cells, until the next text."""
    carried, last = [], ""
    for cell, under in zip(line, below, strict=True):
        last = cell if cell and under else "" if cell or not under else last
        carried.append(cell or last)
    return carried
