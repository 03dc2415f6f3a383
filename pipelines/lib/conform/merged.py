"""Cells of a workbook that are merged over several rows of data: their text belongs to each of the rows.

A frame of text and the merged ranges flow in, the frame with texts and dates filled down flows out. A number stays
where it stands: an amount that is meant for several rows must not be counted once for each.
"""

from collections.abc import Collection

import polars as pl

from pipelines.lib.conform.headers import Wanted
from pipelines.lib.readers import NOTE_LIMIT, PLACE, Note

NUMBERS = ("decimal", "double", "integer")


def fill_down(
    frame: pl.DataFrame, merges: pl.DataFrame, wanted: Collection[Wanted], contract_column: str | None
) -> tuple[pl.DataFrame, list[Note]]:
    """Fill what is merged over rows.

    Args:
        frame: The file's rows, text.
        merges: See RawFile.
        wanted: Which column of the file fills which canonical one.
        contract_column: The column in which the rows name their contract.
    """
    numbers = {item.column for item in wanted if item.spec.type in NUMBERS}
    texts = ({item.column for item in wanted} | {contract_column} - {None}) - numbers
    notes = []
    for column in sorted(texts & set(merges["column"])):
        frame = _filled(frame, column, merges.filter(pl.col("column") == column))
        notes.append(
            Note("merged_filled", f"cells of {column} are merged over several rows: filled down", column=column)
        )
    for sheet, column, first, last in merges.filter(pl.col("column").is_in(list(numbers))).head(NOTE_LIMIT).iter_rows():
        message = f"a number is merged over rows {first} to {last}: it is counted once, on the first of them"
        notes.append(Note("merged_number", message, sheet=sheet, row=first, column=column))
    return frame, notes


def _filled(frame: pl.DataFrame, column: str, merges: pl.DataFrame) -> pl.DataFrame:
    place = list(PLACE)
    rows = merges.select("source_sheet", "first", source_row=pl.int_ranges("first", pl.col("last") + 1))
    rows = rows.explode("source_row", empty_as_null=False).unique(place)
    tops = frame.select("source_sheet", first="source_row", filled=column).unique(["source_sheet", "first"])
    texts = rows.join(tops, on=["source_sheet", "first"]).select(*place, "filled")
    joined = frame.join(texts, on=place, how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce(column, "filled").alias(column)).drop("filled")
