"""PROJECT, SCHEDOPTIONS and ERMHDR -> schedule_project (one row), and the data date."""

import datetime as dt

import polars as pl

from pipelines.lib.conform.xer.casts import Fills, cast_columns
from pipelines.lib.conform.xer.tables import XerTables

FILLS = Fills(
    "schedule_project",
    {
        "project_code": ("proj_short_name", "string"),
        "planned_start": ("plan_start_date", "timestamp"),
        "must_finish_by": ("plan_end_date", "timestamp"),
        "scheduled_finish": ("scd_end_date", "timestamp"),
        "critical_float_hours": ("critical_drtn_hr_cnt", "double"),
        "critical_path_type": ("critical_path_type", "string"),
        "is_remaining_linked_to_original": ("rem_target_link_flag", "boolean"),
        "data_date": ("last_recalc_date", "timestamp"),
    },
)
OPTIONS = Fills(
    "schedule_project",
    {
        "lag_calendar": ("sched_calendar_on_relationship_lag", "string"),
        "is_retained_logic": ("sched_retained_logic", "boolean"),
        "is_progress_override": ("sched_progress_override", "boolean"),
        "float_type": ("sched_float_type", "string"),
    },
)
COLUMNS = (
    "project_code", "project_name", "planned_start", "must_finish_by", "scheduled_finish", "default_calendar_key",
    "critical_float_hours", "critical_path_type", "lag_calendar", "is_retained_logic", "is_progress_override",
    "float_type", "is_remaining_linked_to_original", "currency", "export_version", "encoding", "source_row",
)  # fmt: skip
TYPES = dict.fromkeys(COLUMNS, pl.String) | dict(FILLS.empty.schema) | dict(OPTIONS.empty.schema)
EMPTY = pl.DataFrame(schema={name: TYPES[name] for name in COLUMNS})


def conform_project(
    file: XerTables, wbs: pl.DataFrame, calendars: pl.DataFrame
) -> tuple[pl.DataFrame, dt.datetime | None, str | None]:
    """schedule_project, one row; the data date (last_recalc_date and nothing else); what stands there.

    Args:
        file: The file and its project.
        wbs: schedule_wbs, whose root names the project.
        calendars: One row per clndr_id with its calendar_key.
    """
    rows = file.own("PROJECT", "clndr_id", *FILLS.sources).head(1)
    if rows.is_empty():
        return EMPTY, None, None
    project = cast_columns(rows, FILLS, file.bad).row(0, named=True)
    options = cast_columns(file.own("SCHEDOPTIONS", *OPTIONS.sources).head(1), OPTIONS, file.bad).drop("source_row")
    keys = dict(zip(calendars["clndr_id"], calendars["calendar_key"], strict=True))
    roots = wbs["wbs_name"].filter(wbs["wbs_level"] == 0)
    facts = file.raw.facts
    row = dict.fromkeys(COLUMNS) | project | next(options.iter_rows(named=True), {})
    row |= {
        "project_name": next(iter(roots), None),
        "default_calendar_key": keys.get(rows["clndr_id"][0]),
        "currency": facts.get("currency"),
        "export_version": facts.get("version"),
        "encoding": file.raw.encoding,
    }
    header = pl.DataFrame([[row[name] for name in COLUMNS]], schema=EMPTY.schema, orient="row")
    return header, project["data_date"], rows["last_recalc_date"][0]
