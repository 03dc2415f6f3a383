"""The one place that knows where inbox, archive, lake, warehouse and published files are.

PMO_HOME (default ./workspace) holds all runtime state; PMO_SOURCES and PMO_EXPECTATIONS the configuration.
Nothing else reads the environment for paths.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipelines.lib.errors import PmoError, WorkspaceBusy
from pipelines.lib.workspace_version import mark_version, refuse_other_version

PROJECT_ROOT = Path(__file__).resolve().parents[2]
DBT_PROJECT = PROJECT_ROOT / "dbt_project"
WAREHOUSE_NAME = "warehouse.duckdb"


@dataclass(frozen=True)
class Workspace:
    """Paths of one workspace and its configuration."""

    home: Path
    sources: Path
    expectations: Path

    @classmethod
    def from_environment(cls) -> "Workspace":
        """The workspace the environment names, else the defaults beside the project.

        Raises:
            PmoError: a newer program has written it.
        """
        workspace = cls.named()
        refuse_other_version(workspace.home)
        return workspace

    @classmethod
    def named(cls) -> "Workspace":
        """The same without a look into it: for who reports what is wrong."""
        return cls(
            home=Path(os.environ.get("PMO_HOME", PROJECT_ROOT / "workspace")).absolute(),
            sources=Path(os.environ.get("PMO_SOURCES", PROJECT_ROOT / "sources")).absolute(),
            expectations=Path(os.environ.get("PMO_EXPECTATIONS", PROJECT_ROOT / "expectations")).absolute(),
        )

    @property
    def inbox(self) -> Path:
        """Where files are dropped: inbox/<party>/<source>/."""
        return self.home / "inbox"

    @property
    def archive(self) -> Path:
        """Every byte ever received, once."""
        return self.home / "archive"

    @property
    def lake(self) -> Path:
        """Typed, validated, immutable Parquet files and the records of what was decided."""
        return self.home / "lake"

    @property
    def faults(self) -> Path:
        """The fault lists for the senders, one folder per submission that has findings."""
        return self.home / "faults"

    @property
    def warehouse(self) -> Path:
        """What dbt builds; nobody else opens it."""
        return self.home / "warehouse"

    @property
    def warehouse_file(self) -> Path:
        """The database that dbt builds."""
        return self.warehouse / WAREHOUSE_NAME

    def scratch_warehouse(self, name: str) -> Path:
        """Another database for dbt: of the same file name, so that the same parsed project holds for it."""
        return self.warehouse / name / WAREHOUSE_NAME

    @property
    def dbt_target(self) -> Path:
        """Dbt's manifest and parse cache."""
        return self.warehouse / "dbt_target"

    @property
    def published(self) -> Path:
        """The only folder analysts and BI tools read."""
        return self.home / "published"

    @property
    def published_file(self) -> Path:
        """Marts and KPIs, read-only, swapped in whole."""
        return self.published / "pmo.duckdb"

    @property
    def logs(self) -> Path:
        """Tracebacks of what was not foreseen."""
        return self.home / "logs"

    @property
    def dagster_home(self) -> Path:
        """DAGSTER_HOME."""
        return self.home / "dagster"

    @property
    def temporary(self) -> Path:
        """A folder per process; what a process that is gone left there is swept."""
        return self.home / "tmp"

    def keep_temporary_files(self) -> Path:
        """Make libraries put their temporary files (Great Expectations does) into the workspace, nowhere else.

        Each process has a folder of its own: a check may go on while a run begins and sweeps.
        """
        folder = self.temporary / str(os.getpid())
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.tempdir = str(folder)
        return folder

    @contextmanager
    def lock(self, *, wait_seconds: float = 0) -> Iterator[None]:
        """Hold the workspace: one writer at a time, across processes.

        Raises:
            WorkspaceBusy: another run holds it and `wait_seconds` have passed.
            PmoError: the lock can't be taken at all, or a newer program has written the workspace.
        """
        from filelock import FileLock, Timeout

        self.home.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.home / ".lock")
        try:
            lock.acquire(timeout=wait_seconds)
        except Timeout:
            raise WorkspaceBusy(
                "another run is writing here",
                where=str(self.home),
                why="one run at a time may change the workspace",
                fix="wait for it to end, or stop it; the lock goes with its process",
            ) from None
        except OSError as error:
            fix = "move it away when it is no plain file, or give this user the right to write it"
            problem = f"the lock can't be taken: {error.strerror}"
            raise PmoError(problem, where=str(self.home / ".lock"), fix=fix) from error
        try:
            refuse_other_version(self.home)
            mark_version(self.home)
            yield
        finally:
            lock.release()
