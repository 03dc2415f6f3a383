"""The last steps out of the inbox. A crash may cut any: what is to come is written down first, and gone on with later.

Flows in: a Departure. Flows out: its receipt, and an inbox without the file. A file that turns out to be another
one, or is still being written, goes back. Which files are taken belongs to receive.py.
"""

import errno
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from pipelines.lib.files import fsync_folder, write_json
from pipelines.lib.lake.archive import Receipt, receipt_file, receipt_from, write_receipt
from pipelines.lib.lake.arrival import arrival_at, sidecar_of
from pipelines.lib.lake.inbox import TAKING, Left
from pipelines.lib.lake.sidecar import Stamp, stamp_of
from pipelines.lib.workspace import Workspace


@dataclass(frozen=True)
class Departure:
    """What is about to happen to a file of the inbox: its receipt to be, its place (percent-encoded) and its stamps."""

    receipt: Receipt
    place: str
    stamp: Stamp
    sidecar_stamp: Stamp | None


def leave(workspace: Workspace, path: Path, receipt: Receipt, stamp: Stamp, sidecar_stamp: Stamp | None) -> bool:
    """Take an archived file out of the inbox; False when it is another one by now, or still being written."""
    place = quote(os.fsencode(path.relative_to(workspace.inbox)))
    departure = Departure(receipt, place, stamp, sidecar_stamp)
    write_json(_departure_file(workspace, receipt.receipt_id), asdict(departure))
    _rename(path, _make_taking(path) / receipt.receipt_id)
    return _finish(workspace, departure)


def finish_what_was_begun(workspace: Workspace) -> list[Left]:
    """Go on where an interrupted run stopped; what can't be gone on with, and why."""
    failed = []
    for path in sorted((workspace.lake / "_receiving").glob("*.json")):
        try:
            _finish(workspace, _departure(path))
        except OSError as error:
            failed.append(Left(f"{TAKING}/{path.stem}", f"it can't leave ({error.strerror}): mend this and run again"))
        except (ValueError, KeyError, TypeError):
            why = f"its note {path} is damaged: move the file back to where it lay, if it is there, and remove the note"
            failed.append(Left(f"{TAKING}/{path.stem}", why))
    return failed


def _departure(path: Path) -> Departure:
    values = json.loads(path.read_text(encoding="utf-8"))
    sidecar_stamp = tuple(values["sidecar_stamp"]) if values["sidecar_stamp"] else None
    return Departure(receipt_from(values["receipt"]), values["place"], tuple(values["stamp"]), sidecar_stamp)


def _finish(workspace: Workspace, departure: Departure) -> bool:
    """Whatever is left to do for a file whose note is written; False when it went back, or never left."""
    receipt_id, original = departure.receipt.receipt_id, _original(workspace, departure)
    taken = _taking(original) / receipt_id
    is_received = _left_already(workspace, departure, taken, original)
    if os.path.lexists(taken):
        is_received = _is_the_one(taken, departure.stamp)
        if not is_received:
            _put_back(taken, original, receipt_id)
    if is_received:
        write_receipt(workspace, departure.receipt)
        _sidecar_leaves(workspace, departure, original)
        taken.unlink(missing_ok=True)
    if _taking(original).is_dir() and not any(_taking(original).iterdir()):
        _taking(original).rmdir()
    _departure_file(workspace, receipt_id).unlink(missing_ok=True)
    return is_received


def _left_already(workspace: Workspace, departure: Departure, taken: Path, original: Path) -> bool:
    """Whether a crash came after the file had left for good."""
    if os.path.lexists(taken) or not receipt_file(workspace, departure.receipt.receipt_id).is_file():
        return False
    return not _is_the_one(original, departure.stamp)


def _is_the_one(path: Path, stamp: Stamp) -> bool:
    """Whether a file is the one that was archived, and nobody writes it."""
    try:
        found = arrival_at(path)
    except OSError:
        return False
    return stamp_of(found.status) == stamp and not found.has_writer


def _sidecar_leaves(workspace: Workspace, departure: Departure, original: Path) -> None:
    """The manifest that was read goes; a newer one under its name stays for its own file."""
    taken = _taking(original) / f"{departure.receipt.receipt_id}.manifest"
    sidecar = sidecar_of(original)
    if departure.sidecar_stamp and _stamp(sidecar) == departure.sidecar_stamp:
        _rename(sidecar, _make_taking(original) / taken.name)
    if os.path.lexists(taken):
        if _stamp(taken) != departure.sidecar_stamp:
            _put_back(taken, sidecar, departure.receipt.receipt_id)
        taken.unlink(missing_ok=True)


def _stamp(path: Path) -> Stamp | None:
    try:
        return stamp_of(path.lstat())
    except OSError:
        return None


def _put_back(taken: Path, original: Path, receipt_id: str) -> None:
    """Back under its own name; beside a newer file of that name, under one that says what happened."""
    aside = original.with_name(f"{original.stem[:40]}.put-back-{receipt_id[:8]}{original.suffix[:20]}")
    for place in (original, aside):
        try:
            os.link(taken, place, follow_symlinks=False)
        except FileExistsError:
            continue
        except OSError:  # a file system without hard links
            if os.path.lexists(place):
                continue
            _rename(taken, place)
            return
        taken.unlink()
        return


def _rename(source: Path, target: Path) -> None:
    os.rename(source, target)  # noqa: PTH104 - one name for the tests that interrupt it
    fsync_folder(target.parent)


def _departure_file(workspace: Workspace, receipt_id: str) -> Path:
    return workspace.lake / "_receiving" / f"{receipt_id}.json"


def _taking(original: Path) -> Path:
    """Beside the file: a folder of the inbox may be a disk of its own, and a rename must not copy."""
    return original.parent / TAKING


def _make_taking(original: Path) -> Path:
    folder = _taking(original)
    if folder.is_symlink():
        raise OSError(errno.ELOOP, f"{TAKING} is a link", str(folder))
    folder.mkdir(exist_ok=True)
    return folder


def _original(workspace: Workspace, departure: Departure) -> Path:
    return workspace.inbox / os.fsdecode(unquote_to_bytes(departure.place))
