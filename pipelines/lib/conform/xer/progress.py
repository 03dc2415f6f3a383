"""Percent complete of an activity, by the kind it declares: one expression over columns of schedule_activity."""

import polars as pl


def percent_complete() -> pl.Expr:
    """Percent, 0 to 100, as P6 computes it for each percent complete type.

    Physical is what the planner typed. Duration is 0 before the start, 100 when complete, else 100 x (1 - remaining /
    original), not below 0. Units are actual / (actual + remaining) of labor and nonlabor units together.
    Null where the figures it needs are missing.
    """
    kind = pl.col("percent_complete_type")
    return (
        pl.when(kind == "physical")
        .then(pl.col("physical_percent"))
        .when(kind == "duration")
        .then(_by_status(_duration()))
        .when(kind == "units")
        .then(_units())
    )


def _duration() -> pl.Expr:
    original = pl.col("original_duration_hours")
    share = 1 - pl.col("remaining_duration_hours") / pl.when(original > 0).then(original)
    return (100 * share).clip(lower_bound=0)


def _units() -> pl.Expr:
    actual, remaining = _total("actual"), _total("remaining")
    at_completion = actual + remaining
    share = actual / pl.when(at_completion != 0).then(at_completion)
    # Without any units, milestones among them, the status is all there is to go by.
    return pl.coalesce(100 * share, _by_status(pl.lit(None, dtype=pl.Float64)))


def _total(part: str) -> pl.Expr:
    return pl.col(f"{part}_labor_units").fill_null(0) + pl.col(f"{part}_nonlabor_units").fill_null(0)


def _by_status(otherwise: pl.Expr) -> pl.Expr:
    status = pl.col("status")
    return pl.when(status == "not_started").then(0.0).when(status == "complete").then(100.0).otherwise(otherwise)
