"""Text as people and systems write a month -> `YYYY-MM`. What can't be read becomes null; the caller lists it.

Known: 2025-03, 2025/3, 202503, 03/2025, 003.2025 (SAP), any date in one of the source's formats, and formats without a
day (%b %Y). SAP's special periods 13 to 16 are postings of the closing, so they belong to the twelfth.
"""

from collections.abc import Sequence

import polars as pl

from pipelines.lib.conform.dates import to_date

YEAR_FIRST = r"^(?<year>\d{4})[-/. ]0{0,2}(?<month>1[0-6]|[1-9])$"
TOGETHER = r"^(?<year>(?:19|20|21)\d{2})(?<month>0[1-9]|1[0-6])$"
MONTH_FIRST = r"^0{0,2}(?<month>1[0-6]|[1-9])[-/. ](?<year>\d{4})$"


def to_month(column: pl.Expr, formats: Sequence[str]) -> pl.Expr:
    """Text -> `YYYY-MM`.

    Args:
        column: Text.
        formats: strptime formats of dates, tried after the ways of writing that need none.
    """
    text = column.str.strip_chars()
    with_day = [f"%d {name}" for name in formats if "%d" not in name and "%" in name]
    days = [to_date(text, [name for name in formats if "%d" in name or "%" not in name] or ["%Y-%m-%d"])]
    days += [to_date("01 " + text, with_day)] if with_day else []
    known = (_of(text, pattern) for pattern in (YEAR_FIRST, MONTH_FIRST, TOGETHER))
    return pl.coalesce(*known, pl.coalesce(days).dt.strftime("%Y-%m"))


def _of(text: pl.Expr, pattern: str) -> pl.Expr:
    parts = text.str.extract_groups(pattern)
    month = pl.min_horizontal(parts.struct.field("month").cast(pl.Int64), 12)
    return parts.struct.field("year") + "-" + month.cast(pl.String).str.zfill(2)
