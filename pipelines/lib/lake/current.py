"""What is current, asked of current.sql: the same definition that dbt reads."""

import datetime as dt
from collections.abc import Collection
from pathlib import Path

import duckdb
import polars as pl

from pipelines.lib.lake.frames import set_aside_frame, submission_frame, withdrawal_frame
from pipelines.lib.lake.records import Record, read_records, read_withdrawals
from pipelines.lib.lake.schema import LAKE_TABLES
from pipelines.lib.lake.set_aside_loads import SetAside, read_set_aside
from pipelines.lib.workspace import Workspace

CURRENT_SQL = (Path(__file__).parent / "current.sql").read_text(encoding="utf-8")
SPEAKS_SQL = (Path(__file__).parent / "speaks.sql").read_text(encoding="utf-8")
SIDE_BY_SIDE_SQL = (Path(__file__).parent / "side_by_side.sql").read_text(encoding="utf-8")


def current_submissions(workspace: Workspace, as_of: dt.datetime | None = None) -> pl.DataFrame:
    """One row per current submission: columns of lake.current_submission."""
    con = duckdb.connect()
    create_decisions(con, workspace, read_records(workspace, as_of), as_of)
    return con.sql("from lake.current_submission").pl()


def reported_records(
    workspace: Workspace, as_of: dt.datetime | None = None, left_out: Collection[str] = ()
) -> list[Record]:
    """The records of what is current, and of what would be but for our models: what contractors have reported.

    Only these make a period: a data date mistyped and replaced must not. `left_out` are loads to do without.
    """
    records = [record for record in read_records(workspace, as_of) if record.load_id not in left_out]
    con = duckdb.connect()
    create_decisions(con, workspace, records, as_of)
    rows = con.sql("""
        select load_id from lake.current_submission union all select load_id from lake.set_aside where is_in_force
    """).fetchall()
    reported = {load_id for (load_id,) in rows}
    return [record for record in records if record.load_id in reported]


def set_aside_in_force(workspace: Workspace) -> list[SetAside]:
    """The loads that would be current now, if our models could count with them."""
    items = read_set_aside(workspace)
    if not items:
        return []
    con = duckdb.connect()
    create_decisions(con, workspace, read_records(workspace), None)
    rows = con.sql("select load_id from lake.set_aside where is_in_force").fetchall()
    return [item for item in items if (item.load_id,) in rows]


def create_decisions(
    con: duckdb.DuckDBPyConnection, workspace: Workspace, records: list[Record], as_of: dt.datetime | None
) -> None:
    """Make lake.submission, lake.withdrawal, lake.set_aside and the view lake.current_submission."""
    con.execute("create schema if not exists lake")
    create_table(con, "submission", submission_frame(records))
    create_table(con, "withdrawal", withdrawal_frame(read_withdrawals(workspace, as_of)))
    create_table(con, "set_aside", pl.DataFrame())
    con.execute(f"create or replace view lake.current_submission as {CURRENT_SQL}")
    known = {record.load_id for record in records}
    items = [item for item in read_set_aside(workspace, as_of) if item.load_id in known]
    if items:
        would_be = {load_id for (load_id,) in con.sql("select load_id from lake.current_submission").fetchall()}
        create_table(con, "set_aside", set_aside_frame(items, would_be))


def create_table(con: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """Make lake.<name> with the types of LAKE_TABLES; empty and typed when the frame has no rows."""
    types = LAKE_TABLES[name]
    columns = ", ".join(f'"{column}" {dtype}' for column, dtype in types.items())
    con.execute(f"create or replace table lake.{name} ({columns})")
    if frame.height:
        con.register("incoming", frame.to_arrow())
        present = [column for column in types if column in frame.columns]
        casts = ", ".join(f'cast("{column}" as {types[column]})' for column in present)
        names = ", ".join(f'"{column}"' for column in present)
        con.execute(f"insert into lake.{name} ({names}) select {casts} from incoming")
        con.unregister("incoming")
