"""Which submissions were compared with which predecessor: one JSON document a pair, never changed."""

import datetime as dt
import json
from pathlib import Path

from pipelines.lib.config.base import Strict
from pipelines.lib.files import write_json
from pipelines.lib.workspace import Workspace


class Comparison(Strict):
    """One pair; `findings` is a Parquet file relative to lake/, none when nothing was found. Time is UTC."""

    load_id: str
    compared_load_id: str
    compared_at: dt.datetime
    findings: str | None


def comparison_name(load_id: str, compared_load_id: str) -> str:
    """The name of a pair's files."""
    return f"{load_id}__{compared_load_id}"


def write_comparison(workspace: Workspace, load_id: str, compared_load_id: str, findings: str | None) -> None:
    """The last step of a comparison."""
    moment = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    comparison = Comparison(load_id=load_id, compared_load_id=compared_load_id, compared_at=moment, findings=findings)
    path = _folder(workspace) / f"{comparison_name(load_id, compared_load_id)}.json"
    write_json(path, comparison.model_dump(mode="json"))


def compared_names(workspace: Workspace) -> set[str]:
    """The names of all pairs compared so far."""
    return {path.stem for path in _folder(workspace).glob("*.json")} if _folder(workspace).is_dir() else set()


def read_comparisons(workspace: Workspace) -> list[Comparison]:
    """Every comparison, by name."""
    paths = sorted(_folder(workspace).glob("*.json")) if _folder(workspace).is_dir() else []
    return [Comparison(**json.loads(path.read_text(encoding="utf-8"))) for path in paths]


def _folder(workspace: Workspace) -> Path:
    return workspace.lake / "_comparisons"
