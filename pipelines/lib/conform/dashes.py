"""A dash that stands for nothing, as accounting formats write a zero.

Rows of text flow in; rows flow out in which a dash in a column of numbers or dates is a zero, where the feed says so or
the amount is required, else an empty cell, and a note a column.
"""

from collections.abc import Collection

import polars as pl

from pipelines.lib.conform.headers import Wanted
from pipelines.lib.plural import number_of
from pipelines.lib.readers import Note

DASH = r"^[-\u2010-\u2015\u2212]+$"
NO_DASHES = ("string", "boolean")


def without_dashes(kept: pl.DataFrame, wanted: Collection[Wanted]) -> tuple[pl.DataFrame, list[Note]]:
    """Replace dashes; words of a mapping may be dashes and stay."""
    notes, changed = [], {}
    for item in wanted:
        is_dash = kept[item.column].str.contains(DASH).fill_null(False)
        if item.spec.type in NO_DASHES or item.how.map or not is_dash.any():
            continue
        is_zero = item.spec.type == "decimal" and (item.spec.required or item.spec.dash_is_zero)
        changed[item.column] = kept[item.column].set(is_dash, "0" if is_zero else None)
        message = (
            f"{number_of(is_dash.sum(), 'cell holds', 'cells hold')} a dash: read as {'zero' if is_zero else 'nothing'}"
        )
        row = kept.filter(is_dash)["source_row"][0]
        notes.append(Note("dash_for_nil", message, row=row, column=item.column))
    return kept.with_columns(**changed), notes
