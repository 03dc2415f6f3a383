"""The dbt project parsed once for all tests, in all their processes; it is kept until a file of the project changes."""

import shutil
from pathlib import Path

from filelock import FileLock

from pipelines.lib.warehouse.parsed import parsed
from pipelines.lib.workspace import DBT_PROJECT

KEPT = DBT_PROJECT / "target/parsed_for_tests"


def parsed_for_tests() -> Path:
    """The folder in which it stands; to be read only."""
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(KEPT.with_suffix(".lock")):
        parsed(KEPT)
    return KEPT


def give_parsed_project(target: Path) -> None:
    """Put it where dbt of a workspace looks for it."""
    if not target.exists():
        shutil.copytree(parsed_for_tests(), target)
