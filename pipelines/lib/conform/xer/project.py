"""PROJECT, SCHEDOPTIONS and ERMHDR -> schedule_project (one row), and the data date."""

import datetime as dt

import polars as pl

from pipelines.lib.conform.xer.casts import Fill, cast_columns
from pipelines.lib.conform.xer.tables import XerTables

FILLS: dict[str, Fill] = {
    "project_code": ("proj_short_name", "string"),
    "planned_start": ("plan_start_date", "timestamp"),
    "must_finish_by": ("plan_end_date", "timestamp"),
    "scheduled_finish": ("scd_end_date", "timestamp"),
    "critical_float_hours": ("critical_drtn_hr_cnt", "double"),
    "critical_path_type": ("critical_path_type", "string"),
    "is_remaining_linked_to_original": ("rem_target_link_flag", "boolean"),
    "data_date": ("last_recalc_date", "timestamp"),
}
OPTIONS: dict[str, Fill] = {
    "lag_calendar": ("sched_calendar_on_relationship_lag", "string"),
    "is_retained_logic": ("sched_retained_logic", "boolean"),
    "is_progress_override": ("sched_progress_override", "boolean"),
    "float_type": ("sched_float_type", "string"),
}
COLUMNS = (
    "project_code", "project_name", "planned_start", "must_finish_by", "scheduled_finish", "default_calendar_key",
    "critical_float_hours", "critical_path_type", "lag_calendar", "is_retained_logic", "is_progress_override",
    "float_type", "is_remaining_linked_to_original", "currency", "export_version", "encoding",
)  # fmt: skip


def conform_project(
    file: XerTables, wbs: pl.DataFrame, calendars: pl.DataFrame
) -> tuple[pl.DataFrame, dt.datetime | None]:
    """schedule_project, one row, and the data date (last_recalc_date and nothing else; None if it can't be read).

    Args:
        file: The file and its project.
        wbs: schedule_wbs, whose root names the project.
        calendars: One row per clndr_id with its calendar_key.
    """
    rows = file.own("PROJECT", "proj_id", "clndr_id").head(1)
    table = "schedule_project"
    project = cast_columns(rows, table, FILLS, file.bad)
    options = cast_columns(file.own("SCHEDOPTIONS").head(1), table, OPTIONS, file.bad).drop("source_row")
    if options.is_empty():
        options = options.clear(n=1)
    root = wbs.filter(pl.col("wbs_level") == 0)["wbs_name"]
    calendar = rows.join(calendars, on="clndr_id", how="left")["calendar_key"]
    facts = file.raw.facts
    frame = project.with_columns(
        pl.lit(root[0] if len(root) else None, dtype=pl.String).alias("project_name"),
        calendar.alias("default_calendar_key"),
        *(pl.lit(options[name][0], dtype=options[name].dtype).alias(name) for name in OPTIONS),
        pl.lit(facts.get("currency"), dtype=pl.String).alias("currency"),
        pl.lit(facts.get("version"), dtype=pl.String).alias("export_version"),
        pl.lit(file.raw.encoding).alias("encoding"),
    )
    data_date = frame["data_date"][0] if frame.height else None
    return frame.select(*COLUMNS, "source_row"), data_date
