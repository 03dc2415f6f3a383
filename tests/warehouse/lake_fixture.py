"""A lake small enough to write by hand, and the warehouse dbt builds from it.

In: Python dict rows per lake table. Out: a DuckDB file with the marts. The tables are typed as sources/feeds and
pipelines.lib.lake.schema say and stand where the program registers its views. No file is read, nothing is validated.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import yaml

from pipelines.lib.config.feed import DUCKDB_TYPES, STAMPS
from pipelines.lib.lake.schema import LAKE_TABLES
from pipelines.lib.warehouse.dbt import own_connection
from pipelines.lib.warehouse.parsed import environment, folders, parsed
from pipelines.lib.workspace import WAREHOUSE_NAME
from tests.parsed_once import parsed_for_tests

ROOT = Path(__file__).resolve().parents[2]
Rows = dict[str, list[dict[str, Any]]]


def lake_columns() -> dict[str, dict[str, str]]:
    """Every lake table -> column -> DuckDB type: the canonical tables of all feeds, stamps first, and the others."""
    canonical = {}
    for path in sorted((ROOT / "sources" / "feeds").glob("*.yml")):
        for name, table in yaml.safe_load(path.read_text())["tables"].items():
            types = STAMPS | {column: spec["type"] for column, spec in table["columns"].items()}
            canonical[name] = {column: DUCKDB_TYPES[kind] for column, kind in types.items()}
    return canonical | LAKE_TABLES


def write_lake(path: Path, rows: Rows) -> None:
    """Create schema `lake` in a DuckDB file: all tables, typed, holding `rows` (columns left out are null)."""
    columns = lake_columns()
    unknown = set(rows) - set(columns)
    assert not unknown, f"no such lake table: {unknown}"
    with duckdb.connect(str(path)) as con:
        con.execute("create schema lake")
        for table, types in columns.items():
            typed = ", ".join(f'"{column}" {kind}' for column, kind in types.items())
            con.execute(f"create table lake.{table} ({typed})")
            _insert(con, table, types, rows.get(table, []))


def _insert(con: duckdb.DuckDBPyConnection, table: str, types: dict[str, str], rows: list[dict[str, Any]]) -> None:
    for row in rows:
        assert not set(row) - set(types), f"{table} has no column {set(row) - set(types)}"
    if rows:
        values = [[row.get(column) for column in types] for row in rows]
        con.executemany(f"insert into lake.{table} values ({', '.join('?' * len(types))})", values)


def run_dbt(path: Path, target: Path, *arguments: str) -> list[Any]:
    """Run dbt in process against the warehouse file; returns the results of its nodes, raises with their messages."""
    from dbt.cli.main import dbtRunner

    quiet = ["--log-level", "error", "--no-use-colors"]
    with environment(PMO_WAREHOUSE=str(path)), own_connection():
        result = dbtRunner(manifest=parsed(parsed_for_tests())).invoke([*arguments, *folders(target), *quiet])
    assert result.exception is None, result.exception
    nodes = getattr(result.result, "results", [])
    failed = [f"{r.node.name}: {r.message}" for r in nodes if str(r.status) in ("error", "fail", "runtime error")]
    assert not failed, "\n".join(failed)
    assert result.success
    return list(nodes)


def build(
    folder: Path, rows: Rows, select: str = "resource_type:seed staging intermediate marts"
) -> duckdb.DuckDBPyConnection:
    """Build the selected models with their tests (no unit tests) from `rows`; returns a read connection."""
    path = folder / WAREHOUSE_NAME
    write_lake(path, rows)
    run_dbt(path, folder / "target", "build", "--exclude-resource-type", "unit_test",
            "--indirect-selection", "cautious", "--select", *select.split())  # fmt: skip
    return duckdb.connect(str(path))


def records(con: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    """The rows of a query as dicts."""
    cursor = con.execute(query)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def only(items: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The one row there must be."""
    (item,) = items
    return item
