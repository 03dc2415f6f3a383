"""Receipts that somebody set aside for good: lake/_discards/<receipt_id>.json, one a receipt, never changed.

Flows in: a receipt and a reason. Flows out: Discards. The bytes stay in the archive. Whether a receipt may be
discarded is decided by intake/corrections.py.
"""

import datetime as dt
import getpass

from pipelines.lib.config.base import Strict
from pipelines.lib.lake.documents import read_documents, write_document
from pipelines.lib.lake.moments import now
from pipelines.lib.workspace import Workspace


class Discard(Strict):
    """Who set a receipt aside, when (UTC) and why."""

    receipt_id: str
    discarded_at: dt.datetime
    discarded_by: str
    reason: str


def write_discard(workspace: Workspace, receipt_id: str, reason: str) -> Discard:
    """Set a receipt aside: it is never pending again."""
    discard = Discard(receipt_id=receipt_id, discarded_at=now(), discarded_by=_user(), reason=reason)
    write_document(workspace.lake / "_discards" / f"{receipt_id}.json", discard.model_dump(mode="json"))
    return discard


def read_discards(workspace: Workspace) -> dict[str, Discard]:
    """Receipt -> its discard."""
    found = read_documents(workspace.lake / "_discards", lambda values: Discard(**values))
    return {discard.receipt_id: discard for discard in found}


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number that has no name
        return "unknown"
