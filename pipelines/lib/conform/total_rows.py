"""Total rows that mark themselves with asterisks, as lists of SAP do: `*` a sub-total, `**` the next level.

A frame of text flows in; the frame without such rows flows out, and a note for the rules. Totals that do not mark
themselves leave by the mapping's own conditions (drop_rows.py).
"""

import polars as pl

from pipelines.lib.readers import Note

STARS = r"^\*+$"


def without_star_totals(frame: pl.DataFrame, headers: list[str]) -> tuple[pl.DataFrame, list[Note]]:
    """Leave out rows whose first filled cell is nothing but asterisks and that fill at most half of the columns."""
    if not headers:
        return frame, []
    first = pl.coalesce(headers).str.contains(STARS)
    filled = pl.sum_horizontal(pl.col(headers).is_not_null())
    is_total = frame.select((first & (filled * 2 <= len(headers))).fill_null(False)).to_series()
    totals = frame.filter(is_total)
    if totals.is_empty():
        return frame, []
    message = f"{totals.height} total rows, marked with *, were left out"
    return frame.filter(~is_total), [Note("star_totals", message, row=totals["source_row"][0])]
