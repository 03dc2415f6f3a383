"""Where the two readings may differ, and why ours stands. A difference outside these conditions fails the suite.

Each reason was checked against the cells of the file itself.
"""

from collections.abc import Callable

import polars as pl

from tests.parity.compare import Explained, theirs

# MPXJ finds projects by table PROJECT, which these lack; the first one breaks off inside table CURRTYPE.
NO_PROJECT = "no project: it finds projects by table PROJECT"
REFUSED = {
    "schedule_xer/constantintcacenco__xer-to-csv-converter/test.xer": '"currencyName" is null',
    "schedule_xer_synthetic/danafitkowski__cpp-cpm-engine/04-constraints-heavy/case.xer": NO_PROJECT,
    "schedule_xer_synthetic/danafitkowski__cpp-cpm-engine/05-in-progress/case.xer": NO_PROJECT,
    "schedule_xer_synthetic/danafitkowski__cpp-cpm-engine/07-negative-float/case.xer": NO_PROJECT,
    "schedule_xer_synthetic/danafitkowski__cpp-cpm-engine/09-corrupt-xer/case.xer": NO_PROJECT,
    "schedule_xer_synthetic/danafitkowski__cpp-cpm-engine/10-out-of-sequence-progress/case.xer": NO_PROJECT,
    "schedule_xer_synthetic/danafitkowski__cpp-cpm-engine/13-large-1000-dag-branching/case.xer": NO_PROJECT,
    "schedule_xer_synthetic/wllmtrng__p6-xer/encodings.xer": NO_PROJECT,
    "schedule_xer_synthetic/wllmtrng__p6-xer/malformed.xer": NO_PROJECT,
}
# Canonical columns that have no counterpart in MPXJ's objects, or another form.
NOT_IN_MPXJ = {
    "schedule_project": {
        "currency", "export_version", "encoding", "is_remaining_linked_to_original",
        "is_retained_logic", "is_progress_override",  # compared as progress_logic
    },
    "schedule_activity": {"is_calendar_defaulted", "object_code"},
    "schedule_assignment": {"curve_points"},
}  # fmt: skip
# Compared, but no file has one of these.
NEVER_FILLED = {
    "schedule_activity": {"expected_finish", "constraint_date_2"},
    "schedule_assignment": {"curve_name"},
}

ACTIVITY, COST, LINK, PROJECT = (f"schedule_{one}" for one in ("activity", "assignment", "relationship", "project"))
FAKE = ("*/sample.xer",)  # written by no P6: it invents columns, codes and calendars
CASES = ("*/p6-comparison-cases-import.xer",)
ROLES = ("*aspose*/test.xer",)
NO_OPTIONS = (
    "*/Hotel Project.xer", "*/MultiprojectWithExternal.xer", "*/encoding1251.xer", "*/invalid-8.4.xer",
    "*/percent-complete-8.4.xer", "*/resource-rates-test.xer", *ROLES, *FAKE,
)  # fmt: skip
DAYS = ("original_duration_days", "remaining_duration_days", "total_float_days", "free_float_days")
FLOATS = tuple(f"{kind}_float_{unit}" for kind in ("total", "free") for unit in ("hours", "days"))
UNSCHEDULED = pl.all_horizontal(pl.col("actual_start", "remaining_start", "early_start").is_null())
EXPENSE = pl.col("assignment_kind") == "expense"
WEEK = pl.when(pl.col("date").dt.weekday() <= 5).then(8.0).otherwise(0.0)


def default(value: object, when: pl.Expr | None = None) -> Callable[[str], pl.Expr]:
    """Ours is null, MPXJ has this value."""
    return lambda name: pl.col(name).is_null() & (theirs(name) == value) & (pl.lit(True) if when is None else when)


def hours_of(name: str) -> pl.Expr:
    """The hours behind a column in days: a blank cell and not a failed division."""
    return pl.col(name.replace("_days", "_hours"))


def _as_cp1252(text: str) -> str:
    return text.encode("cp1251").decode("cp1252")


def _code(name: str) -> str:
    return name.replace("_id", "_code")


