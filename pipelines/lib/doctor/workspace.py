"""Is the workspace whole: version, every checksum, what lies about, the publication, Dagster's storage.

Flows in: a workspace. Flows out: findings; nothing is changed.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from pipelines.lib.dagster_storage import broken_storage
from pipelines.lib.doctor.finding import Finding
from pipelines.lib.errors import PmoError
from pipelines.lib.intake.sweep import orphans
from pipelines.lib.lake.archive import read_receipts
from pipelines.lib.lake.damage import REPAIR, find_damage
from pipelines.lib.lake.orphans import ORPHANS
from pipelines.lib.lake.records import read_records
from pipelines.lib.plural import number_of
from pipelines.lib.warehouse.database import log_of
from pipelines.lib.warehouse.publication import is_whole, published_state
from pipelines.lib.workspace import Workspace
from pipelines.lib.workspace_version import VERSION, refuse_other_version, version_of


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """Everything below PMO_HOME."""
    try:
        refuse_other_version(workspace.home)
        version = version_of(workspace.home)
    except PmoError as error:
        yield Finding("version", error.what, error.fix)
        return  # what another program has written is not judged by this one
    yield Finding("version", f"{version} of {VERSION}" if version else "none yet: the next run writes it")
    yield from _lake(workspace)
    yield from _left_over(workspace)
    yield from _publication(workspace)
    for path, said in broken_storage(workspace).items():
        yield Finding(str(path), said, f"{REPAIR}, or run: Dagster's history begins anew")


def _lake(workspace: Workspace) -> Iterator[Finding]:
    damaged = find_damage(workspace, checksums=True)
    for damage in damaged:
        yield Finding(str(damage.path), f"{damage.what}: {damage.follows}", damage.fix)
    if not damaged:
        deliveries, verdicts = len(read_receipts(workspace)), len(read_records(workspace))
        counts = f"{number_of(deliveries, 'delivery', 'deliveries')}, {number_of(verdicts, 'verdict')}"
        yield Finding("lake and archive", f"{counts}; every checksum fits")


def _left_over(workspace: Workspace) -> Iterator[Finding]:
    for path in orphans(workspace):
        said = "no record names it: an interrupted run left it, or its record was deleted"
        fix = (
            f"run `pmo run`, which judges every delivery that has no verdict; what is left over moves to lake/{ORPHANS}"
        )
        yield Finding(str(path), said, fix)
    unfinished = [path for folder in (workspace.lake, workspace.archive) for path in folder.rglob(".*.tmp")]
    if unfinished:
        yield Finding("unfinished files", f"{len(unfinished)} of an interrupted run: the next run clears them")
    kept = [path for path in (workspace.lake / ORPHANS).rglob("*") if path.is_file()]
    if kept:
        yield Finding(f"lake/{ORPHANS}", f"{number_of(len(kept), 'file')} moved aside and kept: look, then delete")


def _publication(workspace: Workspace) -> Iterator[Finding]:
    file = workspace.published_file
    if not published_state(workspace) and not file.exists():
        yield Finding("publication", "none yet")
    elif log_of(file).exists():
        fix = f"{REPAIR} or `pmo run`: it is moved aside before anything is published"
        yield Finding(str(log_of(file)), "a log that is not ours: readers see what it says", fix)
        if not published_state(workspace):
            told = "can't be read: nobody knows what was published"
            yield Finding(str(file.with_name("publication.json")), told, "run `pmo run`: it is published again")
    elif not is_whole(workspace) or _opened(file) != published_state(workspace)["fingerprint"]:
        yield Finding(str(file), "is not as it was published", "run `pmo run`: it is published again")
    else:
        yield Finding("publication", f"opens; published {published_state(workspace).get('published_at')} UTC")


def _opened(file: Path) -> str | None:
    """The fingerprint inside a published file; None where it does not open."""
    try:
        with duckdb.connect(str(file), read_only=True) as con:
            return con.sql("select fingerprint from main.publication").fetchone()[0]
    except (duckdb.Error, TypeError):
        return None
