"""What an interrupted run left: staged tables and temporary names go, Parquet files that no record names move aside.

A crash between a load's Parquet and its record leaves such a file, and so does a record that was lost. Which of the two
it was can't be told from here, so nothing is deleted: the file lies in lake/_orphans, and the load is read again.
"""

import shutil
from pathlib import Path

from pipelines.lib.lake.comparisons import read_comparisons
from pipelines.lib.lake.records import Record, read_records
from pipelines.lib.lake.set_aside import ORPHANS, set_aside
from pipelines.lib.workspace import Workspace


def sweep(workspace: Workspace) -> list[Path]:
    """Clear what is unfinished; returns where the files without a record lie now."""
    for folder in (workspace.lake / "_staging", workspace.home / "tmp"):
        shutil.rmtree(folder, ignore_errors=True)
    for folder in (workspace.lake, workspace.archive):
        for path in folder.rglob(".*.tmp"):
            path.unlink()
    return [set_aside(workspace, path) for path in orphans(workspace)]


def orphans(workspace: Workspace) -> list[Path]:
    """Parquet files of loads and comparisons that no document names, by name."""
    known = {name for record in read_records(workspace) for name in files_of(record)}
    known |= {comparison.findings for comparison in read_comparisons(workspace)}
    found = (path for path in workspace.lake.glob("*/source_id=*/*") if ORPHANS not in path.parts)
    return sorted(path for path in found if path.relative_to(workspace.lake).as_posix() not in known)


def files_of(record: Record) -> list[str]:
    """The Parquet files of a load and of its findings, relative to lake/."""
    return [path for path, _ in record.tables.values()] + ([record.findings] if record.findings else [])
