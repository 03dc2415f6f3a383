"""Inbox -> archive: every byte received is kept once, every receipt is a row.

Data flow: inbox/<party>/<source>/<file> (+ sidecar manifest) -> archive/<aa>/<sha256>/<file>, lake/_receipts/<id>.json.
A file leaves the inbox when its receipt is durable. What a file means is decided later (intake).
"""

import datetime as dt
import json
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path

from pipelines.lib.files import copy_durably, digest, sha256_of, write_json
from pipelines.lib.lake.manifest import SUFFIX as SIDECAR_SUFFIX
from pipelines.lib.lake.manifest import Manifest, parse_manifest
from pipelines.lib.lake.records import read_records
from pipelines.lib.workspace import Workspace

UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart")


@dataclass(frozen=True)
class Receipt:
    """One file as it arrived. `received_at` and `archived_at` are UTC."""

    receipt_id: str
    sha256: str
    name: str
    party: str
    folder: str
    received_at: dt.datetime
    archived_at: dt.datetime
    size: int
    manifest_text: str | None

    @property
    def manifest(self) -> Manifest:
        """What the sidecar says; empty where there is none or it is broken."""
        return parse_manifest(self.manifest_text)[0]

    @property
    def manifest_problem(self) -> str | None:
        """Why the sidecar can't be read, if it can't."""
        return parse_manifest(self.manifest_text)[1]

    def path(self, workspace: Workspace) -> Path:
        """Where its bytes are kept."""
        return _archived(workspace, self.sha256, self.name)


def waiting_files(workspace: Workspace) -> list[Path]:
    """Files in the inbox that are ready to be taken, in order of name; sidecars and unfinished copies are not."""
    if not workspace.inbox.is_dir():
        return []
    files = (path for path in workspace.inbox.rglob("*") if path.is_file())
    return sorted(path for path in files if _is_ready(path))


def receive(workspace: Workspace) -> list[Receipt]:
    """Archive every waiting file, write its receipt, take it out of the inbox."""
    waiting = waiting_files(workspace)
    judged = {record.receipt_id for record in read_records(workspace)} if waiting else set()
    return [receipt for path in waiting if (receipt := _take(workspace, path, judged))]


def read_receipts(workspace: Workspace) -> list[Receipt]:
    """Every receipt ever written, by time of receipt."""
    folder = workspace.lake / "_receipts"
    receipts = [_from_json(path) for path in folder.glob("*.json")] if folder.is_dir() else []
    return sorted(receipts, key=lambda receipt: (receipt.received_at, receipt.name, receipt.receipt_id))


def _is_ready(path: Path) -> bool:
    name = path.name
    return not (name.startswith((".", "~$")) or name.endswith((SIDECAR_SUFFIX, *UNFINISHED)))


def _take(workspace: Workspace, path: Path, judged: set[str]) -> Receipt | None:
    before = path.stat()
    sha256 = sha256_of(path)
    copy = _archived(workspace, sha256, path.name)
    if not copy.is_file():
        copy_durably(path, copy)
    after = path.stat()
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size) or sha256_of(copy) != sha256:
        return None  # still being written: it stays in the inbox for the next run
    receipt = _receipt(workspace, path, sha256, judged)
    write_json(workspace.lake / "_receipts" / f"{receipt.receipt_id}.json", asdict(receipt))
    path.unlink()
    _sidecar(path).unlink(missing_ok=True)
    return receipt


def _receipt(workspace: Workspace, path: Path, sha256: str, judged: set[str]) -> Receipt:
    sidecar = _sidecar(path)
    text = sidecar.read_text(encoding="utf-8", errors="replace") if sidecar.is_file() else None
    place = path.relative_to(workspace.inbox).parts[:-1]
    received_at = parse_manifest(text)[0].received_at or dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    received_at = received_at.replace(tzinfo=None, microsecond=0)
    return Receipt(
        receipt_id=_new_id(judged, *place, path.name, sha256, text, received_at),
        sha256=sha256,
        name=path.name,
        party=place[0] if place else "",
        folder=place[1] if len(place) > 1 else "",
        received_at=received_at,
        archived_at=dt.datetime.now(dt.UTC).replace(tzinfo=None),
        size=path.stat().st_size,
        manifest_text=text,
    )


def _new_id(judged: set[str], *delivery: object) -> str:
    """The same for a file that a crash left in the inbox; another once it has a verdict and is delivered again."""
    return next(name for turn in count() if (name := digest(*delivery, turn)) not in judged)


def _sidecar(path: Path) -> Path:
    return path.with_name(path.name + SIDECAR_SUFFIX)


def _archived(workspace: Workspace, sha256: str, name: str) -> Path:
    return workspace.archive / sha256[:2] / sha256 / name


def _from_json(path: Path) -> Receipt:
    values = json.loads(path.read_text(encoding="utf-8"))
    moments = {key: dt.datetime.fromisoformat(values[key]) for key in ("received_at", "archived_at")}
    return Receipt(**{**values, **moments})
