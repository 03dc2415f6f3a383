"""Text as people write numbers -> decimals and fractions. What can't be read becomes null; the caller lists it.

Known: spaces of every kind, apostrophes, `1.234,56-` (SAP), parentheses for negatives, currency signs and codes before
or after, percents, a dash for no cents (`1'250.-`). An amount in thousands or millions (`12,5 k€`, `1.2 mio`) is none.
"""

from decimal import Decimal

import polars as pl

from pipelines.lib.config.feed import MONEY

SPACES = "[\\s\u00a0\u202f\u2007\u2009'\u2019]"
# Only letters that name a country's currency: k€ and M$ are thousands and millions.
MONEY_MARK = r"(?:[A-Z]{3}|(?:US|AU?|CA?|NZ|HK|SG?|NT|R|CN|JP)?[€£$¥])"
MAGNITUDE = r"(?i)mio|mln|mrd|mld|mds|mil|bio|bln|tsd|tys|tis"
# The sign may stand before the currency: -£5, -CHF 5.
CURRENCY = rf"(?i)^([+-]?){MONEY_MARK}|{MONEY_MARK}$"
NO_CENTS = r"(\d)[.,][-\u2013\u2014]+(\)?)$"
PLAIN = r"^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$"
# Exact scaling: a decimal of this width is cast from text, then multiplied.
WIDE = pl.Decimal(38, 10)


def plain_number(column: pl.Expr, decimal: str, thousands: str | None) -> pl.Expr:
    """Text -> the same number with a point and nothing else; null where it is none.

    Args:
        column: Text.
        decimal: The decimal mark.
        thousands: The thousands mark besides spaces and apostrophes, which always go.
    """
    return column.map_batches(lambda text: _plain(text, decimal, thousands), return_dtype=pl.String)


def _plain(text: pl.Series, decimal: str, thousands: str | None) -> pl.Series:
    """Step by step over one column: as one expression, every step would be computed again by each that uses it."""
    if text.str.contains(PLAIN).all() and decimal == ".":
        return text
    text = text.str.replace_all(SPACES, "").str.replace_all("\u2212", "-", literal=True).str.strip_suffix("%")
    text = _where(~text.str.contains(MAGNITUDE), text, None)
    text = text.str.replace_all(CURRENCY, "$1").str.replace(NO_CENTS, "$1$2")
    is_negative = text.str.contains(r"^\(.*\)$|-$")
    text = text.str.replace(r"^\((.*)\)$", "$1").str.strip_suffix("-").str.replace_all(CURRENCY, "$1")
    for mark in {thousands, "." if decimal == "," else ","} - {None, " ", decimal}:
        # A mark groups digits by threes behind one that counts; anywhere else (0,125) it is no thousands mark and the
        # text no number.
        grouped = text.str.contains(rf"^[+-]?[1-9]\d{{0,2}}(?:\{mark}\d{{3}})+(?:\{decimal}\d*)?$")
        text = _where(grouped, text.str.replace_all(mark, "", literal=True), text)
    if decimal == ",":
        text = _where(~text.str.contains(".", literal=True), text.str.replace(",", ".", literal=True), None)
    text = _where(is_negative & ~text.str.starts_with("-"), "-" + text, text)
    return _where(text.str.contains(PLAIN), text, None)


def _where(condition: pl.Series, then: pl.Series, otherwise: pl.Series | None) -> pl.Series:
    return pl.select(pl.when(condition).then(then).otherwise(otherwise)).to_series()


def to_money(plain: pl.Expr, scale: Decimal) -> pl.Expr:
    """Plain number text -> DECIMAL(18,4), exactly scaled."""
    number = plain.cast(WIDE, strict=False)
    scaled = number if scale == 1 else number * pl.lit(scale).cast(pl.Decimal(38, 4))
    return scaled.cast(MONEY, strict=False)


def without_tax(amount: pl.Expr, percent: Decimal) -> pl.Expr:
    """DECIMAL(18,4) that includes a tax -> without it, rounded to the fourth decimal."""
    divisor = pl.lit(1 + percent / 100).cast(pl.Decimal(38, 6))
    return (amount.cast(WIDE) / divisor).cast(MONEY, strict=False)


def to_double(column: pl.Expr, plain: pl.Expr, is_percent: bool) -> pl.Expr:
    """Plain number text -> double; a text that says % or a column of percents is divided by 100."""
    value = plain.cast(pl.Float64, strict=False)
    says_percent = column.str.strip_chars().str.ends_with("%")
    return pl.when(says_percent | pl.lit(is_percent)).then(value / 100).otherwise(value)
