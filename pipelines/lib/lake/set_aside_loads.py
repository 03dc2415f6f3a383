"""Accepted loads that our models can't count with: one JSON document each, read by whoever asks what is current.

lake/_set_aside/<load_id>.json says when, which model, with which message, under which version of this program. After an
update of the program a load is released and tried again; its document says so, and is written anew if it fails again.
"""

import datetime as dt

from pipelines.lib.config.base import Strict
from pipelines.lib.lake.documents import read_documents, write_document
from pipelines.lib.lake.moments import next_moment
from pipelines.lib.workspace import Workspace


class SetAside(Strict):
    """One load, out of what is current from `set_aside_at` until `released_at` (UTC; None: still)."""

    load_id: str
    submission_id: str
    source_id: str
    contracts: tuple[str, ...]
    set_aside_at: dt.datetime
    released_at: dt.datetime | None = None
    program: str
    model: str
    message: str
    reason: str

    def is_out(self, moment: dt.datetime | None) -> bool:
        """Whether it was set aside at a moment; None: now."""
        if moment is None:
            return self.released_at is None
        return self.set_aside_at <= moment and (self.released_at is None or moment < self.released_at)


def write_set_aside(workspace: Workspace, item: SetAside) -> None:
    """Set a load aside; one that was released and fails again has been out since the first time."""
    before = {known.load_id: known for known in _read(workspace)}.get(item.load_id)
    since = before.set_aside_at if before else item.set_aside_at
    _write(workspace, item.model_copy(update={"set_aside_at": since}))


def read_set_aside(workspace: Workspace, as_of: dt.datetime | None = None) -> list[SetAside]:
    """Every load that was set aside at `as_of` (default: now), by load."""
    return [item for item in _read(workspace) if item.is_out(as_of)]


def release_after_update(workspace: Workspace, program: str) -> list[SetAside]:
    """Release what another version of the program set aside: this one may be able to count with it."""
    moment = next_moment(workspace)
    released = [item for item in read_set_aside(workspace) if item.program != program]
    for item in released:
        _write(workspace, item.model_copy(update={"released_at": moment}))
    return released


def _write(workspace: Workspace, item: SetAside) -> None:
    write_document(workspace.lake / "_set_aside" / f"{item.load_id}.json", item.model_dump(mode="json"))


def _read(workspace: Workspace) -> list[SetAside]:
    found = read_documents(workspace.lake / "_set_aside", lambda values: SetAside(**values))
    return sorted(found, key=lambda item: item.load_id)
