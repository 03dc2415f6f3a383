"""What was compared with what: one JSON document a comparison, never changed.

A comparison is a submission beside its predecessor, or a contract's feeds side by side (wanted.py: which count).
"""

import datetime as dt
from pathlib import Path

from pipelines.lib.config.base import Strict
from pipelines.lib.files import mark_of
from pipelines.lib.lake.documents import read_documents, write_document
from pipelines.lib.lake.moments import now
from pipelines.lib.lake.orphans import keep_as_orphan
from pipelines.lib.workspace import Workspace


class Comparison(Strict):
    """One comparison. Time is UTC.

    `findings` is a Parquet file relative to lake/, none when nothing was found, `mark` its size and SHA-256.
    `cause` is the technical one of a comparison that could not be made; its finding says so to people.
    """

    name: str
    compared_at: dt.datetime
    findings: str | None
    cause: str | None = None
    mark: tuple[int, str] | None = None


def write_comparison(workspace: Workspace, name: str, findings: str | None, cause: str | None = None) -> None:
    """The last step of a comparison. One of that name that is there already is a damaged one, and is kept."""
    mark = mark_of(workspace.lake / findings) if findings else None
    comparison = Comparison(name=name, compared_at=now(), findings=findings, cause=cause, mark=mark)
    path = _folder(workspace) / f"{name}.json"
    if path.exists():
        keep_as_orphan(workspace, path)
    write_document(path, comparison.model_dump(mode="json"))


def compared_names(workspace: Workspace) -> set[str]:
    """The names of everything compared so far; what is damaged is compared anew."""
    return {comparison.name for comparison in read_comparisons(workspace)}


def read_comparisons(workspace: Workspace, names: set[str] | None = None) -> list[Comparison]:
    """Every comparison that is whole, or those of some names, by name."""
    found = read_documents(_folder(workspace), lambda values: Comparison(**values))
    return [item for item in found if (names is None or item.name in names) and _is_whole(workspace, item)]


def _is_whole(workspace: Workspace, comparison: Comparison) -> bool:
    if comparison.findings is None:
        return True
    path = workspace.lake / comparison.findings
    return path.is_file() and (comparison.mark is None or path.stat().st_size == comparison.mark[0])


def _folder(workspace: Workspace) -> Path:
    return workspace.lake / "_comparisons"
