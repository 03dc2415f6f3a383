"""Faults of the machine: a full disk, a folder without rights, a broken device. No file and no model is to blame.

An exception flows in; an EnvironmentFault flows out where the machine is the cause, with the file and the way out.
"""

import errno
from collections.abc import Iterator

from pipelines.lib.errors import EnvironmentFault

# What the system calls it -> what a person can do. DuckDB and Polars repeat the system's words without its number.
WAYS_OUT = {
    errno.ENOSPC: "free some space, then run again: what was finished before is kept",
    errno.EDQUOT: "the quota of this user is used up: free some space, then run again",
    errno.EROFS: "the file system is read-only: mount it for writing, or set PMO_HOME to another folder",
    errno.EACCES: "give this user the right to read and write there, then run again",
    errno.EPERM: "give this user the right to read and write there, then run again",
    errno.EIO: "the device has an error: see the system's log, restore the workspace from a copy if need be",
    errno.EMFILE: "raise the limit of open files (ulimit -n), then run again",
    errno.ENOMEM: "free some memory, then run again",
}
SAID = {
    "No space left on device": errno.ENOSPC,
    "Disk quota exceeded": errno.EDQUOT,
    "Read-only file system": errno.EROFS,
    "Permission denied": errno.EACCES,
    "Input/output error": errno.EIO,
    "Too many open files": errno.EMFILE,
    "Cannot allocate memory": errno.ENOMEM,
}


def environment_fault(error: BaseException) -> EnvironmentFault | None:
    """The machine's fault behind an exception, if there is one among its causes."""
    for cause in chain(error):
        number = _number(cause)
        if number:
            named = getattr(cause, "filename", None)
            what = getattr(cause, "strerror", None) or " ".join(str(cause).split())
            return EnvironmentFault(what, where=str(named or ""), fix=WAYS_OUT[number])
    return None


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and what caused it, outermost first."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _number(error: BaseException) -> int | None:
    if isinstance(error, OSError) and error.errno in WAYS_OUT:
        return error.errno
    if isinstance(error, MemoryError):
        return errno.ENOMEM
    foreign = type(error).__module__.startswith(("_duckdb", "duckdb", "polars", "sqlite3", "sqlalchemy"))
    return next((number for said, number in SAID.items() if said in str(error)), None) if foreign else None
