"""What the publication was made from, and whether it is still there as it was made.

published/pmo.duckdb flows in; published/publication.json flows out, the last file that a run writes.
"""

import json
from pathlib import Path
from typing import Any

import duckdb

from pipelines.lib.files import write_json
from pipelines.lib.lake.moments import now
from pipelines.lib.warehouse.database import log_of
from pipelines.lib.workspace import Workspace


def write_state(workspace: Workspace, tables: list[str]) -> None:
    """Say what the publication was made from, as the published file itself has it: the last step of a run."""
    with duckdb.connect(str(workspace.published_file), read_only=True) as con:
        (fingerprint,) = con.sql("select fingerprint from main.publication").fetchone()
    state = {"fingerprint": fingerprint, "published_at": now().isoformat(), "tables": tables}
    write_json(_state_file(workspace), state | {"size": workspace.published_file.stat().st_size})


def published_state(workspace: Workspace) -> dict[str, Any]:
    """What the last publication was made from; empty when there is none, or when nobody can tell."""
    try:
        state = json.loads(_state_file(workspace).read_bytes())
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) and state.keys() >= {"fingerprint", "size"} else {}


def is_whole(workspace: Workspace) -> bool:
    """Whether the publication is as it was made: the file with its size, no log beside it, the Parquet files."""
    file, state = workspace.published_file, published_state(workspace)
    there = bool(state) and file.is_file() and file.stat().st_size == state["size"]
    return there and not log_of(file).exists() and (workspace.published / "parquet" / "current" / "kpi").is_dir()


def _state_file(workspace: Workspace) -> Path:
    return workspace.published / "publication.json"
