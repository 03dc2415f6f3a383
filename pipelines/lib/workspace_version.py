"""The version of a workspace: which shape its documents have. A program opens only what it can read whole.

`workspace.json` is written at first use. A workspace from before it was introduced has none: its documents are read as
they are (what they lack has a default), so migrating it is writing the version.
"""

import json
from pathlib import Path

from pipelines.lib.errors import PmoError
from pipelines.lib.files import write_json

VERSION = 1


def refuse_other_version(home: Path) -> None:
    """Open nothing that this program can't read, and nothing where DuckDB can't write.

    Raises:
        PmoError: the workspace is of a newer program, its version can't be read, or its path holds a question mark.
    """
    if "?" in str(home):
        raise PmoError("a question mark in PMO_HOME", where=str(home), why="DuckDB cuts paths there", fix="rename it")
    version = version_of(home)
    if version > VERSION:
        raise PmoError(
            f"the workspace has version {version}, this program knows versions up to {VERSION}",
            where=str(_file(home)),
            why="an older program would misread what a newer one has written",
            fix="install the newer program, or set PMO_HOME to another folder",
        )


def mark_version(home: Path) -> None:
    """Write the version where there is none, or an older one."""
    if not _file(home).exists() or version_of(home) < VERSION:
        write_json(_file(home), {"version": VERSION})


def version_of(home: Path) -> int:
    """The version of a workspace; 0 where nobody has written one.

    Raises:
        PmoError: the file is there and says no version.
    """
    try:
        return int(json.loads(_file(home).read_bytes())["version"])
    except FileNotFoundError:
        return 0
    except (OSError, ValueError, KeyError, TypeError):
        fix = f'if the workspace was made by this program, write {{"version": {VERSION}}} into it'
        raise PmoError("does not say the version of the workspace", where=str(_file(home)), fix=fix) from None


def _file(home: Path) -> Path:
    return home / "workspace.json"
