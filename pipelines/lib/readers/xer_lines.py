"""The lines of an XER's table as one line per row.

A line break inside a cell cuts a row in two: the halves are joined where the row then has the cells of its header.
"""

import polars as pl

from pipelines.lib.readers import Note, notes_on_rows
from pipelines.lib.readers.xer_ragged import is_text
from pipelines.lib.readers.xer_sections import Section

# What a line that is no continuation of a cell starts with.
STARTS = r"^(%[A-Z](\t|\s*$)|ERMTAIL)"
BROKEN = "a line break stands inside a cell of this row: the line after it was joined to it"


def one_line_a_row(section: Section, body: bytes) -> tuple[bytes, pl.Series, list[Note]]:
    """The rows of a section that has other lines among them.

    Returns:
        The rows, one a line; the line of the file that each began at; and notes on lines that were joined or are no
        rows. Blank lines, and end marks, say nothing and go.
    """
    lines = pl.DataFrame({"line": body.decode("utf-8").split("\n")}).with_row_index("at", offset=section.first_line)
    lines = lines.filter(pl.col("line").str.strip_chars(" \t") != "").with_columns(
        pl.col("line").str.count_matches("\t", literal=True).alias("tabs"),
        pl.col("line").str.contains(STARTS).cum_sum().alias("row"),
    )
    width = len(section.fields)
    rows = lines.with_columns(
        (pl.col("tabs").sum().over("row") == width).alias("fits"),
        (pl.col("tabs").first().over("row") < width).alias("is_half"),
        (pl.col("at") == pl.col("at").first().over("row")).alias("is_first"),
        pl.col("line").first().over("row").str.starts_with("%R\t").alias("is_row"),
    )
    # A whole row needs no more, unless its last cell is a text that goes on.
    goes_on = pl.col("fits") & (pl.col("is_half") | pl.lit(is_text(section.fields[-1])))
    joined = pl.col("is_row") & (goes_on | pl.col("is_first"))
    kept = rows.filter(joined).group_by("row", maintain_order=True)
    kept = kept.agg(pl.col("line").str.join(" "), pl.col("at").first(), pl.len().alias("lines"))
    stray = rows.filter(~joined & ~pl.col("line").str.contains(r"^(%E|ERMTAIL)"))
    broken = kept.filter(pl.col("lines") > 1)
    notes = notes_on_rows("joined", BROKEN, _found(broken), section.table)
    notes += notes_on_rows("stray_line", "the line is no row: it was not read", _found(stray), section.table)
    rest = "".join(f"{line}\n" for line in kept["line"])
    return rest.encode("utf-8"), kept["at"].cast(pl.Int64), notes


def _found(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.select(
        pl.col("at").cast(pl.Int64).alias("source_row"), pl.col("line").str.slice(0, 200).alias("value")
    )
