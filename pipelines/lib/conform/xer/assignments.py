"""TASKRSRC (resources) and PROJCOST (expenses) -> schedule_assignment."""

import polars as pl

from pipelines.lib.config.feed import MONEY
from pipelines.lib.conform.xer.casts import Fill, cast_columns
from pipelines.lib.conform.xer.curves import curves
from pipelines.lib.conform.xer.tables import XerTables, collect, lookup

RESOURCE_TYPES = {"RT_Labor": "labor", "RT_Equip": "nonlabor", "RT_Mat": "material"}
ACCRUALS = {"CL_Uniform": "uniform", "CL_Start": "start", "CL_End": "end"}
DATES: dict[str, Fill] = {
    "planned_start": ("target_start_date", "timestamp"),
    "planned_finish": ("target_end_date", "timestamp"),
    "actual_start": ("act_start_date", "timestamp"),
    "actual_finish": ("act_end_date", "timestamp"),
}
RESOURCES: dict[str, Fill] = {
    "assignment_id": ("taskrsrc_id", "string"),
    "activity_id": ("task_id", "string"),
    "resource_id": ("rsrc_id", "string"),
    "resource_type": ("rsrc_type", RESOURCE_TYPES),
    "budget_units": ("target_qty", "double"),
    "regular_units": ("act_reg_qty", "double"),
    "overtime_units": ("act_ot_qty", "double"),
    "remaining_units": ("remain_qty", "double"),
    "budget_cost": ("target_cost", "decimal"),
    "regular_cost": ("act_reg_cost", "decimal"),
    "overtime_cost": ("act_ot_cost", "decimal"),
    "remaining_cost": ("remain_cost", "decimal"),
    "acct_id": ("acct_id", "string"),
    "curv_id": ("curv_id", "string"),
    **DATES,
}
EXPENSES: dict[str, Fill] = {
    "assignment_id": ("cost_item_id", "string"),
    "activity_id": ("task_id", "string"),
    "resource_name": ("cost_name", "string"),
    "budget_units": ("target_qty", "double"),
    "budget_cost": ("target_cost", "decimal"),
    "actual_cost": ("act_cost", "decimal"),
    "remaining_cost": ("remain_cost", "decimal"),
    "accrual": ("cost_load_type", ACCRUALS),
    "acct_id": ("acct_id", "string"),
    **DATES,
}
COLUMNS = (
    "assignment_id", "assignment_kind", "activity_id", "task_code", "resource_id", "resource_code", "resource_name",
    "resource_type", "account_code", "budget_units", "actual_units", "remaining_units", "budget_cost", "actual_cost",
    "remaining_cost", "planned_start", "planned_finish", "actual_start", "actual_finish", "accrual", "curve_name",
    "curve_points", "calendar_key",
)  # fmt: skip


def conform_assignments(file: XerTables, activities: pl.DataFrame) -> pl.DataFrame:
    """schedule_assignment, one row per resource assignment or expense.

    Several rows for one (activity, resource) are legal. Costs are DECIMAL(18,4) in the currency of the P6
    database. Planned dates are the assignment's own; where it has none, its activity's.
    """
    both = pl.concat([_resources(file), _expenses(file)], how="diagonal")
    accounts = lookup(file.table("ACCOUNT", "acct_id", "acct_short_name"), "acct_id", account_code="acct_short_name")
    parents = lookup(
        activities, "activity_id", task_code="task_code", calendar_key="calendar_key",
        parent_start="planned_start", parent_finish="planned_finish",
    )  # fmt: skip
    both = both.join(accounts, on="acct_id", how="left", maintain_order="left").join(
        parents, on="activity_id", how="left", maintain_order="left"
    )
    dated = both.with_columns(
        pl.coalesce("planned_start", "parent_start").alias("planned_start"),
        pl.coalesce("planned_finish", "parent_finish").alias("planned_finish"),
    )
    return collect(dated.select(*COLUMNS, "source_row"))


def _resources(file: XerTables) -> pl.LazyFrame:
    rows = cast_columns(file.own("TASKRSRC", "task_id"), "schedule_assignment", RESOURCES, file.bad)
    names = lookup(
        file.table("RSRC", "rsrc_id", "rsrc_short_name", "rsrc_name", "rsrc_type"), "rsrc_id",
        resource_code="rsrc_short_name", resource_name="rsrc_name", own_type="rsrc_type",
    )  # fmt: skip
    own_type = pl.col("own_type").replace_strict(RESOURCE_TYPES, default=None, return_dtype=pl.String)
    return (
        rows.lazy()
        .join(names, left_on="resource_id", right_on="rsrc_id", how="left", maintain_order="left")
        .join(curves(file), on="curv_id", how="left", maintain_order="left")
        .with_columns(
            pl.lit("resource").alias("assignment_kind"),
            pl.coalesce("resource_type", own_type).alias("resource_type"),
            _sum("regular_units", "overtime_units").alias("actual_units"),
            _sum("regular_cost", "overtime_cost").cast(MONEY).alias("actual_cost"),
            pl.lit(None, dtype=pl.String).alias("accrual"),
        )
        .drop("own_type", "curv_id", "regular_units", "overtime_units", "regular_cost", "overtime_cost")
    )


def _expenses(file: XerTables) -> pl.LazyFrame:
    rows = cast_columns(file.own("PROJCOST", "task_id"), "schedule_assignment", EXPENSES, file.bad)
    return rows.lazy().with_columns(
        pl.lit("expense").alias("assignment_kind"),
        pl.lit("expense").alias("resource_type"),
        pl.lit(None, dtype=pl.Float64).alias("actual_units"),
        pl.lit(None, dtype=pl.Float64).alias("remaining_units"),
    )


def _sum(one: str, other: str) -> pl.Expr:
    """The sum of two columns; null only where both are."""
    return pl.coalesce(pl.col(one) + pl.col(other), one, other)
