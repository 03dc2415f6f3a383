"""The archive of bytes and the receipts: every byte received is kept once, every delivery is a row.

Flows in: an open file. Flows out: archive/<aa>/<sha256>/<name>, lake/_receipts/<id>.json. How a file leaves
the inbox belongs to receive.py, what it means to intake.
"""

import datetime as dt
from dataclasses import asdict, dataclass
from pathlib import Path

from pipelines.lib.files import copy_hashed, move_durably
from pipelines.lib.lake.documents import read_documents, write_document
from pipelines.lib.lake.file_name import archive_name
from pipelines.lib.lake.manifest import Manifest, parse_manifest
from pipelines.lib.workspace import Workspace


@dataclass(frozen=True)
class Receipt:
    """One file as it arrived. Times are UTC; `name`, `party` and `folder` are text that can be shown (names.py).

    `arrived_at` is when the file came into the inbox, `file_time` when its sender last changed it. Which of
    them is the time of receipt depends on the source (intake/received.py).
    """

    receipt_id: str
    sha256: str
    name: str
    party: str
    folder: str
    arrived_at: dt.datetime
    archived_at: dt.datetime
    size: int
    manifest_text: str | None
    file_time: dt.datetime | None = None
    sidecar_problem: str | None = None
    archived_as: str | None = None

    @property
    def manifest(self) -> Manifest:
        """What the sidecar says; empty where there is none or it is broken."""
        return parse_manifest(self.manifest_text)[0]

    @property
    def manifest_problem(self) -> str | None:
        """Why the sidecar can't be read, if it can't."""
        return self.sidecar_problem or parse_manifest(self.manifest_text)[1]

    def path(self, workspace: Workspace) -> Path:
        """Where its bytes are kept."""
        return workspace.archive / self.sha256[:2] / self.sha256 / (self.archived_as or self.name)


def keep_bytes(workspace: Workspace, handle: int, name: str) -> str:
    """Copy an open file into the archive under its hash; the hash."""
    temporary, sha256 = copy_hashed(handle, workspace.archive)
    move_durably(temporary, workspace.archive / sha256[:2] / sha256 / archive_name(name))
    return sha256


def write_receipt(workspace: Workspace, receipt: Receipt) -> None:
    """Make a receipt durable, once: its first writing counts."""
    path = receipt_file(workspace, receipt.receipt_id)
    if not path.is_file():
        write_document(path, asdict(receipt))


def receipt_file(workspace: Workspace, receipt_id: str) -> Path:
    """Where a receipt is kept."""
    return workspace.lake / "_receipts" / f"{receipt_id}.json"


def read_receipts(workspace: Workspace) -> list[Receipt]:
    """Every receipt ever written, by time of arrival."""
    receipts = read_documents(workspace.lake / "_receipts", receipt_from)
    return sorted(receipts, key=lambda receipt: (receipt.arrived_at, receipt.name, receipt.receipt_id))


def receipt_from(values: dict) -> Receipt:
    """A receipt of its JSON document; older ones have one time only, `received_at`."""
    values = dict(values)
    if "received_at" in values:
        values["arrived_at"] = values.pop("received_at")
    for name in ("arrived_at", "archived_at", "file_time"):
        values[name] = dt.datetime.fromisoformat(values[name]) if values.get(name) else None
    return Receipt(**values)
