"""Two readings of one table -> the cells that were compared and those that differ, each with its explanation if any."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatch

import polars as pl

ROW = "(row)"  # the pseudo-column of a row that only one of the two has
TOLERANCE = 1e-6
SCHEMA = dict.fromkeys(("table", "column", "key", "ours", "mpxj", "reason"), pl.String)


def theirs(column: str) -> pl.Expr:
    """MPXJ's cell beside ours, `pl.col(column)`."""
    return pl.col(f"{column}|mpxj")


@dataclass(frozen=True)
class Explained:
    """A difference that is no fault of ours.

    Attributes:
        table, columns: Where it may occur; the column ROW is a row that only one side has.
        reason: Why it does.
        when: Column -> the condition under which it may, over both sides' columns.
        files: Patterns of the files in which it may.
    """

    table: str
    columns: tuple[str, ...]
    reason: str
    when: Callable[[str], pl.Expr]
    files: tuple[str, ...] = ("*",)


@dataclass(frozen=True)
class Compared:
    """Cells compared per column (both rows present), those of them filled on both sides, and the differences."""

    cells: pl.DataFrame
    differences: pl.DataFrame


def compare(
    table: str,
    key: tuple[str, ...],
    sides: tuple[pl.DataFrame, pl.DataFrame],
    known: Iterable[Explained] = (),
    file: str = "",
) -> Compared:
    """Compare the columns that both frames have, joined by key; floats agree within TOLERANCE.

    Returns:
        `cells`: table, column, cells, filled. `differences`: the columns of SCHEMA, a row per cell that differs.
    """
    ours, mpxj = (frame.with_columns(pl.lit(True).alias(ROW)) for frame in sides)
    mpxj = mpxj.rename({name: f"{name}|mpxj" for name in mpxj.columns if name not in key})
    both = ours.join(mpxj, on=key, how="full", coalesce=True, nulls_equal=True)
    columns = [name for name in ours.columns if f"{name}|mpxj" in mpxj.columns]
    known = [one for one in known if one.table == table and any(fnmatch(file, pattern) for pattern in one.files)]
    met = both.drop_nulls([ROW, f"{ROW}|mpxj"])
    counts = [
        (table, name, met.height, met.filter(pl.col(name).is_not_null() & theirs(name).is_not_null()).height)
        for name in columns
    ]
    found = [_different(both if name == ROW else met, table, key, name, known) for name in columns]
    schema = {"table": pl.String, "column": pl.String, "cells": pl.Int64, "filled": pl.Int64}
    return Compared(pl.DataFrame(counts, schema=schema, orient="row"), pl.concat(found))


def _different(rows: pl.DataFrame, table: str, key: tuple[str, ...], name: str, known: list[Explained]) -> pl.DataFrame:
    reasons = [pl.when(one.when(name)).then(pl.lit(one.reason)) for one in known if name in one.columns]
    return rows.filter(_differs(rows, name)).select(
        pl.lit(table).alias("table"),
        pl.lit(name).alias("column"),
        pl.concat_str(pl.col(key).cast(pl.String).fill_null("-"), separator=" / ").alias("key"),
        pl.col(name).cast(pl.String).alias("ours"),
        theirs(name).cast(pl.String).alias("mpxj"),
        pl.coalesce(*reasons, pl.lit(None, dtype=pl.String)).alias("reason"),
    )


def _differs(rows: pl.DataFrame, name: str) -> pl.Expr:
    ours, mpxj = pl.col(name), theirs(name)
    if rows.schema[name] != rows.schema[f"{name}|mpxj"]:
        raise TypeError(f"{name}: {rows.schema[name]} beside MPXJ's {rows.schema[f'{name}|mpxj']}")
    if rows.schema[name].is_float():
        return ours.is_null().ne(mpxj.is_null()) | ((ours - mpxj).abs() > TOLERANCE).fill_null(False)
    return ours.ne_missing(mpxj)
