"""Our reading of an XER, as the parity suite compares it: canonical tables, plus what MPXJ names otherwise."""

from pathlib import Path

import polars as pl

from pipelines.lib.conform.schedule import conform_schedule
from pipelines.lib.conform.xer.calendars import conform_calendars
from pipelines.lib.conform.xer.scope import choose_project
from pipelines.lib.conform.xer.tables import XerTables
from pipelines.lib.readers.xer import read_xer

Tables = dict[str, pl.DataFrame]
HEAD = ("calendar_id", "calendar_name", "calendar_type", "hours_per_day")


def read_ours(path: Path) -> dict[str, Tables]:
    """Project -> table -> frame, of every exported project that has activities."""
    raw = read_xer(path)
    names = choose_project(raw, None).short_names
    return {name: _tables(raw, name or None) for name in names}


def calendar_keys(raw_tables: Tables) -> dict[str, str]:
    """P6's calendar id -> our calendar_key."""
    index = raw_tables["calendar_index"]
    return dict(zip(index["clndr_id"], index["calendar_key"], strict=True))


def hours_on(tables: Tables, dates: pl.Series) -> pl.DataFrame:
    """Working hours per calendar of the file and date, from schedule_calendar: an exception day replaces its weekday."""
    rules = tables["schedule_calendar"]
    hours = (pl.col("shift_finish_minute") - pl.col("shift_start_minute")).sum() / 60
    week = rules.drop_nulls("weekday").group_by("calendar_key", "weekday").agg(hours.alias("usual"))
    off = rules.drop_nulls("exception_date").group_by("calendar_key", date="exception_date").agg(hours.alias("special"))
    days = tables["calendar_index"].join(pl.DataFrame({"date": dates.unique()}), how="cross")
    days = days.with_columns(pl.col("date").dt.weekday().cast(pl.Int64).alias("weekday"))
    found = days.join(week, on=("calendar_key", "weekday"), how="left").join(
        off, on=("calendar_key", "date"), how="left"
    )
    return found.select(pl.col("clndr_id").alias("calendar_id"), "date", pl.coalesce("special", "usual").alias("hours"))


def _tables(raw: object, name: str | None) -> Tables:
    conformed = conform_schedule(raw, name)
    index = conform_calendars(XerTables(raw, choose_project(raw, name).project_id)).index
    data_date = pl.lit(conformed.envelope["data_date"], dtype=pl.Datetime("us"))
    tables = conformed.tables | {"calendar_index": index}
    tables["schedule_project"] = tables["schedule_project"].with_columns(data_date.alias("data_date"))
    return tables
