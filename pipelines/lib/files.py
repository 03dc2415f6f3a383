"""How state is written: temporary name, fsync, rename. A reader sees the old bytes or the new ones, never a part.

Everything that outlives a run goes through here; nothing else calls `os.replace`.
"""

import errno
import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.lib.errors import MachineFault

_CHUNK = 1 << 20
# What the machine refuses, whatever is written.
REFUSALS = {
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO,
    errno.EMFILE, errno.ENFILE,
}  # fmt: skip
NO_SPACE, LITTLE_SPACE = "No space left on device", 256 * 1024**2
_NOTHING_LOST = "nothing is known against the file that was worked on, and nothing is lost"
_MEND = "make room, or let this user write there, and run again"


def write_atomic(path: Path, content: bytes) -> Path:
    """Write `content` to `path` in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _temporary(path)
    with temporary.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    return _into_place(temporary, path)


def write_json(path: Path, value: Any) -> Path:
    """Write a JSON document with sorted keys; dates in ISO 8601."""
    text = json.dumps(value, sort_keys=True, indent=1, ensure_ascii=False, default=str)
    return write_atomic(path, text.encode())


def write_parquet(path: Path, frame: pl.DataFrame) -> Path:
    """Write a frame as Parquet in one step.

    Raises:
        MachineFault: the machine refuses, which Polars tells of as a file "out of specification".
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _temporary(path)
    try:
        frame.write_parquet(temporary, compression="zstd")
    except pl.exceptions.ComputeError as error:
        what = f"the file could not be written: {error}"
        raise MachineFault(what, where=str(path), why=_NOTHING_LOST, fix=_MEND) from None
    return move_durably(temporary, path)


def move_durably(temporary: Path, path: Path) -> Path:
    """Fsync a finished file and rename it to its place; parents are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with temporary.open("rb") as handle:
        os.fsync(handle.fileno())
    return _into_place(temporary, path)


def copy_durably(source: Path, path: Path) -> Path:
    """Copy bytes to `path` in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _temporary(path)
    shutil.copyfile(source, temporary)
    return move_durably(temporary, path)


def copy_hashed(handle: int, folder: Path) -> tuple[Path, str]:
    """Copy an open file into a temporary one in `folder`, read once: its path and the SHA-256 of what was read."""
    folder.mkdir(parents=True, exist_ok=True)
    temporary, found = _temporary(folder / "incoming"), hashlib.sha256()
    with os.fdopen(os.dup(handle), "rb") as source, temporary.open("wb") as target:
        while chunk := source.read(_CHUNK):
            found.update(chunk)
            target.write(chunk)
    return temporary, found.hexdigest()


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while chunk := handle.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def mark_of(path: Path) -> tuple[int, str]:
    """By what a file is known again: its size in bytes and its SHA-256."""
    return path.stat().st_size, sha256_of(path)


def digest(*parts: object) -> str:
    """A short stable id (24 hexadecimal digits) of some values."""
    text = json.dumps([str(part) for part in parts], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def digest_of_files(paths: Iterable[Path]) -> str:
    """A short stable id of some files' bytes, in the order given; a missing file counts as empty."""
    return digest(*(sha256_of(path) if path.is_file() else "" for path in paths))


def fsync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _temporary(path: Path) -> Path:
    """Beside its place; of a long name only the beginning, because 255 bytes are the limit."""
    return path.with_name(f".{path.name[:40]}.{os.getpid()}.tmp")


def _into_place(temporary: Path, path: Path) -> Path:
    os.replace(temporary, path)  # noqa: PTH105 - one name for the tests that interrupt it
    fsync_folder(path.parent)
    return path


def fault_of_machine(error: BaseException) -> MachineFault | None:
    """What the machine refuses, as an error of its own, if that is what an exception says.

    Polars and DuckDB tell of a full disk in words alone, which a file's content could hold too: so the disk is asked.
    """
    if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
        return MachineFault(NO_SPACE, where=tempfile.gettempdir(), why=_NOTHING_LOST, fix=_MEND)
    if isinstance(error, OSError) and error.errno in REFUSALS:
        what = f"{error.strerror or error}"
        return MachineFault(what, where=str(error.filename or tempfile.gettempdir()), why=_NOTHING_LOST, fix=_MEND)
    folder = tempfile.gettempdir()
    if NO_SPACE in str(error) and shutil.disk_usage(folder).free < LITTLE_SPACE:
        return MachineFault(NO_SPACE, where=folder, why=_NOTHING_LOST, fix=_MEND)
    return None
