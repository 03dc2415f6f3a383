"""Percent complete of an activity, by the kind it declares: one expression over columns of schedule_activity."""

import polars as pl


def percent_complete() -> pl.Expr:
    """Percent, 0 to 100, as P6 computes it for each percent complete type.

    Physical is what the planner typed. Duration is 0 before the start, 100 when complete, else 100 x (1 - remaining /
    original), not below 0. Units are actual / (actual + remaining) of labor and nonlabor units together.
    Null where the figures it needs are missing.
    """
    kind = pl.col("percent_complete_type")
    return pl.coalesce(
        pl.when(kind == "physical").then(pl.col("physical_percent")),
        # Without any units, milestones among them, the status is all there is to go by.
        pl.when(kind == "units").then(_units()),
        pl.when(kind != "physical").then(_by_status()),
        pl.when(kind == "duration").then(_duration()),
    )


def _duration() -> pl.Expr:
    original = pl.col("original_duration_hours")
    share = 1 - pl.col("remaining_duration_hours") / original
    return pl.when(original > 0).then((100 * share).clip(lower_bound=0))


def _units() -> pl.Expr:
    actual, remaining = _total("actual"), _total("remaining")
    at_completion = actual + remaining
    return pl.when(at_completion != 0).then(100 * (actual / at_completion))


def _total(part: str) -> pl.Expr:
    return pl.sum_horizontal(f"{part}_labor_units", f"{part}_nonlabor_units")


def _by_status() -> pl.Expr:
    status = pl.col("status")
    return pl.when(status == "not_started").then(0.0).when(status == "complete").then(100.0)
