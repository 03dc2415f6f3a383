"""What was compared with what: one JSON document a comparison, never changed.

A comparison is a submission beside its predecessor, or a contract's feeds side by side (wanted.py: which count).
"""

import datetime as dt
import json
from pathlib import Path

from pipelines.lib.config.base import Strict
from pipelines.lib.files import write_json
from pipelines.lib.workspace import Workspace


class Comparison(Strict):
    """One comparison; `findings` is a Parquet file relative to lake/, none when nothing was found. Time is UTC.

    `cause` is the technical one of a comparison that could not be made; its finding says so to people.
    """

    name: str
    compared_at: dt.datetime
    findings: str | None
    cause: str | None = None


def write_comparison(workspace: Workspace, name: str, findings: str | None, cause: str | None = None) -> None:
    """The last step of a comparison."""
    moment = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    comparison = Comparison(name=name, compared_at=moment, findings=findings, cause=cause)
    write_json(_folder(workspace) / f"{name}.json", comparison.model_dump(mode="json"))


def compared_names(workspace: Workspace) -> set[str]:
    """The names of everything compared so far."""
    return {path.stem for path in _folder(workspace).glob("*.json")} if _folder(workspace).is_dir() else set()


def read_comparisons(workspace: Workspace, names: set[str] | None = None) -> list[Comparison]:
    """Every comparison, or those of some names, by name."""
    paths = sorted(_folder(workspace).glob("*.json")) if _folder(workspace).is_dir() else []
    found = [path for path in paths if names is None or path.stem in names]
    return [Comparison(**json.loads(path.read_text(encoding="utf-8"))) for path in found]


def _folder(workspace: Workspace) -> Path:
    return workspace.lake / "_comparisons"
