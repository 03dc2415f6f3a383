"""Text as people write dates -> dates and timestamps: several formats, tried in order."""

from collections.abc import Sequence

import polars as pl

# Excel's day numbers count from here, in its two date systems.
SERIALS = {"serial": pl.date(1899, 12, 30), "serial1904": pl.date(1904, 1, 1)}
# How the date cells of a workbook come as text, whatever they look like in it.
CELLS = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f")
# `%Y` reads 26 as the year 26: outside these years another format is meant, or the cell is wrong.
YEARS = (1900, 2199)


def cell_formats(date_system: str | None, formats: Sequence[str]) -> Sequence[str]:
    """A source's formats, and those of real date cells and day numbers when the file is a workbook.

    Args:
        date_system: The year a workbook's day numbers count from, "1900" or "1904"; None for any other file.
        formats: What the source says.
    """
    if date_system is None:
        return formats
    return (*CELLS, *formats, "serial1904" if date_system == "1904" else "serial")


def to_date(column: pl.Expr, formats: Sequence[str]) -> pl.Expr:
    """Text -> Date by the first format that fits; `serial` stands for Excel's day numbers."""
    return pl.coalesce(_by_format(column.str.strip_chars(), name).cast(pl.Date) for name in formats)


def to_timestamp(column: pl.Expr, formats: Sequence[str]) -> pl.Expr:
    """Text -> Datetime("us") by the first format that fits; a date alone is its midnight."""
    return pl.coalesce(_by_format(column.str.strip_chars(), name).cast(pl.Datetime("us")) for name in formats)


def _by_format(text: pl.Expr, name: str) -> pl.Expr:
    if name in SERIALS:
        days = pl.when(text.str.contains(r"^\d{5}(?:\.\d+)?$")).then(text.cast(pl.Float64, strict=False))
        return SERIALS[name].cast(pl.Datetime("us")) + pl.duration(seconds=(days * 86_400).round().cast(pl.Int64))
    has_time = any(mark in name for mark in ("%H", "%I", "%T", "%R"))
    value = text.str.strptime(pl.Datetime("us") if has_time else pl.Date, name, strict=False, exact=True)
    return pl.when(value.dt.year().is_between(*YEARS)).then(value)
