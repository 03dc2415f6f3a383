"""How an XER writes its numbers: a RawFile flows in, the same with a decimal point in every number flows out.

P6 writes and reads numbers with the digit symbols of its base currency (CURRTYPE). Other tools copy that table and
write points all the same: then no number has the declared comma, and some have a point that ends no thousands. The file
as a whole decides, never a single cell; a cell that fits neither can't be read. Nor can `14.000` in such a file, where
all points of its column may end thousands: it is 14 or 14,000.
"""

import re
from collections.abc import Callable
from dataclasses import replace

import polars as pl

from pipelines.lib.readers import RawFile

_IS_NUMBER = re.compile(r".*_(cnt|qty|cost|pct)|pct_usage_\d+|udf_number")
_COMMA_GROUPS = r"^-?\d{1,3}(,\d{3})+(\.\d+)?$"
_POINT_GROUPS = r"^-?[1-9]\d{0,2}(\.\d{3})+(,\d+)?$"
_WITH_COMMA = r"^-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$"
_CONTRADICTS = " (the file writes decimals with a comma)"
_UNCLEAR = " (thousands by the symbols the file declares, decimals by the points it writes elsewhere)"


def with_points(raw: RawFile) -> RawFile:
    """The file with its numbers as a computer reads them."""
    names = {
        table: [name for name in frame.columns if _IS_NUMBER.fullmatch(name)] for table, frame in raw.tables.items()
    }
    declared = raw.facts.get("decimal_symbol")
    has_commas = _any(raw, names, pl.all().str.contains(",", literal=True))
    if not has_commas and declared != ",":
        return raw
    has_points = _any(raw, names, _has(pl.all(), ".", _POINT_GROUPS))
    if declared == "," and not has_commas and has_points:
        return _in_form(raw, names, _where_clear)
    is_comma = declared == "," or (
        declared is None and not has_points and _any(raw, names, _has(pl.all(), ",", _COMMA_GROUPS))
    )
    if not is_comma and declared is None:
        return raw  # `1,234` may be a thousand or a decimal: nobody knows, so it can't be read
    return _in_form(raw, names, _from_comma if is_comma else _without_groups)


def _in_form(raw: RawFile, names: dict[str, list[str]], form: Callable[[pl.Expr], pl.Expr]) -> RawFile:
    tables = {
        table: frame.with_columns(form(pl.col(name)) for name in names[table]) for table, frame in raw.tables.items()
    }
    return replace(raw, tables=tables)


def _has(cell: pl.Expr, symbol: str, groups: str) -> pl.Expr:
    """Whether a cell has a symbol that separates no thousands."""
    return cell.str.contains(symbol, literal=True) & ~cell.str.contains(groups)


def _any(raw: RawFile, names: dict[str, list[str]], test: pl.Expr) -> bool:
    frames = (raw.tables[table].select(own) for table, own in names.items() if own)
    return any(any(frame.select(test.any()).row(0)) for frame in frames if frame.height)


def _from_comma(cell: pl.Expr) -> pl.Expr:
    plain = cell.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    contradicts = cell.str.contains(r"[.,]")
    return (
        pl.when(cell.str.contains(_WITH_COMMA)).then(plain).when(contradicts).then(cell + _CONTRADICTS).otherwise(cell)
    )


def _where_clear(cell: pl.Expr) -> pl.Expr:
    """A point is a decimal point where one of its column must be."""
    is_unclear = cell.str.contains(_POINT_GROUPS) & ~_has(cell, ".", _POINT_GROUPS).any()
    return pl.when(is_unclear).then(cell + _UNCLEAR).otherwise(cell)


def _without_groups(cell: pl.Expr) -> pl.Expr:
    return pl.when(cell.str.contains(_COMMA_GROUPS)).then(cell.str.replace_all(",", "", literal=True)).otherwise(cell)
