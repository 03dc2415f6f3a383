"""Whether codes are written in letters of a code page that is in doubt: they join files, names are only read by people.

A Conformed flows in, the same with its note on the encoding sharpened flows out (rules V75, V75B).
"""

from dataclasses import replace

import polars as pl

from pipelines.lib.config.feed import TableSpec
from pipelines.lib.conform import Conformed
from pipelines.lib.readers import Note


def with_doubtful_codes(conformed: Conformed, tables: dict[str, TableSpec]) -> Conformed:
    """Say of a doubtful encoding that it touches codes, where one of them is not plain ASCII."""
    notes = conformed.envelope.get("notes", [])
    if not any(map(_is_on_encoding, notes)) or not _has_foreign_code(conformed, tables):
        return conformed
    sharpened = [Note("encoding_of_codes", note.message) if _is_on_encoding(note) else note for note in notes]
    return replace(conformed, envelope=conformed.envelope | {"notes": sharpened})


def _is_on_encoding(note: Note) -> bool:
    return note.kind == "encoding_of_names"


def _has_foreign_code(conformed: Conformed, tables: dict[str, TableSpec]) -> bool:
    codes = (
        frame.select(name for name, column in tables[table].columns.items() if column.is_code and name in frame.columns)
        for table, frame in conformed.tables.items()
    )
    return any(
        frame.select(pl.any_horizontal(pl.all().str.contains(r"[^\x00-\x7f]").any())).item()
        for frame in codes
        if frame.width
    )
