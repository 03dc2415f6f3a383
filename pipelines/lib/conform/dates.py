"""Text as people write dates -> dates and timestamps: several formats, tried in order."""

from collections.abc import Sequence

import polars as pl

EXCEL_EPOCH = pl.date(1899, 12, 30)
SERIAL = "serial"
# `%Y` reads 26 as the year 26: outside these years another format is meant, or the cell is wrong.
YEARS = (1900, 2199)


def to_date(column: pl.Expr, formats: Sequence[str]) -> pl.Expr:
    """Text -> Date by the first format that fits; `serial` stands for Excel's day numbers."""
    return pl.coalesce(_by_format(column.str.strip_chars(), name).cast(pl.Date) for name in formats)


def to_timestamp(column: pl.Expr, formats: Sequence[str]) -> pl.Expr:
    """Text -> Datetime("us") by the first format that fits; a date alone is its midnight."""
    return pl.coalesce(_by_format(column.str.strip_chars(), name).cast(pl.Datetime("us")) for name in formats)


def _by_format(text: pl.Expr, name: str) -> pl.Expr:
    if name == SERIAL:
        days = pl.when(text.str.contains(r"^\d{5}(?:\.\d+)?$")).then(text.cast(pl.Float64, strict=False))
        return EXCEL_EPOCH.cast(pl.Datetime("us")) + pl.duration(seconds=(days * 86_400).round().cast(pl.Int64))
    has_time = any(mark in name for mark in ("%H", "%I", "%T", "%R"))
    value = text.str.strptime(pl.Datetime("us") if has_time else pl.Date, name, strict=False, exact=True)
    return pl.when(value.dt.year().is_between(*YEARS)).then(value)
