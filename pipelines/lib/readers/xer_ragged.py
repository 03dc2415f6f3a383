"""Rows of an XER with a cell too many or too few: which of their cells can be trusted.

Where a tab stands inside a text, every cell behind it stands under the wrong header. Numbers, dates and ids hold no
tab, so the cells up to the first text are sound; of those the ones that say which row it is are kept, the others
become unknown: half a status would be judged as if it were one.
"""

import polars as pl

from pipelines.lib.plural import number_of
from pipelines.lib.readers import Note, notes_on_rows
from pipelines.lib.readers.xer_sections import Section

MARK, EXTRA = "%mark", "%extra"
# Closes every row, in the column behind the last one: a row in which it stands elsewhere is ragged.
END = "\x1e%"
IS_WHOLE = pl.col(EXTRA).eq_missing(END)
_TEXTS = ("name", "memo", "text", "comments", "notes", "descr", "data")


def is_text(field: str) -> bool:
    """Whether people type into a field, so that tabs and line breaks can stand in it."""
    return field.endswith(_TEXTS)


def settle_ragged(section: Section, frame: pl.DataFrame, body: bytes) -> tuple[pl.DataFrame, list[Note]]:
    """The rows of a section with what can't be trusted taken out, and a note on each ragged row.

    Args:
        section: Where the rows come from.
        frame: `MARK`, the fields, `EXTRA` and `source_row`, one row a line of `body`.
        body: The rows in UTF-8.
    """
    ends = frame[EXTRA]
    if not ends.null_count() and (ends == END).all():
        return frame, []
    width = len(section.fields)
    at = frame.select(pl.arg_where(~IS_WHOLE)).to_series()
    lines = pl.Series(body.decode("utf-8").split("\n")).gather(at)
    cells = lines.str.count_matches("\t", literal=True).cast(pl.Int64)
    if len(at) == frame.height and (lines.str.ends_with("\t") & (cells == width + 1)).all():
        return frame, []  # a tool that ends every row with one more tab
    ragged = pl.DataFrame({"source_row": frame["source_row"].gather(at), "cells": cells, "value": lines.str.head(200)})
    return frame.with_columns(_trusted(section)), _notes(section, ragged)


def _trusted(section: Section) -> list[pl.Expr]:
    """The cells of ragged rows that say which row it is, among those up to the first text, if there is one."""
    ends = [at + 1 for at, field in enumerate(section.fields) if is_text(field)]
    upto = section.fields[: ends[0] if ends else None]
    kept = {field for field in upto if field.endswith(("_id", "task_code", "short_name")) or is_text(field)}
    sound = [pl.when(pl.col(field) != END).then(pl.col(field)).alias(field) for field in kept]
    return sound + [pl.when(IS_WHOLE).then(pl.col(field)).alias(field) for field in section.fields if field not in kept]


def _notes(section: Section, ragged: pl.DataFrame) -> list[Note]:
    width = len(section.fields)
    notes = []
    for (cells,), rows in ragged.group_by("cells", maintain_order=True):
        message = (
            f"the row has {number_of(cells, 'cell')}, its header {width}: its ids are read, "
            "what else it says is unknown"
        )
        if cells > width:
            notes += notes_on_rows("cells_too_many", message, rows, section.table)
        else:
            notes += notes_on_rows("cells_too_few", message, rows, section.table)
    return notes
