"""Amounts whose file says another currency than the one they would be counted in.

Rows of text and what was made of them flow in; cells and rows that name another currency flow out as notes, and such an
amount is unknown. A sign or a code stands in the cell (`CHF 5`), or a column that the mapping does not take names the
currency of each row. A column that the mapping ignores on purpose is not looked at.
"""

from collections.abc import Collection

import polars as pl

from pipelines.lib.conform.headers import Wanted
from pipelines.lib.currencies import CODES, SIGNS
from pipelines.lib.readers import Note, notes_on_rows

# Kilograms, and words of lists: the som, the lek and the pa'anga.
WORDS_TOO = ["KGS", "ALL", "TOP"]
WRITTEN = r"([A-Za-z]{0,2}[€£$¥]|[A-Za-z]{3})"
BEFORE, BEHIND = rf"^[-+(]*\s*{WRITTEN}\s*[-+(]*\s*[\d.,]", rf"[\d.,)]\s*-?\s*{WRITTEN}\s*[-)]?$"
# "mark currency" of every pair that fits.
FITTING = [f"{code} {code}" for code in CODES] + [f"{sign} {code}" for sign, codes in SIGNS.items() for code in codes]


def other_currency(
    kept: pl.DataFrame,
    values: pl.DataFrame,
    wanted: Collection[Wanted],
    unmapped: Collection[str],
    expected: str | None,
) -> tuple[pl.DataFrame, list[Note]]:
    """Compare what cells and columns say with the currency in which each row is counted.

    Args:
        kept: The file's rows, text.
        values: The canonical columns made of them, row by row.
        wanted: Which column of the file fills which canonical one.
        unmapped: Columns that the mapping neither takes nor ignores.
        expected: The currency of every row, where none of its columns fills `currency`; None when that is not known.

    Returns:
        The values, in which an amount whose cell names another currency is null; a note a cell or row.
    """
    amounts = [item for item in wanted if item.spec.type == "decimal"]
    is_named = "currency" in values.columns
    counted = values["currency"] if is_named else pl.Series([expected], dtype=pl.String).new_from_index(0, kept.height)
    stated = {item.name: (item.column, mark_of(kept[item.column])) for item in amounts}
    if amounts and not is_named:
        stated |= {name: (name, kept[name].str.to_uppercase()) for name in unmapped if _names_currencies(kept[name])}
    notes: list[Note] = []
    for name, (column, mark) in stated.items():
        is_other = _is_other(mark, counted)
        if is_other.any():
            notes += _notes(kept.filter(is_other), column, counted.filter(is_other)[0])
            if name in values.columns:
                values = values.with_columns(values[name].set(is_other, None))
    return values, notes


def mark_of(text: pl.Series) -> pl.Series:
    """The sign or code beside a number, in capitals."""
    return pl.select(pl.coalesce(text.str.extract(BEFORE), text.str.extract(BEHIND)).str.to_uppercase()).to_series()


def _names_currencies(text: pl.Series) -> bool:
    """Whether each cell of a column is the code of a currency, and not each a word that means something else too."""
    written = text.drop_nulls().str.to_uppercase()
    return bool(written.is_in(list(CODES)).all() and not written.is_in(WORDS_TOO).all())


def _is_other(mark: pl.Series, counted: pl.Series) -> pl.Series:
    is_known = mark.is_in([*CODES, *SIGNS])
    fits = (mark + " " + counted).is_in(FITTING)
    return (is_known & ~fits).fill_null(False)


def _notes(rows: pl.DataFrame, column: str, counted: str) -> list[Note]:
    message = f"it names another currency than the {counted} in which the row would be counted"
    shown = rows.with_columns(pl.col(column).alias("value"))
    return notes_on_rows("other_currency", message, shown, column=column)
