"""Two columns of one name: the first is read, and where the other says something else nobody knows which one is meant.

A frame of text flows in, notes flow out. Which columns bear one name is told by who reads the header.
"""

import polars as pl

from pipelines.lib.readers import Note, notes_on_rows


def notes_on_duplicate_column(
    frame: pl.DataFrame, first: str, again: str, table: str | None = None, spelt: str = ""
) -> list[Note]:
    """A note where both say the same, or the other nothing; else a note on each row on which they differ.

    Args:
        frame: The rows, with their places.
        first: The column that is read.
        again: The other one, as the frame calls it.
        table: The table, where the file has several.
        spelt: The other one, as the file writes it.
    """
    name = f"{first} stands twice" if spelt in ("", first) else f"{first} stands twice, once as {spelt}"
    differs = (pl.col(again) != pl.col(first)) | (pl.col(again).is_not_null() & pl.col(first).is_null())
    rows = frame.filter(differs.fill_null(False))
    if rows.is_empty():
        return [Note("column_again", f"{name}, and says the same: the first one is read", table, column=first)]
    message = f"{name}, and the two differ: the first one is read, the other says what is shown here"
    return notes_on_rows("column_twice", message, rows.with_columns(value=pl.col(again)), table, first)
