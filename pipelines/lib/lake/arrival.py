"""One ordinary file of the inbox as it stands, and whether it has come whole.

Flows in: a path. Flows out: an Arrival. No link is followed and no pipe waited for. What else lies in the inbox
belongs to inbox.py.
"""

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from pipelines.lib.lake.manifest import SUFFIX as SIDECAR_SUFFIX
from pipelines.lib.lake.writers import is_open_for_writing


@dataclass(frozen=True)
class Arrival:
    """A file in the inbox as it stood when it was looked at; `has_writer` None: the system can't say."""

    path: Path
    status: os.stat_result
    has_writer: bool | None

    @property
    def stamp(self) -> tuple[int, ...]:
        """What changes when the file does."""
        found = self.status
        return (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)

    def is_quiet(self, seconds: float, now: float) -> bool:
        """Whether nobody writes it and it has stood still for so long.

        A rename changes only the change time: where no writer is known to be there, the modification time alone counts.
        """
        if self.has_writer:
            return False
        modified, changed = self.status.st_mtime, self.status.st_ctime
        known = [modified] if modified <= now else []
        if self.has_writer is None or not known:
            known.append(changed)
        return now - max(known) >= seconds


def arrival_at(path: Path) -> Arrival:
    """An ordinary file as it stands now.

    Raises:
        OSError: it can't be opened, or is no ordinary file.
    """
    handle = open_safely(path)
    try:
        return Arrival(path, os.fstat(handle), is_open_for_writing(handle, path.parent))
    finally:
        os.close(handle)


def open_safely(path: Path) -> int:
    """A handle on an ordinary file: no link is followed, no pipe waited for.

    Raises:
        OSError: it can't be opened, or is no ordinary file.
    """
    if not stat.S_ISREG(path.lstat().st_mode):
        raise OSError(errno.EINVAL, "it is no ordinary file", str(path))
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "it is no ordinary file", str(path))
    return handle


def sidecar_of(path: Path) -> Path:
    """Where the manifest of a file would be."""
    return path.with_name(path.name + SIDECAR_SUFFIX)
