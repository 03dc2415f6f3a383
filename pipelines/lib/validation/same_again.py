"""Whether a file says again what its predecessor said: the same bytes, the same rows, or a schedule without progress.

Two records flow in, whose rows are read from the lake; a yes or no flows out. What it means is said by rules V83, V83B
and V83C.
"""

import datetime as dt
from pathlib import Path

import polars as pl

from pipelines.lib.config.feed import STAMPS
from pipelines.lib.lake.records import Record

ACTIVITIES = "schedule_activity"
# Between two statuses so far apart, some of the work that was due should have moved.
A_PERIOD = dt.timedelta(days=20)
# One that waits for a signature moves nothing.
MILESTONES = ["start_milestone", "finish_milestone"]
STATUS = [
    "status",
    "actual_start",
    "actual_finish",
    "percent_complete",
    "remaining_duration_hours",
    "actual_labor_units",
]


def is_same_again(lake: Path, load: Record, before: Record) -> bool:
    """The same bytes, or the same rows in other bytes: a workbook or ledger that was saved again.

    A schedule says another data date in every export, and its rows move with it.
    """
    if load.sha256 == before.sha256:
        return True
    sizes, sizes_before = ({name: rows for name, (_, rows) in one.tables.items()} for one in (load, before))
    if load.feed == "schedule" or not sizes or sizes != sizes_before:
        return False
    return all(_rows_of(lake, load, name).equals(_rows_of(lake, before, name)) for name in sizes)


def is_standing_still(lake: Path, load: Record, before: Record) -> bool:
    """A schedule of a later period in which no activity has moved, though work was running or due to start."""
    if ACTIVITIES not in load.tables or ACTIVITIES not in before.tables or None in (load.data_date, before.data_date):
        return False
    if load.data_date - before.data_date < A_PERIOD:
        return False
    now, old = (_activities(lake, one) for one in (load, before))
    due = (pl.col("status") == "in_progress") | (pl.col("start") < load.data_date - A_PERIOD / 2)
    is_work = ~pl.col("activity_type").is_in(MILESTONES)
    if old.filter((pl.col("status") != "complete") & due & is_work).is_empty():
        return False
    key = ["contract_id", "task_code"]
    moved = now.join(old, on=[*key, *STATUS], how="anti", nulls_equal=True)
    waiting = moved.join(old, on=key, how="anti").filter(pl.col("status") == "not_started")
    return moved.height == waiting.height < now.height


def _activities(lake: Path, record: Record) -> pl.DataFrame:
    """The work of a schedule; levels of effort and summaries move by themselves."""
    rows = pl.read_parquet(lake / record.tables[ACTIVITIES][0], glob=False)
    return rows.filter(~pl.col("activity_type").is_in(["level_of_effort", "wbs_summary"]))


def _rows_of(lake: Path, record: Record, table: str) -> pl.DataFrame:
    """What a file says, in one order, without the stamps that say which file it is."""
    rows = pl.read_parquet(lake / record.tables[table][0], glob=False).drop(STAMPS, strict=False)
    return rows.sort(rows.columns)