KNOWN = (
    Explained(
        ACTIVITY, FLOATS, "a finished activity has no float in P6, the cell is blank; MPXJ works out 0",
        lambda name: default(0.0, (pl.col("status") == "COMPLETED") & hours_of(name).is_null())(name),
    ),
    Explained(
        ACTIVITY, ("free_float_hours", "free_float_days"),
        "the project was never scheduled, no cell of the column is filled; MPXJ says 0",
        lambda name: default(0.0, hours_of(name).is_null().all())(name),
    ),
    Explained(
        ACTIVITY, ("start",), "never scheduled: MPXJ takes the planned date for a forecast, we say unknown",
        lambda name: UNSCHEDULED & pl.col(name).is_null() & (theirs(name) == pl.col("planned_start")), CASES,
    ),
    Explained(
        ACTIVITY, ("is_on_longest_path",), "the file has no driving_path_flag; MPXJ says no",
        lambda name: default(False, pl.col(name).is_null().all())(name), CASES + FAKE,
    ),
    Explained(
        ACTIVITY, ("activity_name",), "a cp1251 file; MPXJ reads everything as cp1252 unless told otherwise",
        lambda name: pl.col(name).map_elements(_as_cp1252, return_dtype=pl.String) == theirs(name),
        ("*/encoding1251.xer",),
    ),
    *(
        Explained(
            PROJECT, (column,), "the project has no SCHEDOPTIONS; MPXJ gives P6's defaults",
            default(value, pl.col("progress_logic").is_null() & (pl.col("project_code") != "HBTF-2")), NO_OPTIONS,
        )
        for column, value in (
            ("progress_logic", "RETAINED_LOGIC"), ("lag_calendar", "PREDECESSOR"), ("float_type", "SMALLEST_SLACK"),
        )
    ),
    Explained(
        COST, ("resource_id", "resource_code", "resource_name"),
        "a role, and no resource, is assigned: rsrc_id is blank; MPXJ shows the role",
        lambda name: pl.col(name).is_null() & pl.col("is_role|mpxj"), ROLES,
    ),
    Explained(
        COST, ("resource_type",),
        "the resource is material, its assignment is labor, and P6 counts it in the activity's labor units",
        lambda name: (pl.col("assignment_id") == "121317") & (pl.col(name) == "WORK") & (theirs(name) == "MATERIAL"),
        ("*/encoding1251.xer",),
    ),
    Explained(
        COST, ("resource_type", "planned_start", "planned_finish"),
        "an expense: ours has the type expense and its activity's dates, MPXJ's items have neither",
        lambda name: EXPENSE & theirs(name).is_null(),
    ),
    Explained(
        "working_hours", ("hours",), "the text of calendar 180 breaks off; MPXJ gives it a week, we say there is none",
        lambda name: (pl.col("calendar_id") == "180") & (pl.col(name) == 0) & (theirs(name) == WEEK),
        ("*/invalid-8.4.xer",),
    ),
    # What sample.xer lacks or invents.
    Explained(
        "working_hours", ("hours",), "table CALENDAR has no clndr_data; MPXJ gives it a week, we say there is none",
        lambda name: (pl.col(name) == 0) & (theirs(name) == WEEK), FAKE,
    ),
    Explained(
        ACTIVITY, ("activity_id",), "the ids of activities are ids of WBS nodes too; MPXJ renumbers the activities",
        lambda name: pl.col(name).is_not_null() & theirs(name).is_not_null(), FAKE,
    ),
    Explained(
        COST, ("activity_id",), "as MPXJ renumbered the activities; their codes agree",
        lambda name: pl.col("task_code") == theirs("task_code"), FAKE,
    ),
    Explained(
        LINK, ("predecessor_id", "successor_id"), "as MPXJ renumbered the activities; their codes agree",
        lambda name: pl.col(_code(name)) == theirs(_code(name)), FAKE,
    ),
    Explained(
        LINK, ("relationship_type",), "FS and SS are no codes of P6 (PR_FS, PR_SS); MPXJ says FS to all",
        default("FS"), FAKE,
    ),
    Explained(
        ACTIVITY, ("calendar_key", "hours_per_day", *DAYS),
        "neither the activities nor the project name a calendar; MPXJ takes its own of 8 hours",
        lambda name: pl.col("hours_per_day").is_null() & pl.col(name).is_null() & (theirs("hours_per_day") == 8), FAKE,
    ),
    Explained(
        COST, ("calendar_key",), "as for the activity: no calendar is named, MPXJ takes its own",
        lambda name: pl.col(name).is_null() & theirs(name).is_not_null(), FAKE,
    ),
    Explained(
        ACTIVITY, ("percent_complete",), "the file has no complete_pct_type: which percentage counts is not known",
        lambda name: pl.col(name).is_null() & pl.col("percent_complete_type").is_null(), FAKE,
    ),
    Explained(ACTIVITY, ("duration_type",), "no such column; MPXJ has a default", default("FIXED_UNITS"), FAKE),
    Explained(COST, ("actual_cost",), "no act_reg_cost, no act_ot_cost; MPXJ adds them to 0", default(0), FAKE),
    Explained(PROJECT, ("critical_float_hours",), "no critical_drtn_hr_cnt; MPXJ says 0", default(0.0), FAKE),
    Explained(PROJECT, ("critical_path_type",), "no such column; MPXJ has a default", default("TOTAL_FLOAT"), FAKE),
    Explained("calendar", ("calendar_type",), "CT_Global is no code of P6; MPXJ has a default", default("GLOBAL"), FAKE),
)  # fmt: skip
