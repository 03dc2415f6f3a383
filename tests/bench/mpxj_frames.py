"""The peer of the reading benchmark: an XER flows through MPXJ into typed frames like our canonical ones.

A getter is called once per cell; whatever can be done for a whole column (types, look-ups, days, paths) is
left to Polars, as it is on our side. Nothing is measured here.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

import polars as pl

from pipelines.lib.config.feed import MONEY

# Kind -> canonical column -> getter (or getters, joined by dots).
Fields = dict[str, dict[str, str]]
HOURS = {
    "original_duration": "getPlannedDuration", "remaining_duration": "getRemainingDuration",
    "total_float": "getTotalSlack", "free_float": "getFreeSlack",
}  # fmt: skip
DATES = {
    "planned_start": "getPlannedStart", "planned_finish": "getPlannedFinish", "actual_start": "getActualStart",
    "actual_finish": "getActualFinish",
}  # fmt: skip
ACTIVITY_DATES = DATES | {
    "early_start": "getEarlyStart", "early_finish": "getEarlyFinish", "late_start": "getLateStart",
    "late_finish": "getLateFinish", "remaining_start": "getRemainingEarlyStart",
    "remaining_finish": "getRemainingEarlyFinish", "start": "getStart", "finish": "getFinish",
    "constraint_date": "getConstraintDate", "constraint_date_2": "getSecondaryConstraintDate",
    "expected_finish": "getExpectedFinish", "suspend_date": "getSuspendDate", "resume_date": "getResume",
}  # fmt: skip
AMOUNTS = {"budget": "Planned", "actual": "Actual", "remaining": "Remaining"}
COSTS = {f"{ours}_cost": f"get{theirs}Cost" for ours, theirs in AMOUNTS.items()}
LABOR = {f"{ours}_labor_units": f"get{theirs}WorkLabor" for ours, theirs in AMOUNTS.items()}
NONLABOR = {f"{ours}_nonlabor_units": f"get{theirs}WorkNonlabor" for ours, theirs in AMOUNTS.items()}
ACTIVITY: Fields = {
    "text": {
        "activity_id": "getUniqueID", "task_code": "getActivityID", "activity_name": "getName", "guid": "getGUID",
        "wbs_id": "getParentTaskUniqueID", "activity_type": "getActivityType", "status": "getActivityStatus",
        "percent_complete_type": "getPercentCompleteType", "duration_type": "getType",
        "calendar_id": "getCalendarUniqueID", "constraint_type": "getConstraintType",
        "constraint_type_2": "getSecondaryConstraintType",
    },
    "number": {"physical_percent": "getPhysicalPercentComplete", "percent_complete": "getActivityPercentComplete"},
    "hours": {f"{name}_hours": getter for name, getter in HOURS.items()} | LABOR | NONLABOR,
    "date": ACTIVITY_DATES,
    "flag": {"is_on_longest_path": "getLongestPath"},
}  # fmt: skip
WBS: Fields = {
    "text": dict(wbs_id="getUniqueID", parent_wbs_id="getParentTaskUniqueID", wbs_name="getName", wbs_path="getWBS"),
    "number": {"wbs_level": "getOutlineLevel"},
}
RELATIONSHIP: Fields = {
    "text": {
        "relationship_id": "getUniqueID", "predecessor_id": "getPredecessorTask.getUniqueID",
        "successor_id": "getSuccessorTask.getUniqueID", "relationship_type": "getType",
    },
    "hours": {"lag_hours": "getLag"},
}  # fmt: skip
ASSIGNMENT: Fields = {
    "text": {
        "assignment_id": "getUniqueID", "activity_id": "getTaskUniqueID", "resource_id": "getResourceUniqueID",
        "curve_name": "getWorkContour",
    },
    "hours": {f"{ours}_units": f"get{theirs}Work" for ours, theirs in AMOUNTS.items()},
    "money": COSTS,
    "date": DATES,
}  # fmt: skip
EXPENSE: Fields = {
    "text": {
        "assignment_id": "getUniqueID", "activity_id": "getTask.getUniqueID", "resource_name": "getName",
        "accrual": "getAccrueType", "account_code": "getAccountUniqueID",
    },
    "money": COSTS,
}  # fmt: skip
RESOURCE: Fields = {
    "text": {
        "resource_id": "getUniqueID", "resource_code": "getResourceID", "resource_name": "getName",
        "resource_type": "getType",
    }
}  # fmt: skip
CALENDAR: Fields = {
    "text": {"calendar_id": "getUniqueID", "calendar_name": "getName", "calendar_type": "getType"},
    "number": {"minutes_per_day": "getMinutesPerDay"},
}
# Other kinds are floats.
READ = {"text": str, "date": str, "hours": lambda span: span.getDuration(), "flag": bool}
TYPES = {"text": pl.String, "date": pl.String, "flag": pl.Boolean}


def start() -> Callable[[Path], list]:
    """Start the JVM; a function that reads the projects of an XER, none where MPXJ refuses the file."""
    import jpype
    import mpxj

    if not jpype.isJVMStarted():
        mpxj.startJVM()
    reader_class = jpype.JClass("org.mpxj.primavera.PrimaveraXERFileReader")

    def read(path: Path) -> list:
        try:
            return list(reader_class().readAll(str(path)))
        except jpype.JException:
            return []

    return read


def frames(project: object) -> dict[str, pl.DataFrame]:
    """One project of MPXJ as frames: named and typed as our canonical tables."""
    tasks = list(project.getTasks())
    activities = [task for task in tasks if not task.getSummary()]
    wbs = _frame([task for task in tasks if task.getSummary()], WBS)
    calendars = list(project.getCalendars())
    activity = _activities(_frame(activities, ACTIVITY), wbs, _frame(calendars, CALENDAR))
    links = _frame([link for task in activities for link in task.getPredecessors()], RELATIONSHIP)
    for end in ("predecessor", "successor"):
        codes = activity.select(pl.col("activity_id").alias(f"{end}_id"), pl.col("task_code").alias(f"{end}_code"))
        links = links.join(codes, on=f"{end}_id", how="left")
    resources = _frame([one for task in activities for one in task.getResourceAssignments()], ASSIGNMENT)
    resources = resources.join(_frame(list(project.getResources()), RESOURCE), on="resource_id", how="left")
    expenses = _frame([item for task in activities for item in task.getExpenseItems()], EXPENSE)
    costs = pl.concat([resources, expenses], how="diagonal")
    codes = activity.select("activity_id", "task_code", "calendar_id")
    return {
        "schedule_activity": activity,
        "schedule_wbs": wbs,
        "schedule_relationship": links,
        "schedule_assignment": costs.join(codes, on="activity_id", how="left"),
        "schedule_calendar": _calendars(calendars),
        "schedule_code": _codes(project, activities).join(codes, on="activity_id", how="left"),
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
    rows = rows.join(wbs.select("wbs_id", "wbs_path"), on="wbs_id", how="left").join(
        hours, on="calendar_id", how="left"
    )
    return rows.with_columns(
        (pl.col(f"{name}_hours") / pl.col("hours_per_day")).alias(f"{name}_days") for name in HOURS
    )


def _calendars(calendars: list) -> pl.DataFrame:
    from java.time import DayOfWeek  # Java's own, through JPype

    rows = []
    for one in calendars:
        head = (str(one.getUniqueID()), str(one.getName()), float(one.getMinutesPerDay()) / 60)
        days = [(int(day.getValue()), None, one.getHours(day)) for day in DayOfWeek.values()]
        days += [(None, str(off.getFromDate()), off) for off in one.getCalendarExceptions()]
        rows += [(*head, weekday, date, *span) for weekday, date, hours in days for span in _spans(hours)]
    names = ("calendar_id", "calendar_name", "hours_per_day", "weekday", "exception_date", "start", "finish")
    frame = pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)
    return frame.with_columns(pl.col("exception_date").cast(pl.String).str.to_date())


def _spans(hours: Iterable) -> list[tuple]:
    spans = [(span.getStart().toSecondOfDay() // 60, span.getEnd().toSecondOfDay() // 60) for span in hours or ()]
    return spans or [(None, None)]


def _codes(project: object, activities: list) -> pl.DataFrame:
    rows = [
        (
            "activity_code",
            str(code.getName()),
            str(task.getUniqueID()),
            str(value.getName()),
            str(value.getDescription()),
        )
        for task in activities
        for code, value in task.getActivityCodeValues().items()
    ]
    for one in [one for one in project.getUserDefinedFields() if str(one.getFieldTypeClass()) == "TASK"]:
        label = str(project.getCustomFields().get(one).getAlias())
        values = ((str(task.getUniqueID()), task.get(one)) for task in activities)
        rows += [("udf", label, activity, str(value), None) for activity, value in values if value is not None]
    names = ("code_kind", "code_type", "activity_id", "code_value", "code_description")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
