"""RSRCCURVDATA -> the resource curves that assignments name."""

import polars as pl

from pipelines.lib.conform.xer.tables import XerTables

POINTS = tuple(f"pct_usage_{step}" for step in range(21))


def curves(file: XerTables) -> pl.DataFrame:
    """One row per curv_id: curv_name, `points`, its 21 shares joined by ';' (a blank counts as 0), and is_usable."""
    frame = file.table("RSRCCURVDATA", "curv_id", "curv_name", *POINTS)
    shares = [pl.col(point).fill_null("0") for point in POINTS]
    numbers = [share.cast(pl.Float64, strict=False) for share in shares]
    is_usable = pl.all_horizontal(number.fill_null(-1) >= 0 for number in numbers) & (pl.sum_horizontal(numbers) > 0)
    return frame.with_columns(pl.concat_str(shares, separator=";").alias("points"), is_usable.alias("is_usable"))
