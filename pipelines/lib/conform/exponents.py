"""Numbers written with an exponent: `1,2E+04` may have been 12345, for Excel saves a CSV as the screen shows it.

A frame of text flows in, notes for the rules flow out; the digits that are lost can't be read anywhere.
"""

from collections.abc import Collection

import polars as pl

from pipelines.lib.conform.headers import Wanted
from pipelines.lib.readers import Note, notes_on_rows

WRITTEN = r"^[^\d.,]*\d(?:[.,](\d*))?[eE]([+-]?\d+)[^\d.,]*$"
# Codes may hold an E on purpose (1E05); a program writes the sign and two digits.
CODE = r"^-?\d(?:[.,]\d+)?[eE]\+\d{2,}$"
LOST = "written with an exponent: digits behind {} are lost"


def exponents(kept: pl.DataFrame, wanted: Collection[Wanted]) -> list[Note]:
    """A note on each amount whose units or cents are lost, and on each code that went through a number."""
    notes = []
    for item in wanted:
        rows = kept.select(*(name for name in kept.columns if name.startswith("source_")), value=item.column)
        if item.spec.type == "decimal":
            notes += _of_amounts(rows, item.column)
        elif item.spec.type == "string" and not item.how.map:
            codes = rows.filter(pl.col("value").str.contains(CODE))
            notes += notes_on_rows("exponent_code", LOST.format("those shown"), codes, column=item.column)
    return notes


def _of_amounts(rows: pl.DataFrame, column: str) -> list[Note]:
    """Digits behind the mark that are fewer than the exponent end before the units; two more are the cents."""
    text = pl.col("value").str.strip_chars()
    found = rows.with_columns(
        digits=text.str.extract(WRITTEN, 1).fill_null("").str.len_chars().cast(pl.Int64),
        power=text.str.extract(WRITTEN, 2).cast(pl.Int64, strict=False),
    ).filter(pl.col("power") > 0)
    units, cents = pl.col("digits") < pl.col("power"), pl.col("digits") < pl.col("power") + 2
    lost = notes_on_rows("exponent_amount", LOST.format("those shown"), found.filter(units), column=column)
    return lost + notes_on_rows("exponent_cents", LOST.format("the units"), found.filter(cents & ~units), column=column)
