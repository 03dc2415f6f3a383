"""Every file of the inbox that has settled becomes a receipt, in steps that a crash may cut anywhere.

1. The bytes are archived through an open handle.
2. What is about to happen is written to lake/_receiving/<receipt>.json.
3. The file moves to .taking/<receipt> beside it: what arrives under its name from now on is another file.
4. What was moved is compared with what was archived; when it is another file, or is being written, it goes back.
5. The receipt is written. 6. The manifest leaves. 7. The moved file and the note of step 2 are removed.
Steps 2 to 7 are leave.py's. What goes wrong with one file is said and stops no other.
"""

import datetime as dt
import json
import os
from collections.abc import Callable
from dataclasses import asdict
from itertools import count
from pathlib import Path

from pipelines.lib.files import digest, write_json
from pipelines.lib.lake.archive import Receipt, keep_bytes
from pipelines.lib.lake.arrival import Arrival, arrival_at, open_safely
from pipelines.lib.lake.discards import read_discards
from pipelines.lib.lake.file_name import archive_name, shown_name
from pipelines.lib.lake.inbox import TAKING, Left, look_once_settled, place_of
from pipelines.lib.lake.leave import finish_what_was_begun, leave
from pipelines.lib.lake.moments import now
from pipelines.lib.lake.records import read_records
from pipelines.lib.lake.sidecar import Sidecar, read_sidecar, stamp_of
from pipelines.lib.workspace import Workspace

Say = Callable[[str], None]
CHANGED = "it changed while it was taken: the next run takes it"


def receive(workspace: Workspace, settle_seconds: float = 0, say: Say = lambda _: None) -> list[Receipt]:
    """Receipts of the files that were taken. What still arrives is waited for once, at most the settle time."""
    failed = finish_what_was_begun(workspace)
    found = look_once_settled(workspace.inbox, settle_seconds)
    judged = _judged(workspace) if found.ready else set()
    receipts = []
    for arrival in found.ready:
        taken = _take(workspace, arrival, judged)
        if isinstance(taken, Receipt):
            receipts.append(taken)
        else:
            failed.append(Left(place_of(workspace.inbox, arrival.path), taken))
    _remember(workspace, failed)
    for left in (*found.left, *failed):
        say(f"left in the inbox: {left.place}: {left.why}")
    return receipts


def failed_to_leave(workspace: Workspace) -> list[Left]:
    """What the last run wanted to take and could not."""
    path = _failures(workspace)
    try:
        return [Left(**values) for values in json.loads(path.read_text(encoding="utf-8"))]
    except FileNotFoundError:
        return []
    except (ValueError, TypeError):
        return [Left(TAKING, f"{path} is damaged: the next run writes it anew")]


def _take(workspace: Workspace, arrival: Arrival, judged: set[str]) -> Receipt | str:
    """The receipt of one file, or why it stays."""
    try:
        handle = open_safely(arrival.path)
        try:
            sha256 = keep_bytes(workspace, handle, arrival.path.name)
        finally:
            os.close(handle)
        sidecar, present = read_sidecar(arrival.path), arrival_at(arrival.path)
        if present.stamp != arrival.stamp or present.has_writer:
            return CHANGED
        receipt = _receipt(workspace, arrival, sidecar, sha256, judged)
        is_gone = leave(workspace, arrival.path, receipt, stamp_of(arrival.status), sidecar.stamp)
    except FileNotFoundError as error:
        return f"it vanished while it was taken ({shown_name(str(error.filename))}): its sender may send it again"
    except OSError as error:
        return f"it can't be taken ({error.strerror}): mend this, the next run takes it"
    return receipt if is_gone else CHANGED


def _receipt(workspace: Workspace, arrival: Arrival, sidecar: Sidecar, sha256: str, judged: set[str]) -> Receipt:
    moment = now()
    place = [shown_name(part) for part in arrival.path.relative_to(workspace.inbox).parts]
    folders, name = place[:-1], place[-1]
    return Receipt(
        receipt_id=_new_id(judged, *folders, name, sha256, sidecar.text or sidecar.problem),
        sha256=sha256,
        name=name,
        party=folders[0] if folders else "",
        folder=folders[1] if len(folders) > 1 else "",
        arrived_at=min(_utc(arrival.status.st_ctime), moment),
        archived_at=moment,
        size=arrival.status.st_size,
        manifest_text=sidecar.text,
        file_time=_utc(arrival.status.st_mtime).replace(microsecond=0),
        sidecar_problem=sidecar.problem,
        archived_as=archive_name(arrival.path.name),
    )


def _new_id(judged: set[str], *delivery: object) -> str:
    """The same for a file that a crash left in the inbox; another once it has a verdict and is delivered again."""
    return next(name for turn in count() if (name := digest(*delivery, turn)) not in judged)


def _judged(workspace: Workspace) -> set[str]:
    """Receipts that are over: with a verdict, or discarded."""
    return {record.receipt_id for record in read_records(workspace)} | set(read_discards(workspace))


def _remember(workspace: Workspace, failed: list[Left]) -> None:
    path = _failures(workspace)
    if failed:
        write_json(path, [asdict(left) for left in failed])
    else:
        path.unlink(missing_ok=True)


def _failures(workspace: Workspace) -> Path:
    return workspace.lake / "_left_in_inbox.json"


def _utc(seconds: float) -> dt.datetime:
    """A time of the file system; one that no calendar holds is the first there is."""
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC).replace(tzinfo=None)
    except (OverflowError, ValueError, OSError):
        return dt.datetime(1970, 1, 1)
