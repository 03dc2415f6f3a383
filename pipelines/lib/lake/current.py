"""What is current, asked of current.sql: the same definition that dbt reads."""

import datetime as dt
from pathlib import Path

import duckdb
import polars as pl

from pipelines.lib.lake.frames import submission_frame, withdrawal_frame
from pipelines.lib.lake.records import Record, read_records, read_withdrawals
from pipelines.lib.lake.schema import LAKE_TABLES
from pipelines.lib.workspace import Workspace

CURRENT_SQL = (Path(__file__).parent / "current.sql").read_text(encoding="utf-8")
SPEAKS_SQL = (Path(__file__).parent / "speaks.sql").read_text(encoding="utf-8")
SIDE_BY_SIDE_SQL = (Path(__file__).parent / "side_by_side.sql").read_text(encoding="utf-8")


def current_submissions(workspace: Workspace, as_of: dt.datetime | None = None) -> pl.DataFrame:
    """One row per current submission: columns of lake.current_submission."""
    con = duckdb.connect()
    con.execute("create schema lake")
    create_table(con, "submission", submission_frame(read_records(workspace, as_of)))
    create_table(con, "withdrawal", withdrawal_frame(read_withdrawals(workspace, as_of)))
    return con.sql(CURRENT_SQL).pl()


def current_records(workspace: Workspace, as_of: dt.datetime | None = None) -> list[Record]:
    """The records of what is current. Only these make a period: a data date mistyped and replaced must not."""
    current = set(current_submissions(workspace, as_of)["load_id"])
    return [record for record in read_records(workspace, as_of) if record.load_id in current]


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
