"""Things of the workspace that nothing names any more, or that can't be read: moved to lake/_orphans, never deleted.

A file keeps its place below lake/, or below the workspace, as its place below lake/_orphans/. What is there already
keeps its name.
"""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from pipelines.lib.files import fsync_folder
from pipelines.lib.workspace import Workspace

ORPHANS = "_orphans"


def keep_as_orphan(workspace: Workspace, path: Path) -> Path:
    """Move a file or folder of the workspace to lake/_orphans/ in one step; returns where it lies now."""
    place = path.relative_to(workspace.lake if path.is_relative_to(workspace.lake) else workspace.home)
    wanted = workspace.lake / ORPHANS / place
    wanted.parent.mkdir(parents=True, exist_ok=True)
    free = next(name for name in _names(wanted) if not name.exists())
    path.rename(free)
    fsync_folder(free.parent)
    return free


def _names(path: Path) -> Iterator[Path]:
    yield path
    for turn in count(2):
        yield path.with_name(f"{path.name}.{turn}")
