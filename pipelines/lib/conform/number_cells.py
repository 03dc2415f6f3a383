"""Cells that are numbers in a workbook are numbers whatever the source's locale says: that speaks of text.

Rows of text and the places of a workbook's text cells flow in; rows flow out in which number cells are written with the
locale's decimal mark, so that what reads them next takes both kinds alike. Codes keep their point.
"""

from collections.abc import Collection

import polars as pl

from pipelines.lib.config.feed import TableSpec
from pipelines.lib.config.pattern import search
from pipelines.lib.config.source import Locale, Mapping
from pipelines.lib.conform.headers import match_headers
from pipelines.lib.readers import PLACE, RawFile

NUMBERS = ("decimal", "double", "integer")
# How a reader of workbooks writes a number: plain digits, a percent sign or a currency beside them.
POINTED = r"^(?:\S+ )?-?[0-9]+\.[0-9]+%?$"
# With three digits behind the point it may be a text that groups thousands.
EITHER = r"^(?:\S+ )?-?[0-9]{1,3}\.[0-9]{3}%?$"


def with_locale_mark(raw: RawFile, table: TableSpec, mapping: Mapping, locale: Locale) -> pl.DataFrame:
    """The rows of a file, number cells of a workbook under a decimal comma written with one."""
    frame = raw.tables[""]
    if locale.decimal == "." or "date_system" not in raw.facts:
        return frame
    columns = _number_columns([name for name in frame.columns if name not in PLACE], table, mapping)
    return frame.with_columns(
        pl.when(_is_number(raw, frame, name))
        .then(pl.col(name).str.replace(".", ",", literal=True))
        .otherwise(name)
        .alias(name)
        for name in columns
    )


def text_cells(raw: RawFile, frame: pl.DataFrame, column: str) -> pl.Series:
    """Which cells are text, or may be: all but the numbers of a workbook, where it is known which they are."""
    if raw.texts is None or "source_sheet" not in frame.columns:
        return pl.Series([True], dtype=pl.Boolean).new_from_index(0, frame.height)
    texts = raw.texts.filter(pl.col("column") == column).select("source_sheet", "source_row", is_text=True)
    joined = frame.select(PLACE).join(texts, on=PLACE, how="left", maintain_order="left")
    return joined["is_text"].fill_null(False)


def _is_number(raw: RawFile, frame: pl.DataFrame, column: str) -> pl.Series:
    """Which cells are numbers with a point in their workbook; where that is not known, those that read one way only."""
    cells = frame[column]
    looks = cells.str.contains(POINTED).fill_null(False)
    if raw.texts is None:
        return looks & ~cells.str.contains(EITHER).fill_null(False)
    return looks & ~text_cells(raw, frame, column)


def _number_columns(headers: list[str], table: TableSpec, mapping: Mapping) -> Collection[str]:
    """The file's columns that fill numbers, also those that become rows first."""
    wanted, _ = match_headers(headers, table, mapping, None)
    columns = {item.column for item in wanted if item.spec.type in NUMBERS}
    if mapping.unpivot:
        columns |= {name for name in headers if search(mapping.unpivot.columns, name) is not None}
        columns |= {mapping.unpivot.fractions_of} & set(headers)
    return columns
