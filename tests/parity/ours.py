"""Our reading of an XER for the parity suite: canonical tables, and per P6 calendar id its calendar_key."""

from pathlib import Path

import polars as pl

from pipelines.lib.conform.schedule import conform_schedule
from pipelines.lib.conform.xer.calendars import conform_calendars
from pipelines.lib.conform.xer.scope import choose_project
from pipelines.lib.conform.xer.tables import XerTables
from pipelines.lib.readers import RawFile
from pipelines.lib.readers.xer import read_xer

Tables = dict[str, pl.DataFrame]


def read_ours(path: Path) -> dict[str, Tables]:
    """Project -> table -> frame, of every exported project that has activities (of all where none has any)."""
    raw = read_xer(path)
    return {name: _tables(raw, name) for name in choose_project(raw, None).short_names}


def _tables(raw: RawFile, project: str) -> Tables:
    conformed = conform_schedule(raw, project)
    data_date = pl.lit(conformed.envelope["data_date"], dtype=pl.Datetime("us")).alias("data_date")
    header = conformed.tables["schedule_project"].with_columns(data_date)
    index = conform_calendars(XerTables(raw, choose_project(raw, project).project_id)).index
    calendars = index.select(pl.col("clndr_id").alias("calendar_id"), "calendar_key")
    return conformed.tables | {"schedule_project": header, "calendar_index": calendars}
