"""dbt in this process: build, and what went wrong as a WarehouseError.

A failing dbt test means our model is wrong (a contractor's data can't trip one): nothing is published.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.lib.config.rulebook_hash import READER_VERSION
from pipelines.lib.errors import ModelError, WarehouseError
from pipelines.lib.files import digest
from pipelines.lib.warehouse.parsed import QUIET, environment, folders, parsed, project_hash
from pipelines.lib.workspace import DBT_PROJECT, Workspace

BUILD = ("build", "--exclude-resource-type", "unit_test", "--no-write-json")


@dataclass(frozen=True)
class Built:
    """One finished node of dbt: a model, seed or test, in the order in which dbt finished them."""

    unique_id: str
    seconds: float


def build(workspace: Workspace, warehouse_file: Path) -> list[Built]:
    """Seeds, models and data tests into `warehouse_file`; unit tests belong to `make test`.

    Raises:
        ModelError: a model, or the query of a test, could not be computed.
        WarehouseError: a test failed, or dbt could not begin; names it.
    """
    result = _invoke(workspace, warehouse_file, BUILD)
    if not result.success:
        raise _error(result)
    return [Built(item.node.unique_id, item.execution_time) for item in result.result]


def builds(workspace: Workspace, warehouse_file: Path, names: Sequence[str]) -> bool:
    """Whether some models (or single tests) and all that they read can be computed; no other test is run."""
    selected = ["--select", *(f"+{name}" for name in names), "--indirect-selection", "empty", "--fail-fast"]
    return _invoke(workspace, warehouse_file, [*BUILD, *selected]).success


def program_version() -> str:
    """What makes figures out of the lake: another value may count with what this one can't."""
    return digest(READER_VERSION, project_hash())


def _invoke(workspace: Workspace, warehouse_file: Path, arguments: Sequence[str]) -> Any:
    from dbt.cli.main import dbtRunner

    manifest = parsed(workspace.dbt_target)
    with environment(PMO_WAREHOUSE=str(warehouse_file)), own_connection():
        return dbtRunner(manifest=manifest).invoke([*arguments, *QUIET, *folders(workspace.dbt_target)])


@contextmanager
def own_connection() -> Iterator[None]:
    """Dbt keeps its DuckDB connection open after a run; publishing needs the file to be let go."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    try:
        yield
    finally:
        DuckDBConnectionManager.close_all_connections()


def _error(result: Any) -> WarehouseError:
    what = "dbt did not finish: " + _failures(result)
    # A test that fails has status "fail": it was computed, and what it found is wrong.
    broken = [] if result.exception else [item.node.name for item in result.result if str(item.status) == "error"]
    if broken:
        return ModelError(
            what,
            tuple(broken),
            where=str(DBT_PROJECT),
            why="the model fails whatever loads are left out, so the last publication stays",
            fix="mend the model",
        )
    return WarehouseError(
        what,
        where=str(DBT_PROJECT),
        why="a failing test means that the model is wrong, so the last publication stays",
        fix="mend the model; the contractors' files are not at fault",
    )


def _failures(result: Any) -> str:
    if result.exception:
        return str(result.exception)
    bad = [item for item in result.result if str(item.status) in ("error", "fail")]
    return (
        "; ".join(f"{item.node.name}: {' '.join(str(item.message).split())}" for item in bad[:5]) or "no reason given"
    )
