"""Does the machine let us work: the lock and who holds it, rights, disk space, the clock.

Flows in: a workspace. Flows out: findings.
"""

import os
import shutil
from collections.abc import Iterator

from pipelines.lib.doctor.finding import Finding
from pipelines.lib.errors import PmoError, WorkspaceBusy
from pipelines.lib.lake.moments import newest_moment, now
from pipelines.lib.workspace import Workspace

ENOUGH_BYTES = 2 << 30


def check_machine(workspace: Workspace) -> Iterator[Finding]:
    """Lock, rights, disk, clock."""
    yield _lock(workspace)
    yield from _rights(workspace)
    yield _disk(workspace)
    yield _clock(workspace)


def _lock(workspace: Workspace) -> Finding:
    if not (workspace.home / ".lock").exists():
        return Finding("lock", "free")
    try:
        with workspace.lock():
            return Finding("lock", "free")
    except WorkspaceBusy:
        return Finding("lock", "held by a run: what is found below may be its unfinished work")
    except PmoError as error:
        return Finding(error.where, error.what, error.fix)


def _rights(workspace: Workspace) -> Iterator[Finding]:
    folders = (workspace.home, workspace.inbox, workspace.archive, workspace.lake, workspace.published)
    for folder in folders:
        if folder.exists() and not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            yield Finding(str(folder), "can't be read and written", "give this user the right to it")


def _disk(workspace: Workspace) -> Finding:
    place = next(path for path in (workspace.home, *workspace.home.parents) if path.exists())
    free = shutil.disk_usage(place).free
    fix = "free some space: a run that finds none stops, and loses nothing" if free < ENOUGH_BYTES else ""
    return Finding("disk", f"{free / (1 << 30):,.1f} GB free", fix)


def _clock(workspace: Workspace) -> Finding:
    newest = newest_moment(workspace)
    if newest and newest > now():
        said = f"says {now():%Y-%m-%d %H:%M} UTC, the newest commit {newest:%Y-%m-%d %H:%M}"
        return Finding("clock", said, "set the clock; until then commits are stamped just after the newest one")
    return Finding("clock", f"{now():%Y-%m-%d %H:%M} UTC")
