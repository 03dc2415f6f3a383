"""What a mapping states for all rows: written as YAML writes it, with a decimal point and ISO dates.

A text and its column flow in, a value of the column's type flows out. What files write belongs to conform.
"""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from pipelines.lib.config.feed import ColumnSpec
from pipelines.lib.names import fold

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def constant(written: str, spec: ColumnSpec, name: str) -> object:
    """The value of a constant.

    Raises:
        ValueError: it can't be read as the column's type, or is none of its words.
    """
    try:
        value = READ.get(spec.type, str)(written.strip())
    except (ValueError, InvalidOperation):
        value = None
    if spec.values:
        value = {fold(word): word for word in spec.values}.get(fold(written))
    if value is None:
        expected = f"one of {', '.join(spec.values)}" if spec.values else f"a {spec.type}"
        raise ValueError(f"constants: {name}: {written!r} is not {expected}")
    return value


def _month(written: str) -> str | None:
    return written if MONTH.fullmatch(written) else None


def _number(written: str) -> Decimal | None:
    value = Decimal(written)
    return value if value.is_finite() else None


def _double(written: str) -> float | None:
    value = _number(written)
    return None if value is None else float(value)


READ: dict[str, Callable[[str], object]] = {
    "decimal": _number,
    "double": _double,
    "integer": int,
    "boolean": {"true": True, "false": False}.get,
    "date": dt.date.fromisoformat,
    "timestamp": dt.datetime.fromisoformat,
    "month": _month,
}
