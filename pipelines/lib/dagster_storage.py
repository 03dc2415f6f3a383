"""Dagster's own storage: the history of runs. No figure rests on it, so a broken one is moved aside and begun anew.

The SQLite files under PMO_HOME/dagster flow in; where one is broken the whole folder of them is renamed.
"""

import sqlite3
from pathlib import Path

from pipelines.lib.lake.moments import now
from pipelines.lib.workspace import Workspace

# The SQLite files below DAGSTER_HOME without which Dagster can't run; those of single runs are read by its UI only.
FILES = ("history/runs.db", "history/runs/index.db", "schedules/schedules.db")
# SQLITE_ERROR is a schema that can't be parsed.
BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}


def broken_storage(workspace: Workspace) -> dict[Path, str]:
    """SQLite files of Dagster that can't be read, and what SQLite says of them."""
    files = [path for name in FILES if (path := workspace.dagster_home / name).exists()]
    return {path: said for path in files if (said := _problem(path))}


def move_broken_storage(workspace: Workspace) -> Path | None:
    """Move the folders that hold a broken file to dagster/_broken_<moment>/; None if all is well."""
    broken = broken_storage(workspace)
    if not broken:
        return None
    aside = workspace.dagster_home / f"_broken_{now():%Y%m%dT%H%M%S%f}"
    aside.mkdir()
    for folder in sorted({path.relative_to(workspace.dagster_home).parts[0] for path in broken}):
        (workspace.dagster_home / folder).rename(aside / folder)
    return aside


def _problem(path: Path) -> str | None:
    if not path.is_file():
        return "is no file"
    try:
        con = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            con.execute("select count(*) from sqlite_master").fetchone()
            (said,) = con.execute("pragma quick_check(1)").fetchone()
        finally:
            con.close()
    except sqlite3.DatabaseError as error:  # a lock, a full disk or no right to read says nothing of the file
        return str(error) if error.sqlite_errorcode & 0xFF in BROKEN else None
    return None if said == "ok" else said
