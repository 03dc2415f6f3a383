"""Warehouse -> published/pmo.duckdb and its Parquet twins: marts and KPIs only, swapped in whole.

Readers keep the file they opened; who opens next sees the new one. Tables are copied one by one with their comments:
no view, no schema `lake`, no path of this machine goes out.
"""

import datetime as dt
import shutil
from pathlib import Path

import duckdb

from pipelines.lib.files import digest, fsync_folder, move_durably, write_json
from pipelines.lib.warehouse.prepare import remove_database
from pipelines.lib.workspace import Workspace

SCHEMAS = ("marts", "kpi")
KEPT_PARQUET_VERSIONS = 3


def publish(workspace: Workspace, warehouse_file: Path, published_file: Path) -> list[str]:
    """Copy marts and kpi into a new file and swap it in; returns the tables as schema.table."""
    temporary = published_file.with_name(f".{published_file.name}.tmp")
    remove_database(temporary)
    published_file.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(temporary), config={"autoinstall_known_extensions": "false"}) as con:
        con.execute(f"attach '{_quoted(warehouse_file)}' as built (read_only)")
        tables = _copy_tables(con)
        con.execute("detach built")
        con.execute("checkpoint")
    temporary.chmod(0o444)
    move_durably(temporary, published_file)
    return tables


def publish_parquet(workspace: Workspace) -> Path:
    """Write the published tables as Parquet, one folder per publication; `current` points at the newest."""
    folder = workspace.published / "parquet"
    version = f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S%f}"
    unfinished = folder / f".{version}.tmp"
    with duckdb.connect(str(workspace.published_file), read_only=True) as con:
        for schema, table in _tables_of(con):
            target = unfinished / schema / f"{table}.parquet"
            target.parent.mkdir(parents=True, exist_ok=True)
            con.execute(f"copy {schema}.{table} to '{_quoted(target)}' (format parquet, compression zstd)")
    unfinished.rename(folder / version)
    link = folder / f".current.{digest(version)}"
    link.symlink_to(version)
    link.replace(folder / "current")
    fsync_folder(folder)
    _forget_old(folder)
    return folder / version


def write_state(workspace: Workspace, fingerprint: str, tables: list[str]) -> None:
    """Say what the publication was made from: the last step of a run."""
    moment = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    write_json(
        workspace.published / "publication.json",
        {"fingerprint": fingerprint, "published_at": moment.isoformat(), "tables": tables},
    )


def _copy_tables(con: duckdb.DuckDBPyConnection) -> list[str]:
    copied = []
    for schema, table in _tables_of(con, "built"):
        con.execute(f"create schema if not exists {schema}")
        con.execute(f"create table {schema}.{table} as select * from built.{schema}.{table}")
        copied.append(f"{schema}.{table}")
    for statement in _comments(con):
        con.execute(statement)
    return copied


def _tables_of(con: duckdb.DuckDBPyConnection, database: str | None = None) -> list[tuple[str, str]]:
    name = f"'{database}'" if database else "current_database()"
    return con.sql(
        f"select schema_name, table_name from duckdb_tables() where database_name = {name} "
        f"and schema_name in {SCHEMAS} order by all"
    ).fetchall()


def _comments(con: duckdb.DuckDBPyConnection) -> list[str]:
    tables = con.sql(
        "select format('comment on table {}.{} is ', schema_name, table_name), comment from duckdb_tables() "
        f"where database_name = 'built' and schema_name in {SCHEMAS} and comment is not null"
    ).fetchall()
    columns = con.sql(
        "select format('comment on column {}.{}.\"{}\" is ', schema_name, table_name, column_name), comment "
        f"from duckdb_columns() where database_name = 'built' and schema_name in {SCHEMAS} and comment is not null "
        "and table_name in (select table_name from duckdb_tables() where database_name = 'built')"
    ).fetchall()
    return [head + "'" + comment.replace("'", "''") + "'" for head, comment in (*tables, *columns)]


def _forget_old(folder: Path) -> None:
    folders = sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink())
    unfinished = [path for path in folders if path.name.startswith(".")]
    finished = [path for path in folders if path not in unfinished]
    for path in (*unfinished, *finished[:-KEPT_PARQUET_VERSIONS]):
        shutil.rmtree(path)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
