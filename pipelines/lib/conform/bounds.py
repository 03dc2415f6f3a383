"""Values that nobody can mean: a duration of 10^15 hours, an amount of 10^14, a percent that is no number.

Flows in: canonical tables and the bounds of their feed. Flows out: the tables with these cells unknown, and the cells.
One of them would break the sums of everybody; whether the file is refused for it is validation's to say (V70).
"""

import polars as pl

from pipelines.lib.config.feed import ColumnSpec, TableSpec
from pipelines.lib.conform import BAD_CELL_SCHEMA
from pipelines.lib.conform.dates import YEARS

SHOWN = 80


Tables = dict[str, pl.DataFrame]


def bounded(tables: Tables, specs: dict[str, TableSpec]) -> tuple[Tables, pl.DataFrame]:
    """Every table of a file within its bounds, and the cells that were beyond: columns of `BAD_CELL_SCHEMA`."""
    done = {name: within_bounds(frame, specs[name]) for name, frame in tables.items()}
    cells = pl.concat([pl.DataFrame(schema=BAD_CELL_SCHEMA), *(found for _, found in done.values())])
    return {name: frame for name, (frame, _) in done.items()}, cells


def within_bounds(frame: pl.DataFrame, table: TableSpec) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The table without the values beyond its bounds, and these as cells: columns of `BAD_CELL_SCHEMA`.

    Args:
        frame: A canonical table with `source_row`, typed as the feed says.
        table: Its columns.
    """
    beyond = {name: rule for name, spec in table.columns.items() if (rule := _beyond(name, spec)) is not None}
    counts = frame.select(mask.fill_null(False).sum().alias(name) for name, (mask, _) in beyond.items()).row(0)
    found = {name: beyond[name] for name, count in zip(beyond, counts, strict=True) if count}
    cells = [_cells(frame, table.name, name, mask, why) for name, (mask, why) in found.items()]
    mended = frame.with_columns(pl.when(~mask.fill_null(False)).then(pl.col(name)) for name, (mask, _) in found.items())
    return mended, pl.concat([pl.DataFrame(schema=BAD_CELL_SCHEMA), *cells])


def _beyond(name: str, spec: ColumnSpec) -> tuple[pl.Expr, str] | None:
    """What is beyond a column's bounds, and the bounds in words; None for a type that has none."""
    cell = pl.col(name)
    if spec.type == "string":
        return cell.str.len_chars() > spec.max_length, f"longer than {spec.max_length} characters"
    if spec.type in ("date", "timestamp"):
        return ~cell.dt.year().is_between(*YEARS), f"expected a year from {YEARS[0]} to {YEARS[1]}"
    if spec.type not in ("decimal", "double", "integer"):
        return None
    least, largest = spec.limits
    number = cell.cast(pl.Float64)
    # NaN is above every number in Polars and DuckDB: only this way round it is found.
    return ~(number.is_between(least, largest) & number.is_finite()), f"expected {least:,.10g} to {largest:,.10g}"


def _cells(frame: pl.DataFrame, table: str, name: str, mask: pl.Expr, why: str) -> pl.DataFrame:
    sheet = pl.col("source_sheet") if "source_sheet" in frame.columns else pl.lit(None, dtype=pl.String)
    return frame.filter(mask).select(
        pl.lit(table).alias("table_name"),
        sheet.alias("source_sheet"),
        "source_row",
        pl.lit(name).alias("column_name"),
        pl.col(name).cast(pl.String).str.head(SHOWN).alias("value"),
        pl.lit(f"{name}: {why}").alias("message"),
    )
