"""What an interrupted run left: staged tables and temporary names go, Parquet files that no record names move aside.

A crash between a load's Parquet and its record leaves such a file, and so does a record that was lost. Which of the two
it was can't be told from here, so nothing is deleted: the file lies in lake/_orphans, and the load is read again.
"""

import os
import shutil
from pathlib import Path

from pipelines.lib.lake.orphans import keep_as_orphan
from pipelines.lib.workspace import Workspace


def sweep(workspace: Workspace) -> list[Path]:
    """Clear what is unfinished; returns where the files without a record lie now."""
    left = [path for path in workspace.temporary.glob("*") if not _is_of_a_living_process(path)]
    for folder in (workspace.lake / "_staging", *left):
        shutil.rmtree(folder, ignore_errors=True)
    for folder in (workspace.lake, workspace.archive):
        for path in folder.rglob(".*.tmp"):
            path.unlink()
    return [keep_as_orphan(workspace, path) for path in orphans(workspace)]


def _is_of_a_living_process(folder: Path) -> bool:
    if not folder.name.isdecimal() or int(folder.name) == os.getpid():
        return False
    try:
        os.kill(int(folder.name), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass  # it lives, as somebody else's
    return True


def orphans(workspace: Workspace) -> list[Path]:
    """Parquet files of loads and comparisons that have no document, by name; a damaged document is one."""
    folders = ("_submissions", "_comparisons")
    known = {path.stem for folder in folders for path in (workspace.lake / folder).glob("*.json")}
    found = workspace.lake.glob("*/source_id=*/*")
    return sorted(path for path in found if path.stem.removeprefix("load_id=") not in known)
