"""Before dbt: the schema `lake` of the warehouse file, as known at a moment.

Data flow: committed Parquet files -> views lake.<canonical table>; records, findings and configuration -> tables.
dbt reads nothing else, so no glob and no variable reaches a model.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from pipelines.lib.config.feed import DUCKDB_TYPES, TableSpec
from pipelines.lib.config.load import Config
from pipelines.lib.config.tables import config_tables
from pipelines.lib.lake.comparisons import read_comparisons
from pipelines.lib.lake.current import SIDE_BY_SIDE_SQL, SPEAKS_SQL, create_decisions, create_table, reported_records
from pipelines.lib.lake.frames import submission_contract_frame
from pipelines.lib.lake.parquet_list import parquet_list
from pipelines.lib.lake.periods import period_frame, reporting_frame
from pipelines.lib.lake.records import Record, read_records
from pipelines.lib.lake.schema import LAKE_TABLES
from pipelines.lib.lake.wanted import wanted_names
from pipelines.lib.workspace import Workspace

MADE_ELSEWHERE = ("submission", "withdrawal", "set_aside", "current_submission", "submission_period", "finding")


def register_lake(
    con: duckdb.DuckDBPyConnection,
    workspace: Workspace,
    tables: dict[str, TableSpec],
    configuration: dict[str, pl.DataFrame],
    as_of: dt.datetime | None,
    left_out: Collection[str] = (),
) -> None:
    """Make schema `lake`: everything committed by `as_of` (None: everything there is), but the loads `left_out`."""
    records = register_records(con, workspace, configuration, as_of, left_out)
    out = {load_id for (load_id,) in con.sql("select load_id from lake.set_aside").fetchall()}
    counted = [record for record in records if record.load_id not in out]
    for spec in tables.values():
        _create_view(con, workspace, spec.name, _files(workspace, counted, spec.name), _types(spec))
    _create_view(con, workspace, "finding", _finding_files(con, workspace, records), LAKE_TABLES["finding"])


def register_records(
    con: duckdb.DuckDBPyConnection,
    workspace: Workspace,
    configuration: dict[str, pl.DataFrame],
    as_of: dt.datetime | None = None,
    left_out: Collection[str] = (),
) -> list[Record]:
    """Make the part of schema `lake` that needs no data file: verdicts, configuration, what is current and speaks."""
    records = [record for record in read_records(workspace, as_of) if record.load_id not in left_out]
    create_decisions(con, workspace, records, as_of)
    frames = {"submission_contract": submission_contract_frame(records), **configuration}
    for name in LAKE_TABLES:
        if name not in MADE_ELSEWHERE:
            create_table(con, name, frames.get(name, pl.DataFrame()))
    con.execute(f"create or replace table lake.submission_period as {SPEAKS_SQL}")
    con.execute(f"create or replace view lake.side_by_side as {SIDE_BY_SIDE_SQL}")
    return records


@contextmanager
def records_now(workspace: Workspace, config: Config) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory with the records of schema `lake` as they are now."""
    configuration = config_tables(config) | {"config_reporting": reporting_frame(config)}
    configuration["config_period"] = period_frame(configuration, reported_records(workspace))
    with duckdb.connect() as con:
        register_records(con, workspace, configuration)
        yield con


def _types(spec: TableSpec) -> dict[str, str]:
    return {name: DUCKDB_TYPES[type_name] for name, type_name in spec.stamped_types().items()}


def _files(workspace: Workspace, records: list[Record], table: str) -> list[Path]:
    return [workspace.lake / record.tables[table][0] for record in records if table in record.tables]


def _finding_files(con: duckdb.DuckDBPyConnection, workspace: Workspace, records: list[Record]) -> list[Path]:
    """Findings of every verdict, once where several share them, and of the comparisons that count."""
    compared = [comparison.findings for comparison in read_comparisons(workspace, wanted_names(con))]
    own = [record.findings for record in records]
    return [workspace.lake / path for path in dict.fromkeys((*own, *compared)) if path]


def _create_view(
    con: duckdb.DuckDBPyConnection, workspace: Workspace, name: str, files: list[Path], types: dict[str, str]
) -> None:
    """A typed view over an explicit list of files; typed and empty when there are none.

    A file that is missing belongs to a load that no longer counts: for any other refuse_damaged has stopped the build.
    """
    files = [path for path in files if path.is_file()]
    if not files:
        columns = ", ".join(f'cast(null as {dtype}) as "{column}"' for column, dtype in types.items())
        con.execute(f"create or replace view lake.{name} as select {columns} where false")
        return
    source = f"read_parquet({parquet_list(files)}, union_by_name = true, hive_partitioning = false)"
    present = {row[0] for row in con.sql(f"describe select * from {source}").fetchall()}
    columns = ", ".join(
        f'cast("{column}" as {dtype}) as "{column}"' if column in present else f'cast(null as {dtype}) as "{column}"'
        for column, dtype in types.items()
    )
    con.execute(f"create or replace view lake.{name} as select {columns} from {source}")
