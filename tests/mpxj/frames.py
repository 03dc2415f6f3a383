"""One project of MPXJ as typed frames, named and shaped like our canonical tables.

A getter is called once per cell; whatever can be done for a whole column (types, look-ups, days, paths) is
left to Polars, as it is on our side. Nothing is measured or judged here.
"""

from collections.abc import Iterable

import polars as pl

from pipelines.lib.config.feed import MONEY
from tests.mpxj.calendars import day_rules
from tests.mpxj.codes import code_values
from tests.mpxj.fields import (
    ACTIVITY,
    ASSIGNMENT,
    CALENDAR,
    ENDS,
    EXPENSE,
    HOURS,
    PROJECT,
    RELATIONSHIP,
    RESOURCE,
    WBS,
    Fields,
)

# Other kinds are floats.
READ = {"text": str, "date": str, "hours": lambda span: span.getDuration(), "flag": bool}
TYPES = {"text": pl.String, "date": pl.String, "flag": pl.Boolean}


def frames(project: object) -> dict[str, pl.DataFrame]:
    """One project of MPXJ as frames: named and typed as our canonical tables."""
    tasks = list(project.getTasks())
    activities = [task for task in tasks if not task.getSummary()]
    header = _frame([project.getProjectProperties()], PROJECT)
    wbs = _paths(_frame([task for task in tasks if task.getSummary()], WBS), header["separator"][0] or ".")
    calendars = list(project.getCalendars())
    activity = _activities(_frame(activities, ACTIVITY), wbs, _frame(calendars, CALENDAR))
    codes = activity.select("activity_id", "task_code", "calendar_id")
    costs = _costs(project, activities).join(codes, on="activity_id", how="left")
    return {
        "schedule_project": header,
        "schedule_activity": activity,
        "schedule_wbs": wbs,
        "schedule_relationship": _links(activities, codes),
        "schedule_assignment": costs,
        "schedule_calendar": _heads(calendars).join(day_rules(calendars), on="calendar_id", how="right"),
        "schedule_code": code_values(project, activities).join(codes, on="activity_id", how="left"),
    }


def _frame(items: list, fields: Fields) -> pl.DataFrame:
    columns = {
        name: pl.Series(_column(items, getters.split("."), kind), dtype=TYPES.get(kind, pl.Float64))
        for kind, names in fields.items()
        for name, getters in names.items()
    }
    return pl.DataFrame(columns).with_columns(
        pl.col(list(fields.get("date", ()))).str.to_datetime("%Y-%m-%dT%H:%M", time_unit="us"),
        pl.col(list(fields.get("money", ()))).cast(MONEY),
    )


def _column(items: Iterable, getters: list[str], kind: str) -> list:
    for getter in getters:
        items = [None if item is None else getattr(item, getter)() for item in items]
    read = READ.get(kind, float)
    return [None if value is None else read(value) for value in items]


def _activities(rows: pl.DataFrame, wbs: pl.DataFrame, calendars: pl.DataFrame) -> pl.DataFrame:
    hours = calendars.select("calendar_id", (pl.col("minutes_per_day") / 60).alias("hours_per_day"))
    rows = rows.join(wbs.select("wbs_id", "wbs_path"), on="wbs_id", how="left")
    return rows.join(hours, on="calendar_id", how="left").with_columns(
        (pl.col(f"{name}_hours") / pl.col("hours_per_day")).alias(f"{name}_days") for name in HOURS
    )


def _paths(wbs: pl.DataFrame, separator: str) -> pl.DataFrame:
    """MPXJ's path starts with the root's code; ours leaves the root out and is always joined by points."""
    parents = wbs.select(pl.col("wbs_id").alias("parent_wbs_id"), pl.col("full_path").alias("above"))
    roots = wbs.filter(pl.col("parent_wbs_id").is_null())["full_path"]
    root = roots[0] if len(roots) else ""
    below = pl.col("full_path").str.strip_prefix(root).str.strip_prefix(separator)
    own = pl.col("full_path").str.strip_prefix(pl.col("above") + separator)
    return wbs.join(parents, on="parent_wbs_id", how="left").with_columns(
        below.str.replace_all(separator, ".", literal=True).alias("wbs_path"),
        pl.coalesce(own, "full_path").alias("wbs_code"),
        (pl.col("outline_level").cast(pl.Int64) - 1).alias("wbs_level"),
    )


def _links(activities: list, codes: pl.DataFrame) -> pl.DataFrame:
    links = _frame([link for task in activities for link in task.getPredecessors()], RELATIONSHIP)
    for end in ("predecessor", "successor"):
        named = codes.select(pl.col("activity_id").alias(f"{end}_id"), pl.col("task_code").alias(f"{end}_code"))
        links = links.join(named, on=f"{end}_id", how="left")
    return links


def links_across(project: object) -> pl.DataFrame:
    """The links of which one end belongs to another project; `frames` has those that come in, without that end's code."""

    def inside(task: object) -> bool:
        return bool(task.getParentFile().equals(project))

    tasks = list(project.getTasks())
    incoming = [one for task in tasks for one in task.getPredecessors() if not inside(one.getPredecessorTask())]
    outgoing = [one for task in tasks for one in task.getSuccessors() if not inside(one.getSuccessorTask())]
    ends = _frame([*incoming, *outgoing], ENDS)
    return _frame([*incoming, *outgoing], RELATIONSHIP).join(ends, on="relationship_id", how="left")


def _costs(project: object, activities: list) -> pl.DataFrame:
    assignments = _frame([one for task in activities for one in task.getResourceAssignments()], ASSIGNMENT)
    resources = _frame(list(project.getResources()), RESOURCE)
    expenses = _frame([item for task in activities for item in task.getExpenseItems()], EXPENSE)
    kinds = (
        assignments.join(resources, on="resource_id", how="left").with_columns(assignment_kind=pl.lit("resource")),
        expenses.with_columns(assignment_kind=pl.lit("expense")),
    )
    return pl.concat(kinds, how="diagonal")


def _heads(calendars: list) -> pl.DataFrame:
    return _frame(calendars, CALENDAR).with_columns((pl.col("minutes_per_day") / 60).alias("hours_per_day"))
