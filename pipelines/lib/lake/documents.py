"""The JSON documents of the lake: each carries a checksum and is read by itself, so that a damaged one stops no other.

A folder of documents flows in; what can be read flows out. What can't is left out here and told by damage.py,
which every run asks before it publishes.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pipelines.lib.files import digest, write_json

CHECKSUM = "checksum"
CHANGED = "was changed or renamed after it was written"
Document = TypeVar("Document")
Build = Callable[[dict[str, Any]], Document]


def write_document(path: Path, values: dict[str, Any]) -> None:
    """Write a document with the checksum of what it says and of its own name."""
    plain = json.loads(json.dumps(values, default=str))
    write_json(path, plain | {CHECKSUM: _checksum(path, plain)})


def read_document(path: Path) -> dict[str, Any]:
    """What a document says, without its checksum; one of an earlier version has none.

    Raises:
        ValueError: no JSON, or changed or renamed since it was written.
    """
    values = json.loads(path.read_bytes())
    mark = values.pop(CHECKSUM, None) if isinstance(values, dict) else None
    if mark not in (None, _checksum(path, values)):
        raise ValueError(CHANGED)
    return values


def read_documents(folder: Path, build: Build[Document]) -> list[Document]:
    """The readable documents of a folder, by name; none where there is no such folder."""
    return _read(folder, build)[0]


def broken_documents(folder: Path, build: Build[Any]) -> dict[Path, str]:
    """The documents of a folder that can't be read, and why."""
    return _read(folder, build)[1]


def _read(folder: Path, build: Build[Document]) -> tuple[list[Document], dict[Path, str]]:
    read, broken = [], {}
    for path in sorted(folder.glob("*.json")):
        try:
            read.append(build(read_document(path)))
        except (OSError, ValueError, KeyError, TypeError) as error:  # pydantic's errors are ValueErrors
            broken[path] = _why(path, error)
    return read, broken


def _why(path: Path, error: Exception) -> str:
    if path.is_dir():
        return "is a folder, not a document"
    if isinstance(error, OSError):
        return f"can't be read: {error.strerror}"
    if path.stat().st_size == 0:
        return "is empty"
    if isinstance(error, json.JSONDecodeError | UnicodeDecodeError):
        return "is no JSON any more: it was cut off or overwritten"
    if str(error) == CHANGED:
        return CHANGED
    return "does not hold what such a document holds: " + " ".join(str(error).split())[:200]


def _checksum(path: Path, values: Any) -> str:
    return digest(path.name, json.dumps(values, sort_keys=True))
