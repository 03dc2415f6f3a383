"""The records of a CSV counted a second time, by Python's own module: Polars reads the cells, this counts beside it.

Polars takes any quote for one that opens or closes a cell, Python only those at a cell's edge. Where the two differ, a
quote inside a text has joined lines or parted them, and neither count is to be trusted. The module also says what
Polars keeps to itself: how many cells a row has, and what stands behind the last header.
"""

import csv
import io
import re
from dataclasses import dataclass

import polars as pl

from pipelines.lib.errors import UnreadableFile
from pipelines.lib.readers.csv_layout import Layout

CLOSE = "close the quote, or write a quote inside a cell twice and put the cell in quotes"


@dataclass(frozen=True)
class Records:
    """The records of a CSV.

    Attributes:
        header: The header's cells.
        header_lines: How many lines it takes.
        rows: A row a record below the header: `source_row`, the 1-based line of the file it begins on; `last_row`, the
            one it ends on; `cells`, how many it has; `excess`, the text behind the last header, else null.
    """

    header: list[str]
    header_lines: int
    rows: pl.DataFrame


def count_records(layout: Layout) -> Records:
    """Count records and their cells.

    Raises:
        UnreadableFile: a quoted cell is never closed, or something follows a closing quote. It names no file.
    """
    quoting = csv.QUOTE_MINIMAL if layout.has_quoted_cells else csv.QUOTE_NONE
    reader = csv.reader(io.StringIO(layout.body), delimiter=layout.delimiter, quoting=quoting, strict=True)
    last, found = 0, []
    try:
        header = next(reader, [])
        width, header_lines, last = len(header), reader.line_num, reader.line_num
        for cells in reader:
            excess = layout.delimiter.join(cells[width:]) if len(cells) > width else ""
            found.append((last + 1, reader.line_num, len(cells), excess))
            last = reader.line_num
    except csv.Error as error:
        raise _broken(layout.header_row + last, str(error)) from None
    schema = {"source_row": pl.Int64, "last_row": pl.Int64, "cells": pl.Int64, "excess": pl.String}
    rows = pl.DataFrame(found, schema=schema, orient="row")
    above, blank = layout.header_row - 1, f" \t{layout.delimiter}"
    excess = pl.col("excess").str.strip_chars(blank)
    return Records(
        header, header_lines, rows.with_columns(pl.col("source_row", "last_row") + above, excess.replace("", None))
    )


def _broken(line: int, found: str) -> UnreadableFile:
    """What to tell the sender of a record whose quotes don't pair."""
    is_open = "unexpected end" in found
    return UnreadableFile(
        f"the cells of line {line} and after cannot be told apart",
        why="a quote is opened there and never closed" if is_open else "something stands behind a closing quote",
        fix=CLOSE,
    )


def miscounted(layout: Layout, records: Records, other: str) -> UnreadableFile:
    """The refusal of a file whose records Polars counts otherwise; it names the first line to look at, and no file.

    Args:
        layout: The text.
        records: The second count.
        other: What Polars said.
    """
    line = _first_stray_quote(layout, records)
    return UnreadableFile(
        f"the rows from line {line} on cannot be told apart: {records.rows.height} by one count, {other} by another",
        why="a quote inside a text is taken for the start or the end of a cell, so that lines run into one another",
        fix=CLOSE,
    )


def _first_stray_quote(layout: Layout, records: Records) -> int:
    """The first record of one line with a quote amid a text or without its partner; else the first below the header."""
    single = records.rows.filter(pl.col("source_row") == pl.col("last_row"))["source_row"]
    lines = pl.Series(layout.body.split("\n"), dtype=pl.String).gather(single - layout.header_row)
    inside = rf"""[^"{re.escape(layout.delimiter)}]"[^"{re.escape(layout.delimiter)}]"""
    stray = lines.str.contains(inside) | (lines.str.count_matches('"', literal=True) % 2 == 1)
    return single.filter(stray).first() or layout.header_row + records.header_lines
