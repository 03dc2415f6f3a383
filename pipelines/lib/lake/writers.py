"""Whether somebody still has a file open for writing: a sender that pauses looks like one that has finished.

Linux grants a read lease on a file only while nobody has it open for writing. Where it can't say (another system, a
network folder, a file of another user), the answer is None and the times of the file alone decide (inbox.py).
"""

import errno
import fcntl
import os
import signal
from functools import lru_cache
from pathlib import Path


def is_open_for_writing(handle: int, folder: Path) -> bool | None:
    """Whether the file behind a handle opened for reading, in `folder`, has a writer; None where nobody can say."""
    if not hasattr(fcntl, "F_SETLEASE"):
        return None
    refused = _refused(handle)
    if refused is None:
        return False
    is_told = refused == errno.EAGAIN and _tells_writers(os.fstat(handle).st_dev, folder)
    return True if is_told else None


def _refused(handle: int) -> int | None:
    """The error with which a read lease is refused, None when it is granted; it is given back at once."""
    try:
        # The signal to a holder whose lease is broken would end the process; this one is ignored.
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno
    return None


@lru_cache(maxsize=64)
def _tells_writers(device: int, folder: Path) -> bool:
    """Whether this file system refuses a lease for a writer only: some network folders refuse every one.

    Tried on a file without a name, so nobody sees it.
    """
    try:
        writer = os.open(folder, os.O_TMPFILE | os.O_RDWR)
    except OSError:
        return False
    try:
        reader = os.open(f"/proc/self/fd/{writer}", os.O_RDONLY)
    except OSError:
        os.close(writer)
        return False
    os.close(writer)
    try:
        return _refused(reader) is None
    finally:
        os.close(reader)
