"""What is damaged or missing in a workspace: named file by file, with what follows from it and the way out.

The documents and files of the lake and the archive flow in. A run compares sizes, and checksums of what figures rest on
where a file was touched after its commit; `pmo doctor` compares every checksum.
Damage to what figures rest on stops the publication: left out in silence, it would change them.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.lib.errors import DamagedWorkspace
from pipelines.lib.files import sha256_of
from pipelines.lib.lake.archive import read_receipts, receipt_file, receipt_from
from pipelines.lib.lake.comparisons import Comparison
from pipelines.lib.lake.current import current_submissions
from pipelines.lib.lake.discards import Discard
from pipelines.lib.lake.documents import broken_documents
from pipelines.lib.lake.records import Record, Withdrawal, read_records
from pipelines.lib.lake.set_aside_loads import SetAside
from pipelines.lib.workspace import Workspace

REPAIR = "run `pmo doctor --repair`"
RESTORE = "Restore it from a copy of the workspace, or have the file sent again"
# Folder of lake/ -> how a document of it is made, whether its loss changes figures, what follows from it.
DOCUMENTS = {
    "_submissions": (lambda values: Record(**values), True, "the verdict of a load is not known"),
    "_withdrawals": (lambda values: Withdrawal(**values), True, "a load that was taken out would count again"),
    "_discards": (lambda values: Discard(**values), True, "a delivery that was set aside would count again"),
    "_set_aside": (lambda values: SetAside(**values), False, "the load is tried again by the next run"),
    "_receipts": (receipt_from, False, "a delivery can't be read again; loads made of it stay as they are"),
    "_comparisons": (lambda values: Comparison(**values), False, "it is compared anew"),
    "_config": (lambda values: values["tables"], False, "a past day may be shown under another configuration"),
}


@dataclass(frozen=True)
class Damage:
    """One damaged or missing file; `stops` when figures rest on it."""

    path: Path
    what: str
    follows: str
    fix: str
    stops: bool = False

    def sentence(self) -> str:
        """Which file, what is wrong, what follows, what to do."""
        return f"{self.path} {self.what}: {self.follows}. {self.fix}."


def find_damage(workspace: Workspace, *, checksums: bool = False) -> list[Damage]:
    """Everything that is damaged, what stops a publication first."""
    found = [*_documents(workspace), *_data(workspace, checksums), *_archive(workspace, checksums)]
    return sorted(found, key=lambda damage: (not damage.stops, damage.path))


def refuse_damaged(workspace: Workspace) -> None:
    """Let nothing be published from a lake on which figures can't rest.

    Raises:
        DamagedWorkspace: names the first file and how many more there are.
    """
    refuse(find_damage(workspace))


def refuse(found: list[Damage]) -> None:
    """`refuse_damaged` by what `find_damage` has found already."""
    stopping = [damage for damage in found if damage.stops]
    if stopping:
        more = f" (and {len(stopping) - 1} more)" if len(stopping) > 1 else ""
        raise DamagedWorkspace(
            f"{stopping[0].what}{more}: {stopping[0].follows}",
            where=str(stopping[0].path),
            why="new files were received and judged, and the last publication stays",
            fix=stopping[0].fix,
        )


def _documents(workspace: Workspace) -> Iterator[Damage]:
    for folder, (build, stops, follows) in DOCUMENTS.items():
        for path, what in broken_documents(workspace.lake / folder, build).items():
            yield Damage(path, what, follows, REPAIR, stops)


def _data(workspace: Workspace, checksums: bool) -> Iterator[Damage]:
    """A load's Parquet and findings. What is missing of a load that no longer counts is told and stops nobody."""
    records = read_records(workspace)
    current = set(current_submissions(workspace)["load_id"]) if records else set()
    for record in records:
        for file, mark in record.files.items():
            path = workspace.lake / file
            what = _compared(path, mark, checksums or _touched_since(path, record.committed_at))
            if what:
                follows = f"it is part of {record.file_name} of {record.source_id} (load {record.load_id[:8]})"
                stops = record.load_id in current or what != MISSING
                yield Damage(path, what, follows, REPAIR, stops)


def _archive(workspace: Workspace, checksums: bool) -> Iterator[Damage]:
    receipts = read_receipts(workspace)
    broken = {path.stem for path in broken_documents(workspace.lake / "_receipts", receipt_from)}
    known = broken | {receipt.receipt_id for receipt in receipts}
    for record in read_records(workspace):
        if record.receipt_id not in known:
            follows = f"{record.file_name} of {record.source_id} can't be read again; its load stays as it is"
            yield Damage(receipt_file(workspace, record.receipt_id), MISSING, follows, RESTORE)
    for receipt in receipts:
        path = receipt.path(workspace)
        what = _compared(path, (receipt.size, receipt.sha256), checksums)
        if what:
            follows = f"{receipt.name} of {receipt.party} can't be read again; what was loaded from it stays"
            yield Damage(path, what, follows, RESTORE)


MISSING = "is missing"


def _touched_since(path: Path, moment: dt.datetime) -> bool:
    """Whether a file was written, renamed or copied after a moment (UTC): nobody can set the time that tells it."""
    return path.is_file() and path.stat().st_ctime > moment.replace(tzinfo=dt.UTC).timestamp()


def _compared(path: Path, mark: tuple[int, str], checksums: bool) -> str | None:
    """What is wrong with a file that should have a size and a checksum."""
    if not path.is_file():
        return MISSING
    if path.stat().st_size != mark[0]:
        return f"has {path.stat().st_size} bytes where {mark[0]} were written"
    if checksums and sha256_of(path) != mark[1]:
        return "has other bytes than were written"
    return None
