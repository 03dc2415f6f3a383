"""RSRCCURVDATA -> the resource curves that assignments name."""

import polars as pl

from pipelines.lib.conform.xer.tables import XerTables, lookup

POINTS = tuple(f"pct_usage_{step}" for step in range(21))


def curves(file: XerTables) -> pl.LazyFrame:
    """One row per curv_id: curve_name, and curve_points, its 21 shares joined by ';' (a blank counts as 0)."""
    frame = file.table("RSRCCURVDATA", "curv_id", "curv_name", *POINTS)
    if frame.is_empty():
        return pl.DataFrame(schema=dict.fromkeys(("curv_id", "curve_name", "curve_points"), pl.String)).lazy()
    points = pl.concat_str(
        [pl.col(point).fill_null("0").str.replace(",", ".", literal=True) for point in POINTS], separator=";"
    )
    named = frame.with_columns(points.alias("points"))
    return lookup(named, "curv_id", curve_name="curv_name", curve_points="points")
