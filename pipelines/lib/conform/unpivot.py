"""Months side by side -> months one below the other: a column a month becomes a row a month.

Data flow: frame of strings + `unpivot` of the mapping -> a frame with two columns of its own, the header's text and the
cell's; rows keep their place in the file, and blank cells give none.
"""

from itertools import count

import polars as pl

from pipelines.lib.config.pattern import search
from pipelines.lib.config.source import Locale, Unpivot
from pipelines.lib.conform.headers import find_header
from pipelines.lib.conform.numbers import plain_number
from pipelines.lib.readers import PLACE

EXACT = pl.Decimal(38, 8)


def unpivot(frame: pl.DataFrame, spec: Unpivot | None, locale: Locale) -> tuple[pl.DataFrame, list[str]]:
    """The long frame, and what the file lacks for it; the frame itself where nothing is to be turned.

    Args:
        frame: Columns of text, and the rows' places.
        spec: Which columns, what theirs are called, and of which column the cells are fractions.
        locale: How the file writes numbers.
    """
    if spec is None:
        return frame, []
    frame = _with_room(frame, spec)
    on = [name for name in frame.columns if name not in PLACE and search(spec.columns, name) is not None]
    whole = find_header(frame.columns, spec.fractions_of) if spec.fractions_of else None
    lacking = [] if on else [f"unpivot: columns like {spec.columns}"]
    lacking += [f"{spec.fractions_of} (for unpivot)"] if spec.fractions_of and whole is None else []
    if lacking:
        return frame, lacking
    rest = [name for name in frame.columns if name not in set(on)]
    rows = frame.unpivot(on, index=rest, variable_name=spec.name, value_name=spec.value).drop_nulls(spec.value)
    if whole:
        rows = rows.with_columns(_share(pl.col(spec.value), pl.col(whole), locale).alias(spec.value))
    return rows, []


def _with_room(frame: pl.DataFrame, spec: Unpivot) -> pl.DataFrame:
    """A column of the file that is called like one of the two new ones gets a number behind its name."""
    taken = {*frame.columns, spec.name, spec.value}
    names = {}
    for name in {spec.name, spec.value} & set(frame.columns):
        names[name] = next(free for number in count(2) if (free := f"{name} ({number})") not in taken)
        taken.add(names[name])
    return frame.rename(names)


def _share(fraction: pl.Expr, whole: pl.Expr, locale: Locale) -> pl.Expr:
    """`20 %` or 0.2 of 100,000 is 20000, in the locale of the file; a fraction that is no number stays as it is."""
    number, amount = (
        plain_number(text, locale.decimal, locale.thousands).cast(EXACT, strict=False) for text in (fraction, whole)
    )
    percent = pl.when(fraction.str.contains("%", literal=True)).then(pl.lit(100)).otherwise(pl.lit(1))
    product = (number * amount / percent.cast(EXACT)).cast(pl.Decimal(38, 4), strict=False)
    text = product.cast(pl.String).str.replace(".", locale.decimal, literal=True)
    return pl.when(number.is_null()).then(fraction).otherwise(text)
