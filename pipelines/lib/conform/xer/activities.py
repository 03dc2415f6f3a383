"""TASK -> schedule_activity."""

import polars as pl

from pipelines.lib.conform.xer.casts import Fills, cast_columns
from pipelines.lib.conform.xer.progress import percent_complete
from pipelines.lib.conform.xer.tables import XerTables, attach, collect

TYPES = {
    "TT_Task": "task_dependent",
    "TT_Rsrc": "resource_dependent",
    "TT_LOE": "level_of_effort",
    "TT_Mile": "start_milestone",
    "TT_FinMile": "finish_milestone",
    "TT_WBS": "wbs_summary",
}
STATUS = {"TK_NotStart": "not_started", "TK_Active": "in_progress", "TK_Complete": "complete"}
PERCENT_TYPES = {"CP_Phys": "physical", "CP_Drtn": "duration", "CP_Units": "units"}
FILLS = Fills(
    "schedule_activity",
    {
        "activity_id": ("task_id", "string"),
        "task_code": ("task_code", "string"),
        "activity_name": ("task_name", "string"),
        "wbs_id": ("wbs_id", "string"),
        "activity_type": ("task_type", TYPES),
        "status": ("status_code", STATUS),
        "percent_complete_type": ("complete_pct_type", PERCENT_TYPES),
        "physical_percent": ("phys_complete_pct", "double"),
        "duration_type": ("duration_type", "string"),
        "clndr_id": ("clndr_id", "string"),
        "original_duration_hours": ("target_drtn_hr_cnt", "double"),
        "remaining_duration_hours": ("remain_drtn_hr_cnt", "double"),
        "total_float_hours": ("total_float_hr_cnt", "double"),
        "free_float_hours": ("free_float_hr_cnt", "double"),
        "planned_start": ("target_start_date", "timestamp"),
        "planned_finish": ("target_end_date", "timestamp"),
        "actual_start": ("act_start_date", "timestamp"),
        "actual_finish": ("act_end_date", "timestamp"),
        "early_start": ("early_start_date", "timestamp"),
        "early_finish": ("early_end_date", "timestamp"),
        "late_start": ("late_start_date", "timestamp"),
        "late_finish": ("late_end_date", "timestamp"),
        "remaining_start": ("restart_date", "timestamp"),
        "remaining_finish": ("reend_date", "timestamp"),
        "constraint_type": ("cstr_type", "string"),
        "constraint_date": ("cstr_date", "timestamp"),
        "constraint_type_2": ("cstr_type2", "string"),
        "constraint_date_2": ("cstr_date2", "timestamp"),
        "expected_finish": ("expect_end_date", "timestamp"),
        "suspend_date": ("suspend_date", "timestamp"),
        "resume_date": ("resume_date", "timestamp"),
        "is_on_longest_path": ("driving_path_flag", "boolean"),
        "budget_labor_units": ("target_work_qty", "double"),
        "actual_labor_units": ("act_work_qty", "double"),
        "remaining_labor_units": ("remain_work_qty", "double"),
        "budget_nonlabor_units": ("target_equip_qty", "double"),
        "actual_nonlabor_units": ("act_equip_qty", "double"),
        "remaining_nonlabor_units": ("remain_equip_qty", "double"),
        "guid": ("guid", "string"),
    },
)
IN_DAYS = ("original_duration", "remaining_duration", "total_float", "free_float")
COLUMNS = (
    "activity_id", "task_code", "activity_name", "wbs_id", "wbs_path", "activity_type", "status",
    "percent_complete_type", "physical_percent", "percent_complete", "duration_type", "calendar_key",
    "is_calendar_defaulted", "hours_per_day", *(f"{name}_hours" for name in IN_DAYS), *(f"{name}_days" for
    name in IN_DAYS), "planned_start", "planned_finish", "actual_start", "actual_finish", "early_start",
    "early_finish", "late_start", "late_finish", "remaining_start", "remaining_finish", "start", "finish",
    "constraint_type", "constraint_date", "constraint_type_2", "constraint_date_2", "expected_finish",
    "suspend_date", "resume_date", "is_on_longest_path", "budget_labor_units", "actual_labor_units",
    "remaining_labor_units", "budget_nonlabor_units", "actual_nonlabor_units", "remaining_nonlabor_units",
    "guid", "object_code", "source_row",
)  # fmt: skip


DAY = pl.when(pl.col("hours_per_day") > 0).then(pl.col("hours_per_day"))
DERIVED = (
    percent_complete().alias("percent_complete"),
    *((pl.col(f"{name}_hours") / DAY).alias(f"{name}_days") for name in IN_DAYS),
    pl.coalesce("actual_start", "remaining_start", "early_start").alias("start"),
    pl.coalesce("actual_finish", "remaining_finish", "early_finish").alias("finish"),
    pl.lit(None, dtype=pl.String).alias("object_code"),
)


def conform_activities(file: XerTables, wbs: pl.DataFrame, calendars: pl.DataFrame) -> pl.DataFrame:
    """schedule_activity, one row per activity of the project.

    Args:
        file: The file and its project.
        wbs: schedule_wbs.
        calendars: One row per clndr_id with calendar_key and hours_per_day.

    Returns:
        Durations and floats in hours as P6 gives them, and in days of the activity's own calendar; an
        activity that names no calendar has the project's default.
    """
    tasks = cast_columns(file.own("TASK", *FILLS.sources), FILLS, file.bad)
    default = file.own("PROJECT", "clndr_id")["clndr_id"]
    default_id = pl.lit(default[0] if len(default) else None, dtype=pl.String)
    rows = tasks.lazy().with_columns(
        pl.col("clndr_id").is_null().alias("is_calendar_defaulted"), pl.col("clndr_id").fill_null(default_id)
    )
    rows = attach(rows, "clndr_id", calendars, "clndr_id", calendar_key="calendar_key", hours_per_day="hours_per_day")
    rows = attach(rows, "wbs_id", wbs, "wbs_id", wbs_path="wbs_path")
    return collect(rows.with_columns(DERIVED))[[*COLUMNS]]
