"""How end-to-end tests drive the project: the command as a user types it, or its steps without Dagster."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb

from pipelines.lib.config.load import load
from pipelines.lib.intake.run import Intake, take_in
from pipelines.lib.warehouse.publication import write_state
from pipelines.lib.warehouse.publish import publish, publish_parquet
from pipelines.lib.warehouse.set_aside import build_what_counts
from pipelines.lib.workspace import PROJECT_ROOT, Workspace
from tests.parsed_once import give_parsed_project

# Columns that say when something happened here, not what is true of the portfolio.
MOMENTS = {"committed_at", "load_id", "compared_load_id", "receipt_id", "as_of", "submission_key", "attempt"}


def workspace_at(home: Path, sources: Path | None = None, expectations: Path | None = None) -> Workspace:
    """A workspace with the project's own configuration, or another one's; dbt need not parse its project for it."""
    workspace = Workspace(home, sources or PROJECT_ROOT / "sources", expectations or PROJECT_ROOT / "expectations")
    give_parsed_project(workspace.dbt_target)
    return workspace


def pmo(workspace: Workspace, *arguments: str, check: bool = True, **options) -> subprocess.CompletedProcess:
    """Run `pmo` in a process of its own."""
    environment = {
        **os.environ,
        "PMO_HOME": str(workspace.home),
        "PMO_SOURCES": str(workspace.sources),
        "PMO_EXPECTATIONS": str(workspace.expectations),
        "COLUMNS": "200",
        "PYTHONWARNINGS": "default",
    }
    command = [sys.executable, "-m", "pipelines.cli", *arguments]
    result = subprocess.run(
        command, env=environment, cwd=PROJECT_ROOT, capture_output=True, text=True, check=False, **options
    )
    assert not check or result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    return result


def refresh(workspace: Workspace) -> Intake:
    """What the job does, step by step, in this process."""
    config = load(workspace)
    done = take_in(workspace, config)
    build_what_counts(workspace, config, workspace.warehouse_file)
    tables = publish(workspace, workspace.warehouse_file, workspace.published_file)
    publish_parquet(workspace)
    write_state(workspace, tables)
    return done


def published(workspace: Workspace, query: str) -> list[tuple]:
    """Rows of a query on the published file."""
    with duckdb.connect(str(workspace.published_file), read_only=True) as con:
        return con.sql(query).fetchall()


def published_tables(file: Path) -> dict[str, list[tuple]]:
    """Every published table's rows in a fixed order, without the columns that only say when we worked."""
    tables = {}
    with duckdb.connect(str(file), read_only=True) as con:
        names = con.sql(
            "select table_schema || '.' || table_name from information_schema.tables "
            "where table_schema in ('marts', 'kpi') order by all"
        ).fetchall()
        for (name,) in names:
            columns = [column[0] for column in con.sql(f"describe {name}").fetchall() if column[0] not in MOMENTS]
            listed = ", ".join(f'"{column}"' for column in columns)
            tables[name] = con.sql(f"select {listed} from {name} order by all").fetchall()
    return tables


def differences(one: dict[str, list[tuple]], other: dict[str, list[tuple]]) -> dict[str, list]:
    """Table -> the first rows that only one side has."""
    found = {}
    for name in sorted(one.keys() | other.keys()):
        left, right = set(map(str, one.get(name, []))), set(map(str, other.get(name, [])))
        if one.get(name) != other.get(name):
            found[name] = sorted(left ^ right)[:4] or ["same rows, other counts"]
    return found
