"""What stands in a cell beside its value: Excel's errors, P6's mark of an actual date, units of durations.

Layouts of P6 come pasted into workbooks and saved as CSV: `22-Nov-23 A` is an actual date, `22-Nov-23*` a constrained
one, `605.9d` a duration. Text flows in, text flows out; its cast belongs to dates.py and numbers.py.
"""

import polars as pl

from pipelines.lib.readers import NO_RESULT

EXCEL_ERRORS = (
    "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!", "#CALC!", "#ERROR!",
)  # fmt: skip
UNITS = {"h": "hour", "d": "day", "w": "week"}


def without_faults(text: pl.Expr) -> pl.Expr:
    """Null where Excel shows an error, or where a formula has no stored result: no column holds such a word."""
    return pl.when(~(text.is_in(EXCEL_ERRORS) | text.str.ends_with(NO_RESULT))).then(text)


def without_mark(text: pl.Expr) -> pl.Expr:
    """Dates without P6's marks behind them: ` A` actual, `*` constrained."""
    return text.str.replace(r"(?:\s+A)?\s*\*?\s*$", "")


def without_unit(text: pl.Expr, unit: str | None) -> pl.Expr:
    """Numbers without the unit behind them: 605.9d, 12 h.

    Args:
        text: A column of text.
        unit: The canonical column's unit, when it has one: no other is taken off. Without one a column whose cells name
            two units keeps them, and its cells can't be read: hours and days are never mixed.
    """
    marks = "".join(mark for mark, word in UNITS.items() if unit is None or word in unit)
    if not marks:
        return text
    found = text.str.extract(rf"^[-+]?\d[\d.,\s]*([{marks}])\s*$")
    is_one = found.drop_nulls().n_unique() == 1
    return pl.when(is_one & found.is_not_null()).then(text.str.replace(rf"\s*[{marks}]\s*$", "")).otherwise(text)
