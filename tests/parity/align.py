"""The two readings of a project, brought to the same tables, keys and words: nothing is judged here."""

import base64
import uuid

import polars as pl

from tests.parity.ours import Tables
from tests.parity.words import WORDS

KEYS = {
    "schedule_project": ("project_code",),
    "schedule_wbs": ("wbs_id",),
    "schedule_activity": ("task_code",),
    "schedule_relationship": ("relationship_id",),
    "schedule_assignment": ("assignment_kind", "assignment_id"),
    "schedule_code": ("code_kind", "code_type", "task_code", "code_value"),
    "calendar": ("calendar_id",),
    "working_hours": ("calendar_id", "date"),
}
HEAD = ("calendar_id", "calendar_name", "calendar_type", "hours_per_day")
PROGRESS = (
    pl.when("is_retained_logic").then(pl.lit("RETAINED_LOGIC"))
    .when("is_progress_override").then(pl.lit("PROGRESS_OVERRIDE"))
    .when(pl.col("is_retained_logic").is_not_null()).then(pl.lit("ACTUAL_DATES")).alias("progress_logic")
)  # fmt: skip


def pairs(ours: Tables, theirs: Tables) -> dict[str, tuple[pl.DataFrame, pl.DataFrame]]:
    """Table -> (our frame, MPXJ's frame), for every table of KEYS."""
    index = ours["calendar_index"]
    keys = dict(index.iter_rows())
    mine = ours | {
        "schedule_project": ours["schedule_project"].with_columns(PROGRESS),
        "calendar": ours["schedule_calendar"].select(HEAD).unique(),
        "working_hours": _hours(ours["schedule_calendar"], index, theirs["working_hours"]["date"]),
    }
    other = theirs | {
        "schedule_project": _with_key(theirs["schedule_project"], "default_calendar", keys),
        "schedule_activity": _with_key(theirs["schedule_activity"], "calendar", keys).with_columns(_guid()),
        "schedule_assignment": _with_key(theirs["schedule_assignment"], "calendar", keys),
        "schedule_relationship": _external(theirs["schedule_relationship"], theirs["schedule_activity"]),
        # Calendars of equal content are one in schedule_calendar; working_hours has them all.
        "calendar": _heads(theirs["schedule_calendar"], index, mine["calendar"]),
    }
    return {table: (_reworded(mine[table], WORDS.get(table, {})), other[table]) for table in KEYS}


def _reworded(frame: pl.DataFrame, words: dict[str, dict[str, str]]) -> pl.DataFrame:
    return frame.with_columns(pl.col(column).replace(pairs) for column, pairs in words.items())


def _with_key(frame: pl.DataFrame, name: str, keys: dict[str, str]) -> pl.DataFrame:
    key = pl.col(f"{name}_id").replace_strict(keys, default=None, return_dtype=pl.String)
    return frame.with_columns(key.alias(f"{name}_key"))


def _guid() -> pl.Expr:
    """P6 writes the bytes of a GUID in base 64, MPXJ gives its usual form."""
    return pl.col("guid").map_elements(
        lambda text: base64.b64encode(uuid.UUID(text).bytes_le).decode().rstrip("="), return_dtype=pl.String
    )


def _external(links: pl.DataFrame, activities: pl.DataFrame) -> pl.DataFrame:
    inside = [pl.col(end).is_in(activities["activity_id"].implode()) for end in ("predecessor_id", "successor_id")]
    return links.with_columns((~pl.all_horizontal(inside)).alias("is_external"))


def _heads(rules: pl.DataFrame, index: pl.DataFrame, mine: pl.DataFrame) -> pl.DataFrame:
    same = index.filter(~pl.col("calendar_id").is_in(mine["calendar_id"].implode()))
    return rules.select(HEAD).unique().join(same, on="calendar_id", how="anti")


def _hours(rules: pl.DataFrame, index: pl.DataFrame, dates: pl.Series) -> pl.DataFrame:
    """Working hours per calendar of the file and date: an exception day replaces its weekday."""
    hours = (pl.col("shift_finish_minute") - pl.col("shift_start_minute")).sum() / 60
    usual = rules.drop_nulls("weekday").group_by("calendar_key", "weekday").agg(hours.alias("usual"))
    special = rules.drop_nulls("exception_date").group_by("calendar_key", "exception_date").agg(hours.alias("special"))
    days = index.join(pl.DataFrame({"date": dates.unique()}), how="cross").with_columns(
        weekday=pl.col("date").dt.weekday().cast(pl.Int64)
    )
    found = days.join(usual, on=("calendar_key", "weekday"), how="left").join(
        special, left_on=("calendar_key", "date"), right_on=("calendar_key", "exception_date"), how="left"
    )
    return found.select("calendar_id", "date", pl.coalesce("special", "usual").alias("hours"))
