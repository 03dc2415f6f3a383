"""Amounts of which nobody can say whether their mark groups thousands or begins decimals: 1.234 may be 1234.

A frame of text flows in, notes for the rules flow out. Where the source says which mark begins decimals, there is
nothing to ask; nor where any amount of the column can only be read one way.
"""

from collections.abc import Collection

import polars as pl

from pipelines.lib.config.source import Locale
from pipelines.lib.conform.headers import Wanted
from pipelines.lib.conform.numbers import SPACES
from pipelines.lib.readers import Note

# Up to three digits, the mark and three more, with a currency, a sign or parentheses round them.
EITHER = r"^[^\d.,]*[1-9]\d{0,2}\.\d{3}[^\d.,]*$"


def thousands_or_decimals(kept: pl.DataFrame, wanted: Collection[Wanted], locale: Locale) -> list[Note]:
    """A note on each column of amounts in which every point has three digits behind it and three at most before it."""
    if "decimal" in locale.model_fields_set or locale.decimal != ".":
        return []
    amounts = [item for item in wanted if item.spec.type == "decimal" and item.how.scale is None]
    return [note for item in amounts for note in _of_column(kept, item)]


def _of_column(kept: pl.DataFrame, item: Wanted) -> list[Note]:
    written = kept[item.column].drop_nulls()
    pointed = written.filter(written.str.contains(".", literal=True))
    if pointed.is_empty() or not pointed.str.replace_all(SPACES, "").str.contains(EITHER).all():
        return []
    shown = pointed[0]
    message = f"{shown} may be {shown.replace('.', '')}: every point in {item.column} has three digits behind it"
    return [Note("thousands_or_decimals", message, column=item.column, value=shown)]
