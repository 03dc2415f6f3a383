"""Where in a text the table of a CSV stands: its header's line and its delimiter, found when the source does not say.

A text flows in, a Layout flows out. Cells are not read here.
"""

import csv
import re
import sys
from collections.abc import Collection
from dataclasses import dataclass

from pipelines.lib.config.source import CAN_DELIMIT, ReadSpec
from pipelines.lib.names import fold
from pipelines.lib.readers.header_search import SEARCHED, first_with_most, how_many_of

DELIMITERS = ";\t,|"
# Excel's own way of saying the delimiter, in the first line: sep=;
SEPARATOR = re.compile(r'"?sep=(.)"?\s*$', re.IGNORECASE)
# A cell of any length is read; Python's module stops at 128 KiB unless it is told.
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))


@dataclass(frozen=True)
class Layout:
    """Where the table stands.

    Attributes:
        header_row: 1-based line of the file on which the header begins.
        delimiter: What stands between two cells.
        body: The text from the header on.
        has_quoted_cells: Whether a cell begins with a quote; otherwise a quote is an inch mark or the like, and text.
    """

    header_row: int
    delimiter: str
    body: str
    has_quoted_cells: bool


def find_layout(text: str, spec: ReadSpec, wanted: Collection[str] = ()) -> Layout:
    """Find what the source does not say; a `sep=` line is no row, and its delimiter counts.

    `header_row` is a line of the file as an editor numbers them, a `sep=` line among them. Where it is not given, the
    header is the line that holds most of the wanted names, two at least, else the first line that holds anything.
    """
    first, _, _ = text.partition("\n")
    said = SEPARATOR.match(first[:20])
    start = 2 if said else 1
    header_row = spec.header_row or _by_names(text, start, wanted) or _first_filled(text, start)
    if said:
        header_row = max(header_row, 2)
    body = text.split("\n", header_row - 1)[-1] if header_row > 1 else text
    delimiter = spec.delimiter or (said[1] if said and said[1] in CAN_DELIMIT else _find_delimiter(body))
    has_quoted_cells = body.startswith('"') or '\n"' in body or f'{delimiter}"' in body
    return Layout(header_row, delimiter, body, has_quoted_cells)


def _by_names(text: str, start: int, wanted: Collection[str]) -> int | None:
    """The 1-based line that holds most of the wanted names; a line that begins inside a quoted cell is none."""
    asked, found, quotes = {fold(name) for name in wanted}, [], 0
    for number, line in enumerate(text.split("\n", SEARCHED)[:SEARCHED], 1):
        is_one = number >= start and quotes % 2 == 0
        splits = ([cell.strip(' "') for cell in line.split(mark)] for mark in DELIMITERS if is_one)
        found.append(max((how_many_of(asked, cells) for cells in splits), default=0))
        quotes += line.count('"')
    position = first_with_most(found, asked)
    return None if position is None else position + 1


def _first_filled(text: str, start: int) -> int:
    """The 1-based line of the first line that holds anything."""
    for number, line in enumerate(text.split("\n", 1000), 1):
        if number >= start and line.strip(' \t;,|"'):
            return number
    return start


def _find_delimiter(body: str) -> str:
    """The delimiter that cuts the first lines into the most cells, the same number on most lines."""
    lines = [line for line in body.split("\n", 50)[:50] if line.strip()]

    def score(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        return (sum(width == widths[0] for width in widths) if widths and widths[0] > 1 else 0, max(widths, default=0))

    return max(DELIMITERS, key=score)
