"""What a reader noticed of single rows, seen with the mapping.

Notes of a reader flow in, notes for the rules flow out: rows that were dropped count no more, and of a row that ends
too early it matters which columns it lacks.
"""

from collections.abc import Collection
from dataclasses import replace

import polars as pl

from pipelines.lib.conform.headers import Wanted
from pipelines.lib.readers import Note


def notes_on_rows_kept(
    notes: list[Note], table: str, kept: pl.DataFrame, headers: list[str], wanted: Collection[Wanted]
) -> list[Note]:
    """The notes that still matter, on the canonical table.

    Args:
        notes: The reader's.
        table: The canonical table.
        kept: The rows that the mapping keeps, with their places.
        headers: The file's columns, in its order.
        wanted: Which of them the mapping takes.
    """
    rows = set(kept["source_row"])
    still = [replace(note, table=table) for note in notes if note.row is None or note.row in rows]
    needed = {item.column for item in wanted if item.spec.required or item.spec.needed_for}
    last = max((position for position, name in enumerate(headers) if name in needed), default=-1)
    harmless = set(headers[last + 1 :])
    harmful = [note for note in still if note.kind != "cells_too_few" or note.column not in harmless]
    firsts = {note.column: note for note in reversed(still) if note.kind == "cells_too_few" and note.column in harmless}
    return harmful + [
        Note("cells_too_few_unneeded", f"{note.message}; the first of such rows", table, note.sheet, note.row, column)
        for column, note in firsts.items()
    ]
