"""From strings to types: all-string columns flow in, typed canonical columns and the cells that failed flow out.

P6 writes dates as `YYYY-MM-DD HH:MM`; numbers come with a point (digits.py). A cell that is neither becomes null and
a bad cell, never an error.
"""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import polars as pl

from pipelines.lib.config.feed import POLARS_TYPES
from pipelines.lib.conform import BAD_CELL_SCHEMA

P6_DATE = "%Y-%m-%d %H:%M"
OTHER_DATES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d", "%Y-%m-%d %I:%M %p",
               "%Y-%m-%d %I:%M:%S %p")  # fmt: skip
# `2026-03-01 08.00`: some systems write the time with dots. A date has none.
DOTS = "."
FLAG = {"Y": True, "N": False}
# How a canonical column is filled: (P6 column, type name) or (P6 column, {P6 code: our word}).
Fill = tuple[str, str | dict[str, str]]


@dataclass(frozen=True, eq=False)
class Fills:
    """How one P6 table fills a canonical one.

    Attributes:
        table: The canonical table, for the bad cells.
        columns: Canonical column -> (P6 column, type or code map).
    """

    table: str
    columns: dict[str, Fill]

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The P6 columns."""
        return tuple(source for source, _ in self.columns.values())

    @cached_property
    def empty(self) -> pl.DataFrame:
        """`source_row` and the canonical columns, without rows."""
        types = {name: _type(kind) for name, (_, kind) in self.columns.items()}
        return pl.DataFrame(schema={"source_row": pl.Int64} | types)


@dataclass
class BadCells:
    """Collects the cells that could not be cast."""

    frames: list[pl.DataFrame] = field(default_factory=list)

    def add(self, table: str, column: str, rows: pl.Series, raw: pl.Series, failed: pl.Series, message: str) -> None:
        """Record the rows of `raw` (strings) where the mask `failed` holds."""
        found = pl.DataFrame({"source_row": rows.filter(failed), "value": raw.filter(failed)})
        self.frames.append(
            found.select(
                pl.lit(table).alias("table_name"),
                pl.lit(None, dtype=pl.String).alias("source_sheet"),
                "source_row",
                pl.lit(column).alias("column_name"),
                "value",
                pl.lit(message).alias("message"),
            )
        )

    def frame(self) -> pl.DataFrame:
        """All of them, columns of `BAD_CELL_SCHEMA`."""
        return pl.concat([pl.DataFrame(schema=BAD_CELL_SCHEMA), *self.frames])


def cast_columns(frame: pl.DataFrame, fills: Fills, bad: BadCells) -> pl.DataFrame:
    """Canonical columns of one table.

    Args:
        frame: All-string columns and `source_row`.
        fills: What fills what. A P6 column that the file lacks gives nulls.
        bad: Receives the cells that can't be cast.

    Returns:
        `source_row` and the canonical columns, row for row.
    """
    if frame.is_empty():
        return fills.empty
    typed = frame.select(_casts(fills, frozenset(frame.columns)))
    before, after = _null_counts(frame), _null_counts(typed)
    for name, (source, kind) in fills.columns.items():
        if source in before and before[source] != after[name]:
            raw = frame.select("source_row", pl.col(source).alias(name))
            typed = typed.with_columns(_repair(raw, name, fills.table, kind, bad))
    return typed


@lru_cache(maxsize=256)
def _casts(fills: Fills, present: frozenset[str]) -> list[pl.Expr]:
    # Building these takes longer than running them on a small file, and most files have the same columns.
    return [
        pl.col("source_row"),
        *(
            (_cast(pl.col(source), kind) if source in present else pl.lit(None, dtype=_type(kind))).alias(name)
            for name, (source, kind) in fills.columns.items()
        ),
    ]


def _null_counts(frame: pl.DataFrame) -> dict[str, int]:
    return dict(zip(frame.columns, frame.null_count().row(0), strict=True))


def _type(kind: str | dict[str, str]) -> pl.DataType:
    return POLARS_TYPES["string" if isinstance(kind, dict) else kind]


def _cast(raw: pl.Expr, kind: str | dict[str, str]) -> pl.Expr:
    if kind == "string":
        return raw
    if kind == "timestamp":
        return raw.str.to_datetime(P6_DATE, time_unit="us", strict=False)
    if kind == "boolean":
        return raw.replace_strict(FLAG, default=None, return_dtype=pl.Boolean)
    if isinstance(kind, dict):
        return raw.replace_strict(kind, default=None, return_dtype=pl.String)
    number = raw.cast(POLARS_TYPES[kind], strict=False)
    # NaN and infinity are words that a cast takes for numbers.
    return pl.when(number.is_finite()).then(number) if kind == "double" else number


def _repair(raw: pl.DataFrame, name: str, table: str, kind: str | dict[str, str], bad: BadCells) -> pl.Series:
    """A second try where cells failed: blanks around, dates with seconds, dots or no time."""
    clean = pl.col(name).str.strip_chars()
    tries = [_cast(clean, kind)]
    if kind == "timestamp":
        colons = clean.str.replace_all(DOTS, ":", literal=True)
        tries.extend(colons.str.to_datetime(form, time_unit="us", strict=False) for form in (P6_DATE, *OTHER_DATES))
    mended = raw.select(pl.coalesce(tries))[name]
    failed = mended.is_null() & (raw[name].str.strip_chars() != "").fill_null(False)
    if failed.any():
        bad.add(table, name, raw["source_row"], raw[name], failed, _message(kind))
    return mended


def _message(kind: str | dict[str, str]) -> str:
    if isinstance(kind, dict):
        return "not one of the codes P6 knows: " + ", ".join(kind)
    wanted = {"timestamp": "a date (YYYY-MM-DD HH:MM)", "boolean": "Y or N"}.get(kind, "a number")
    return f"not {wanted}"
