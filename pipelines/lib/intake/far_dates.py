"""Dates far outside the life of their contract, in every date column of a feed.

A file's canonical tables flow in, a note a cell flows out. The limits are wide: a date system four years off, a
year with a digit too many and 1900-01-00 are meant, not an early posting or a long warranty. One planned date like that
moves the planned value of a whole baseline: that is a note of its own, on no row.
"""

import datetime as dt

import polars as pl

from pipelines.lib.config.feed import TableSpec
from pipelines.lib.config.load import Config
from pipelines.lib.readers import Note, notes_on_rows

YEAR = dt.timedelta(days=365.25)
# Years before the start and after the completion; round the data date where the contract does not say them.
BEFORE, AFTER, ROUND = 5 * YEAR, 10 * YEAR, 20 * YEAR
# Planners write constraints and holidays of far years on purpose.
LEFT_OUT = ("schedule_calendar", "schedule_project")
# What the planned value of a baseline is spread over.
SPREAD_OVER = ("planned_start", "planned_finish")


def far_dates(config: Config, data_date: dt.datetime | None, role: str, tables: dict[str, pl.DataFrame]) -> list[Note]:
    """Notes on the dates of every table, and on a baseline's plan; none where the data date is unknown."""
    if data_date is None:
        return []
    meant = {name: frame for name, frame in tables.items() if name not in LEFT_OUT}
    lives = _lives(config, data_date.date())
    notes = [note for name, frame in meant.items() for note in _of_table(config.tables[name], frame, lives)]
    return notes + (_on_plan(notes) if role == "baseline" else [])


def _on_plan(notes: list[Note]) -> list[Note]:
    planned = [note for note in notes if note.column in SPREAD_OVER]
    if not planned:
        return []
    first = planned[0]
    message = f"planned dates lie far outside the contract's life, the first in row {first.row}: {first.value}"
    return [Note("far_plan", message, "schedule_activity", column=first.column, value=first.value)]


def _lives(config: Config, day: dt.date) -> pl.DataFrame:
    """contract_id (null: no contract), from, until."""
    rows = [(None, day - ROUND, day + ROUND)]
    for contract in config.contracts.values():
        due = [one.date for one in contract.completion.due] if contract.completion else []
        start, end = contract.started_on, max(due, default=None)
        rows.append((contract.contract, start - BEFORE if start else day - ROUND, end + AFTER if end else day + ROUND))
    return pl.DataFrame(rows, schema={"contract_id": pl.String, "from": pl.Date, "until": pl.Date}, orient="row")


def _of_table(table: TableSpec, frame: pl.DataFrame, lives: pl.DataFrame) -> list[Note]:
    columns = [name for name, spec in table.columns.items() if spec.type in ("date", "timestamp")]
    lived = frame.select("contract_id", "source_sheet", "source_row", *columns)
    lived = lived.join(lives, on="contract_id", how="left", nulls_equal=True, maintain_order="left")
    notes = []
    for column in columns:
        far = lived.filter(~pl.col(column).cast(pl.Date).is_between("from", "until"))
        if far.height:
            notes += _notes(table.name, column, far)
    return notes


def _notes(table: str, column: str, far: pl.DataFrame) -> list[Note]:
    first, last = far["from"].min(), far["until"].max()
    message = f"{column} is far outside the contract's life ({first} to {last}, years of grace included)"
    rows = far.select("source_sheet", "source_row", value=pl.col(column).cast(pl.Date).cast(pl.String))
    if table == "cost_entry":
        return notes_on_rows("far_cost_date", message, rows, table, column)
    return notes_on_rows("far_date", message, rows, table, column)
