"""Negative budgets of a schedule: canonical tables flow in, one note on the whole schedule flows out.

A credit among the budgets takes from BAC, PV and EV at once, and no row of its own shows it.
"""

import polars as pl

from pipelines.lib.readers import Note

TABLE = "schedule_assignment"


def negative_budgets(tables: dict[str, pl.DataFrame]) -> list[Note]:
    """A note without a row, so on every figure of the file, where resources or expenses have a negative budget."""
    if TABLE not in tables:
        return []
    negative = tables[TABLE].filter(pl.col("budget_cost") < 0).sort("source_row")
    if negative.is_empty():
        return []
    first = negative.row(0, named=True)
    total, budget = negative["budget_cost"].sum(), f"{first['budget_cost']:.2f}"
    message = (
        f"{negative.height} assignments or expenses have a negative budget, {total:.2f} in all; "
        f"the first is in row {first['source_row']}, of activity {first['task_code']}: {budget}"
    )
    return [Note("negative_budget", message, TABLE, column="budget_cost", value=budget)]
