"""Reading the manifest beside a file of the inbox: the worst that can lie there has its file rejected, no more.

Flows in: the path of a received file. Flows out: a Sidecar. What the text means belongs to manifest.py.
"""

import codecs
import os
from dataclasses import dataclass
from pathlib import Path

from pipelines.lib.lake.arrival import open_safely, sidecar_of

LARGEST = 64 * 1024
Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class Sidecar:
    """The text of a manifest, or why there is none; `stamp` tells it from a later one."""

    text: str | None = None
    problem: str | None = None
    stamp: Stamp | None = None


def read_sidecar(path: Path) -> Sidecar:
    """The manifest beside a file; an empty Sidecar where there is none."""
    beside = sidecar_of(path)
    try:
        if not os.path.lexists(beside):
            return Sidecar()
        handle = open_safely(beside)
    except OSError as error:
        return Sidecar(problem=f"its manifest can't be read ({error.strerror}): write it as a text file of its own")
    with os.fdopen(handle, "rb") as file:
        content, stamp = file.read(LARGEST + 1), stamp_of(os.fstat(handle))
    if len(content) > LARGEST:
        return Sidecar(problem=f"its manifest is larger than {LARGEST // 1024} KB, so it is none", stamp=stamp)
    try:
        return Sidecar(content.decode(_encoding(content)), stamp=stamp)
    except UnicodeDecodeError:
        return Sidecar(problem="its manifest is not in UTF-8: save it in this encoding", stamp=stamp)


def stamp_of(status: os.stat_result) -> Stamp:
    """What tells a file from a later one of the same name; a rename does not change it."""
    return (status.st_ino, status.st_size, status.st_mtime_ns)


def _encoding(content: bytes) -> str:
    """Windows tools write UTF-16, and say so in the first two bytes."""
    return "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
