"""TASKRSRC (resources) and PROJCOST (expenses) -> schedule_assignment."""

import polars as pl

from pipelines.lib.config.feed import MONEY
from pipelines.lib.conform.xer.casts import Fill, Fills, cast_columns
from pipelines.lib.conform.xer.curves import curves
from pipelines.lib.conform.xer.tables import XerTables, attach, collect
from pipelines.lib.readers import Note

RESOURCE_TYPES = {"RT_Labor": "labor", "RT_Equip": "nonlabor", "RT_Mat": "material"}
ACCRUALS = {"CL_Uniform": "uniform", "CL_Start": "start", "CL_End": "end"}
DATES: dict[str, Fill] = {
    "planned_start": ("target_start_date", "timestamp"),
    "planned_finish": ("target_end_date", "timestamp"),
    "actual_start": ("act_start_date", "timestamp"),
    "actual_finish": ("act_end_date", "timestamp"),
}
RESOURCES = Fills(
    "schedule_assignment",
    {
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
    },
)
EXPENSES = Fills(
    "schedule_assignment",
    {
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
    },
)
COLUMNS = (
    "assignment_id", "assignment_kind", "activity_id", "task_code", "resource_id", "resource_code", "resource_name",
    "resource_type", "account_code", "budget_units", "actual_units", "remaining_units", "budget_cost", "actual_cost",
    "remaining_cost", "planned_start", "planned_finish", "actual_start", "actual_finish", "accrual", "curve_name",
    "curve_points", "calendar_key", "source_row",
)  # fmt: skip
TYPES = dict.fromkeys(COLUMNS, pl.String) | dict(RESOURCES.empty.schema)
TYPES |= {"actual_units": pl.Float64, "actual_cost": MONEY}
EMPTY = pl.DataFrame(schema={name: TYPES[name] for name in COLUMNS})


def _sum(one: str, other: str) -> pl.Expr:
    """The sum of two columns; null only where both are."""
    return pl.coalesce(pl.col(one) + pl.col(other), one, other)


OWN_TYPE = pl.col("own_type").replace_strict(RESOURCE_TYPES, default=None, return_dtype=pl.String)
OF_RESOURCES = (
    pl.lit("resource").alias("assignment_kind"),
    pl.coalesce("resource_type", OWN_TYPE).alias("resource_type"),
    _sum("regular_units", "overtime_units").alias("actual_units"),
    _sum("regular_cost", "overtime_cost").cast(MONEY).alias("actual_cost"),
    pl.lit(None, dtype=pl.String).alias("accrual"),
)
OF_EXPENSES = (
    pl.lit("expense").alias("assignment_kind"),
    pl.lit("expense").alias("resource_type"),
    *(pl.lit(None, dtype=pl.Float64).alias(name) for name in ("actual_units", "remaining_units")),
    *(
        pl.lit(None, dtype=pl.String).alias(name)
        for name in ("resource_id", "resource_code", "curve_name", "curve_points")
    ),
)
PLANNED = (
    pl.coalesce("planned_start", "parent_start").alias("planned_start"),
    pl.coalesce("planned_finish", "parent_finish").alias("planned_finish"),
)


def conform_assignments(file: XerTables, activities: pl.DataFrame) -> pl.DataFrame:
    """schedule_assignment, one row per resource assignment or expense.

    Several rows for one (activity, resource) are legal. Costs are DECIMAL(18,4) in the currency of the P6
    database. Planned dates are the assignment's own; where it has none, its activity's.
    """
    resources = cast_columns(file.own("TASKRSRC", *RESOURCES.sources), RESOURCES, file.bad)
    expenses = cast_columns(file.own("PROJCOST", *EXPENSES.sources), EXPENSES, file.bad)
    kinds = [_of_resources(file, resources)] if resources.height else []
    kinds += [expenses.lazy().with_columns(OF_EXPENSES)] if expenses.height else []
    if not kinds:
        return EMPTY
    both = pl.concat(kinds, how="diagonal")
    accounts = file.table("ACCOUNT", "acct_id", "acct_short_name")
    both = attach(both, "acct_id", accounts, "acct_id", account_code="acct_short_name")
    parents = dict(
        task_code="task_code", calendar_key="calendar_key", parent_start="planned_start", parent_finish="planned_finish"
    )
    both = attach(both, "activity_id", activities, "activity_id", **parents)
    return collect(both.with_columns(PLANNED))[[*COLUMNS]]


def _of_resources(file: XerTables, rows: pl.DataFrame) -> pl.LazyFrame:
    names = file.table("RSRC", "rsrc_id", "rsrc_short_name", "rsrc_name", "rsrc_type")
    columns = dict(resource_code="rsrc_short_name", resource_name="rsrc_name", own_type="rsrc_type")
    named = attach(rows.lazy(), "resource_id", names, "rsrc_id", **columns)
    known = curves(file)
    _note_unknown_curves(file, rows, known)
    return attach(named, "curv_id", known, "curv_id", curve_name="curv_name", curve_points="points").with_columns(
        OF_RESOURCES
    )


def _note_unknown_curves(file: XerTables, rows: pl.DataFrame, known: pl.DataFrame) -> None:
    usable = known.filter("is_usable")["curv_id"].implode()
    unknown = rows.filter(~pl.col("curv_id").is_in(usable))
    if unknown.height:
        first = unknown.sort("source_row").row(0, named=True)
        message = (
            f"{unknown.height} assignments name a resource curve of which the file has no shares (RSRCCURVDATA): "
            "their budget is spread evenly, which P6 does not do; the first of them stands here"
        )
        place = ("schedule_assignment", None, first["source_row"], "curv_id", first["curv_id"])
        file.notes.append(Note("curve_unknown", message, *place))
