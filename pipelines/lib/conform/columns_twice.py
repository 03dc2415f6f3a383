"""Columns of a flat file that bear the name of one that is read: `Amount` twice, `Réalisé` and `REALISE`.

The file's rows and what the mapping takes of them flow in, notes flow out. A column that the mapping takes or ignores
under its own name is meant to be there.
"""

from collections.abc import Collection

import polars as pl

from pipelines.lib.conform.headers import Wanted
from pipelines.lib.names import bare
from pipelines.lib.readers import Note
from pipelines.lib.readers.duplicate_columns import notes_on_duplicate_column


def columns_twice(
    kept: pl.DataFrame, wanted: Collection[Wanted], unmapped: Collection[str], contract: str | None
) -> list[Note]:
    """Notes on the unmapped columns of the same name as one that is read; of less weight where no figure needs it.

    Args:
        kept: The rows that the mapping keeps, with their places.
        wanted: Which columns it takes.
        unmapped: Columns that it neither takes nor ignores.
        contract: The column that names the contract of each row.
    """
    needed = {item.column for item in wanted if item.spec.required or item.spec.needed_for} | {contract}
    needed |= {item.year for item in wanted}
    read = {bare(name): name for item in wanted for name in (item.column, item.year, contract) if name}
    notes = []
    for again in unmapped:
        first = read.get(bare(again))
        if first:
            told = notes_on_duplicate_column(kept, first, again, spelt=again)
            notes += told if first in needed else [_lighter(told[0])]
    return notes


def _lighter(note: Note) -> Note:
    if note.kind == "column_again":
        return note
    return Note("column_twice_unneeded", note.message, row=note.row, column=note.column, value=note.value)
