"""Text as people write dates -> dates and timestamps: several formats, tried in order."""

from collections.abc import Sequence

import polars as pl

EXCEL_EPOCH = pl.date(1899, 12, 30)
SERIAL = "serial"


def to_date(column: pl.Expr, formats: Sequence[str]) -> pl.Expr:
    """Text -> Date by the first format that fits; `serial` stands for Excel's day numbers."""
    return pl.coalesce(_by_format(column.str.strip_chars(), name).cast(pl.Date) for name in formats)


def to_timestamp(column: pl.Expr, formats: Sequence[str]) -> pl.Expr:
    """Text -> Datetime("us") by the first format that fits; a date alone is its midnight."""
    return pl.coalesce(_by_format(column.str.strip_chars(), name).cast(pl.Datetime("us")) for name in formats)


def _by_format(text: pl.Expr, name: str) -> pl.Expr:
    if name == SERIAL:
        days = pl.when(text.str.contains(r"^\d{5}(?:\.\d+)?$")).then(text.cast(pl.Float64, strict=False).floor())
        return EXCEL_EPOCH + pl.duration(days=days.cast(pl.Int64))
    has_time = any(mark in name for mark in ("%H", "%I", "%T", "%R"))
    return text.str.strptime(pl.Datetime("us") if has_time else pl.Date, name, strict=False, exact=True)
