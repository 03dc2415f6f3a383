"""Warehouse -> published/pmo.duckdb and its Parquet twins: marts and KPIs only, swapped in whole.

Readers keep the file they opened; who opens next sees the new one. Tables are copied one by one with their comments:
no view, no schema `lake`, no path of this machine goes out.
"""

import datetime as dt
import re
import shutil
from pathlib import Path

import duckdb

from pipelines.lib.files import digest, fsync_folder, move_durably
from pipelines.lib.lake.moments import now
from pipelines.lib.lake.orphans import keep_as_orphan
from pipelines.lib.warehouse.database import log_of, remove_database
from pipelines.lib.workspace import Workspace

SCHEMAS = ("marts", "kpi")
KEPT_PARQUET_VERSIONS = 3
_VERSION = "%Y%m%dT%H%M%S%f"
_IS_VERSION = re.compile(r"\d{8}T\d{12}")


def publish(workspace: Workspace, warehouse_file: Path, published_file: Path) -> list[str]:
    """Copy marts and kpi into a new file and swap it in; returns the tables as schema.table."""
    temporary = published_file.with_name(f".{published_file.name}.tmp")
    remove_database(temporary)
    published_file.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(temporary), config={"autoinstall_known_extensions": "false"}) as con:
        con.execute(f"attach '{_quoted(warehouse_file)}' as built (read_only)")
        tables = _copy_tables(con)
        con.execute("create table main.publication as from built.lake.publication")
        con.execute("detach built")
        con.execute("checkpoint")
    temporary.chmod(0o444)
    for foreign in (log_of(published_file), log_of(temporary)):
        if foreign.exists():
            keep_as_orphan(workspace, foreign)  # whoever opens the new file would replay it
    move_durably(temporary, published_file)
    return tables


def publish_parquet(workspace: Workspace) -> Path:
    """Write the published tables as Parquet, one folder per publication; `current` points at the newest."""
    folder = workspace.published / "parquet"
    version = _next_version(folder)
    unfinished = folder / f".{version}.tmp"
    with duckdb.connect(str(workspace.published_file), read_only=True) as con:
        for schema, table in _tables_of(con):
            target = unfinished / schema / f"{table}.parquet"
            target.parent.mkdir(parents=True, exist_ok=True)
            con.execute(f"copy {schema}.{table} to '{_quoted(target)}' (format parquet, compression zstd)")
    unfinished.rename(folder / version)
    current = folder / "current"
    if current.exists() and not current.is_symlink():
        keep_as_orphan(workspace, current)
    link = folder / f".current.{digest(version)}"
    link.unlink(missing_ok=True)
    link.symlink_to(version)
    link.replace(current)
    fsync_folder(folder)
    _forget_old(folder)
    return folder / version


def _next_version(folder: Path) -> str:
    """A name later than every one there is, also when the clock was set back."""
    newest = max((path.name for path in _versions(folder)), default="")
    version = f"{now():{_VERSION}}"
    return (
        version
        if version > newest
        else f"{dt.datetime.strptime(newest, _VERSION) + dt.timedelta.resolution:{_VERSION}}"
    )


def _versions(folder: Path) -> list[Path]:
    """The folders that publications wrote, oldest first; whatever else lies there is not ours."""
    ours = (path for path in folder.glob("*") if _IS_VERSION.fullmatch(path.name) and path.is_dir())
    return sorted(path for path in ours if not path.is_symlink())


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
    for path in (*folder.glob(".*.tmp"), *_versions(folder)[:-KEPT_PARQUET_VERSIONS]):
        shutil.rmtree(path)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
