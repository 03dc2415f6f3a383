"""Amounts of which nobody can say whether their mark groups thousands or begins decimals: 1.234 may be 1234.

A frame of text flows in, notes for the rules flow out. Where the source says which mark begins decimals, a column that
keeps to one form is believed; single cells that differ from the form of their column are told under any locale.
"""

from collections.abc import Collection

import polars as pl

from pipelines.lib.config.source import Locale
from pipelines.lib.conform.headers import Wanted
from pipelines.lib.conform.number_cells import text_cells
from pipelines.lib.conform.numbers import SPACES
from pipelines.lib.readers import Note, RawFile, notes_on_rows


def thousands_or_decimals(raw: RawFile, kept: pl.DataFrame, wanted: Collection[Wanted], locale: Locale) -> list[Note]:
    """A note on each column of amounts whose every point may group thousands, else on each cell unlike its column."""
    is_said = "decimal" in locale.model_fields_set or locale.decimal != "."
    # Of a workbook whose texts are not known, 1.234 may be a number, which no locale speaks of.
    groups_are_said = locale.thousands in (".", ",") and not (raw.texts is None and "date_system" in raw.facts)
    notes = []
    for item in wanted:
        if item.spec.type == "decimal":
            texts = kept.filter(text_cells(raw, kept, item.column))
            is_scaled = is_said or item.how.scale is not None
            notes += (None if is_scaled else _of_column(texts, item)) or _of_cells(texts, item, locale, groups_are_said)
    return notes


def _either(mark: str) -> str:
    """Up to three digits, the mark and three more, with a currency, a sign or parentheses round them."""
    return rf"^[^\d.,]*[1-9]\d{{0,2}}\{mark}\d{{3}}[^\d.,]*$"


def _of_column(texts: pl.DataFrame, item: Wanted) -> list[Note]:
    written = texts[item.column].drop_nulls()
    pointed = written.filter(written.str.contains(".", literal=True))
    if pointed.is_empty() or not pointed.str.replace_all(SPACES, "").str.contains(_either(".")).all():
        return []
    shown = pointed[0]
    message = f"{shown} may be {shown.replace('.', '')}: every point in {item.column} has three digits behind it"
    return [Note("thousands_or_decimals", message, column=item.column, value=shown)]


def _of_cells(texts: pl.DataFrame, item: Wanted, locale: Locale, is_said: bool) -> list[Note]:
    """Cells of three digits behind their only mark in a column whose others have two decimals at most."""
    mark, other = locale.decimal, "." if locale.decimal == "," else ","
    cells = texts[item.column].str.replace_all(SPACES, "")
    # Two digits or one at the end behind the mark: this column writes cents.
    with_cents = cells.str.contains(rf"\{mark}\d{{1,2}}[^\d.,]*$").fill_null(False)
    longer = cells.str.contains(rf"\{mark}\d{{3,}}[^\d.,]*$").fill_null(False)
    three = cells.str.contains(_either(mark)).fill_null(False)
    is_odd = (longer == three).all() and three.sum() <= with_cents.sum()
    notes = _notes(texts.filter(three), item, mark) if is_odd else []
    grouped = cells.str.contains(_either(other)).fill_null(False)
    is_usual = cells.str.contains(rf"\d\{other}\d{{3}}[.,]\d").fill_null(False).any()
    return notes if is_usual or is_said or not with_cents.any() else notes + _notes(texts.filter(grouped), item, other)


def _notes(rows: pl.DataFrame, item: Wanted, mark: str) -> list[Note]:
    message = (
        f"{mark!r} before three digits may group thousands or begin decimals: other cells of the column write cents"
    )
    return notes_on_rows("thousands_or_decimals", message, rows.with_columns(value=item.column), column=item.column)
