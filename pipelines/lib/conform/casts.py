"""One cell's text -> one value of a canonical type. What can't be read is null; the caller lists it."""

from decimal import Decimal

import polars as pl

from pipelines.lib.config.feed import ColumnSpec
from pipelines.lib.config.source import ColumnMap, Locale
from pipelines.lib.conform.cell_marks import without_faults, without_mark, without_unit
from pipelines.lib.conform.dates import cell_formats, to_date, to_timestamp
from pipelines.lib.conform.months import to_month
from pipelines.lib.conform.numbers import plain_number, to_double, to_money
from pipelines.lib.names import fold

TRUE, FALSE = ("true", "yes", "y", "1", "oui", "o", "x", "vrai"), ("false", "no", "n", "0", "non", "faux")


def cast_text(
    text: pl.Expr, spec: ColumnSpec, how: ColumnMap, locale: Locale, date_system: str | None = None
) -> pl.Expr:
    """Text as a file writes it -> the canonical type; null where it can't be read.

    Args:
        text: A column of text.
        spec: The canonical column.
        how: The mapping's word on it.
        locale: How the file writes numbers and dates.
        date_system: The year a workbook's day numbers count from; None for any other file.
    """
    text = without_faults(text)
    words = how.map or {value: value for value in spec.values}
    if words:
        text = _translated(text, words)
    if spec.type == "string":
        return text
    if spec.type in ("date", "timestamp"):
        cast = to_date if spec.type == "date" else to_timestamp
        return cast(without_mark(text), cell_formats(date_system, how.date or locale.date))
    if spec.type == "month":
        return to_month(text, cell_formats(date_system, how.date or locale.date))
    if spec.type == "boolean":
        lower = text.str.to_lowercase()
        return pl.when(lower.is_in(TRUE)).then(True).when(lower.is_in(FALSE)).then(False)
    if spec.type != "decimal":  # 10m may be ten million
        text = without_unit(text, spec.unit)
    plain = plain_number(text, locale.decimal, locale.thousands)
    if spec.type == "double":
        return to_double(text, plain, how.unit == "percent") * float(how.scale or Decimal(1))
    whole = pl.when(~text.str.contains("%", literal=True)).then(plain)  # 8 % is no amount and no count
    return to_money(whole, how.scale or locale.scale) if spec.type == "decimal" else whole.cast(pl.Int64, strict=False)


def _translated(text: pl.Expr, words: dict[str, str]) -> pl.Expr:
    """The canonical word for the file's, spaces and case aside."""
    folded = {fold(word): canonical for word, canonical in words.items()}
    plain = text.str.strip_chars().str.replace_all(r"\s+", " ").str.to_lowercase()
    return plain.replace_strict(folded, default=None, return_dtype=pl.String)
