"""Rows of a CSV that a quote has swallowed into one cell, though every quote has its partner.

A quote that is opened by mistake and closed by another mistake, lines below, breaks no rule of CSV. What gives it away:
each line inside looks like a row of the file. A text of several lines, as comments are, does not.
"""

import polars as pl

from pipelines.lib.errors import UnreadableFile
from pipelines.lib.readers.csv_layout import Layout
from pipelines.lib.readers.csv_records import CLOSE, Records

# So many rows of one line tell what a row looks like.
SAMPLE = 1000
# A number or a date in any way of writing.
NUMBER = r"^\s*[-+(]?\d[\d.,'/:\s-]*\)?\s*$"


def refuse_swallowed(layout: Layout, records: Records) -> None:
    """Look at records of several lines.

    Raises:
        UnreadableFile: each line of one looks like a row. It names no file.
    """
    rows = records.rows.with_columns(record=pl.int_range(pl.len()))
    several = rows.filter(pl.col("last_row") > pl.col("source_row"))
    if several.is_empty():
        return
    lines = pl.Series(layout.body.split("\n"))
    single = rows.filter(pl.col("last_row") == pl.col("source_row")).head(SAMPLE)
    known = _looks(single.select("record", line="source_row"), lines, layout)
    inside = several.select("record", line=pl.int_ranges("source_row", pl.col("last_row") + 1)).explode("line")
    looks = _looks(inside, lines, layout).with_columns(
        is_row=pl.col("look").is_in(known["look"].implode()) & pl.col("look").str.contains("n", literal=True)
    )
    swallowed = looks.group_by("record", maintain_order=True).agg(pl.col("is_row").all(), first="line", last="line")
    swallowed = swallowed.filter("is_row")
    if swallowed.height:
        first, last = swallowed["first"][0][0], swallowed["last"][0][-1]
        raise UnreadableFile(
            f"lines {first} to {last} stand in one cell, though each looks like a row",
            why=f"a quote is opened in line {first} and closed in line {last}, perhaps both by mistake",
            fix=CLOSE,
        )


def _looks(places: pl.DataFrame, lines: pl.Series, layout: Layout) -> pl.DataFrame:
    """With `look`: a letter a cell of the line, n where it is a number or a date, t for any other text."""
    text = lines.gather(places["line"] - layout.header_row).str.replace_all('"', "", literal=True)
    cells = text.str.split(layout.delimiter).list.eval(
        pl.when(pl.element().str.contains(NUMBER)).then(pl.lit("n")).otherwise(pl.lit("t"))
    )
    return places.with_columns(look=cells.list.join(""))
