"""What lies in the inbox: files that are ready to be taken, files that still arrive, and what stays, with the reason.

Flows in: the folder inbox/<party>/<feed>/. Flows out: an Inbox. Nothing is changed, only ordinary files are
opened and no link is followed. Taking files out belongs to receive.py.
"""

import os
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.lib.lake.arrival import Arrival, arrival_at, sidecar_of
from pipelines.lib.lake.file_name import shown_name
from pipelines.lib.lake.manifest import SUFFIX as SIDECAR_SUFFIX

TAKING = ".taking"
UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".filepart")
# Folders that end like a file: an unpacked archive, or a trap. What they hold is no delivery.
FILE_ENDINGS = (".xer", ".csv", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", SIDECAR_SUFFIX)
KINDS = {
    stat.S_ISLNK: "a link",
    stat.S_ISFIFO: "a pipe",
    stat.S_ISSOCK: "a socket",
    stat.S_ISCHR: "a device",
    stat.S_ISBLK: "a device",
}
HIDDEN = "a hidden folder: nothing is taken from it; put its files beside it if they are deliveries"
POLL_SECONDS = 0.5


@dataclass(frozen=True)
class Left:
    """Something that stays in the inbox: its place below it, as text, and why; `waits`: it is nobody's fault."""

    place: str
    why: str
    waits: bool = False


@dataclass
class Inbox:
    """Everything in the inbox that somebody should know of; each list in order of name."""

    ready: list[Arrival] = field(default_factory=list)
    arriving: list[Arrival] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def look(inbox: Path, settle_seconds: float) -> Inbox:
    """The inbox as it is now."""
    found = Inbox()
    for path in _entries(inbox, found):
        if path.name.startswith((".", "~$")):
            continue
        try:
            arrival = _arrival(inbox, path, found)
        except FileNotFoundError:
            continue  # its sender took it back, or renamed it: then it is met under its new name
        except OSError as error:
            found.left.append(
                Left(place_of(inbox, path), f"it can't be opened ({error.strerror}): mend its permissions")
            )
            continue
        if arrival:
            (found.ready if _is_settled(arrival, settle_seconds) else found.arriving).append(arrival)
    return found


def look_once_settled(inbox: Path, settle_seconds: float, sleep: Callable[[float], None] = time.sleep) -> Inbox:
    """The inbox after one wait, at most the settle time, for what still arrives.

    What nobody writes and what stood still over the whole wait is ready, whatever the clock says of its times.
    """
    first = found = look(inbox, settle_seconds)
    deadline = time.monotonic() + settle_seconds
    while found.arriving and time.monotonic() < deadline:
        sleep(min(POLL_SECONDS, settle_seconds))
        found = look(inbox, settle_seconds)
    before = {(arrival.path, arrival.stamp) for arrival in first.arriving}
    still = [
        arrival for arrival in found.arriving if (arrival.path, arrival.stamp) in before and not arrival.has_writer
    ]
    found.ready = sorted([*found.ready, *still], key=lambda arrival: arrival.path)
    found.arriving = [arrival for arrival in found.arriving if arrival not in still]
    return found


def place_of(inbox: Path, path: Path) -> str:
    """Where something lies below the inbox, as text that can be shown."""
    return "/".join(shown_name(part) for part in path.relative_to(inbox).parts)


def _entries(inbox: Path, found: Inbox) -> Iterator[Path]:
    """Everything below the inbox that is no folder, in order, and links to folders."""

    def refuse(error: OSError) -> None:
        place = place_of(inbox, Path(error.filename)) or "."
        found.left.append(Left(place, f"this folder can't be opened ({error.strerror}): mend its permissions"))

    for folder, folders, files in os.walk(inbox, onerror=refuse if inbox.is_dir() else None):
        here = Path(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        unpacked = [name for name in folders if name.lower().endswith(FILE_ENDINGS) and name not in links]
        for name in unpacked:
            why = "it is a folder named like a file: put the file itself into the inbox"
            found.left.append(Left(place_of(inbox, here / name), why))
        hidden = [name for name in folders if name.startswith(".") and name not in (*links, *unpacked)]
        for name in hidden:
            if here != inbox or name != TAKING:
                found.left.append(Left(place_of(inbox, here / name), HIDDEN, waits=True))
        folders[:] = sorted(name for name in folders if name not in (*links, *unpacked, *hidden))
        yield from (here / name for name in sorted([*files, *links]))


def _arrival(inbox: Path, path: Path, found: Inbox) -> Arrival | None:
    """A file that can be taken, now or soon; None for what can't be, with a word on why."""
    mode = path.lstat().st_mode
    kind = next((word for is_kind, word in KINDS.items() if is_kind(mode)), None)
    if kind:
        why = f"it is {kind}, not a file, and is never followed: put the file itself here"
        found.left.append(Left(place_of(inbox, path), why))
        return None
    unfinished = _no_delivery(path)
    if unfinished:
        found.left.append(Left(place_of(inbox, path), unfinished, waits=True))
        return None
    return None if path.name.endswith(SIDECAR_SUFFIX) else arrival_at(path)


def _no_delivery(path: Path) -> str | None:
    if path.name.lower().endswith(UNFINISHED):
        return f"an unfinished copy ({path.suffix}): it is taken when its sender has renamed it"
    if path.name.endswith(SIDECAR_SUFFIX) and not os.path.lexists(str(path)[: -len(SIDECAR_SUFFIX)]):
        return "a manifest without its file: it waits for the file whose name it bears"
    return None


def _is_settled(arrival: Arrival, seconds: float) -> bool:
    """Whether the file, and the manifest beside it, have stood still."""
    now = time.time()
    try:
        beside = arrival_at(sidecar_of(arrival.path))
    except OSError:
        beside = None  # there is none, or none that can be read: sidecar.py says so
    return arrival.is_quiet(seconds, now) and (beside is None or beside.is_quiet(seconds, now))
