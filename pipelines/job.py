"""The job `refresh` without the daemon: the same assets, in this process, quiet but for a line on where it is."""

import os
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING
from uuid import uuid4

from rich.console import Console
from rich.status import Status

from pipelines.lib.causes import known_cause
from pipelines.lib.console.plain import plain
from pipelines.lib.dagster_storage import move_broken_storage
from pipelines.lib.errors import InternalError, PmoError
from pipelines.lib.workspace import PROJECT_ROOT, Workspace

if TYPE_CHECKING:
    from dagster import DagsterInstance, EventLogEntry

problems = Console(stderr=True)
STEPS = {
    "intake": "receiving, reading and validating",
    "dbt_models": "building the warehouse",
    "published": "publishing",
}


def dagster_home(workspace: Workspace) -> Path:
    """PMO_HOME/dagster with dagster.yaml in it."""
    workspace.dagster_home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(PROJECT_ROOT / "dagster.yaml", workspace.dagster_home / "dagster.yaml")
    moved = move_broken_storage(workspace)
    if moved:
        problems.print(f"Dagster's storage was broken and lies in {plain(moved)} now; the history of runs begins anew.")
    return workspace.dagster_home


def run_refresh(workspace: Workspace, console: Console) -> None:
    """Run the job in this process.

    Raises:
        PmoError: a step's own error as it was, or InternalError around anything unexpected.
    """
    os.environ["DAGSTER_HOME"] = str(dagster_home(workspace))
    warnings.filterwarnings("ignore")
    with console.status("starting") as status:
        import dagster as dg

        from pipelines.definitions import defs

        _take_paths_literally()
        job = defs.resolve_job_def("refresh")
        quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
        with dg.DagsterInstance.get() as instance, _live_status(instance, status) as run_id:
            try:
                job.execute_in_process(instance=instance, run_config=quiet, run_id=run_id)
            except Exception as error:
                raise _own_error(error) from error


def _take_paths_literally() -> None:
    """Dagster writes its folder into an address, where SQLAlchemy takes `%20` for a blank: write `%25` there."""
    from dagster._core.storage.event_log.sqlite import sqlite_event_log
    from dagster._core.storage.runs.sqlite import sqlite_run_storage
    from dagster._core.storage.schedules.sqlite import sqlite_schedule_storage
    from dagster._core.storage.sqlite import create_db_conn_string

    def address(base_dir: str, db_name: str) -> str:
        return create_db_conn_string(base_dir, db_name).replace("%", "%25")

    for module in (sqlite_event_log, sqlite_run_storage, sqlite_schedule_storage):
        module.create_db_conn_string = address


@contextmanager
def _live_status(instance: "DagsterInstance", status: Status) -> Iterator[str]:
    """The id for a run; while it lasts, its newest step or message stands beside the spinner."""
    run_id, over = str(uuid4()), Event()

    def watch() -> None:
        cursor = None
        while not over.wait(0.5):
            new = instance.get_records_for_run(run_id, cursor=cursor)
            cursor = new.cursor
            said = [text for record in new.records if (text := _text(record.event_log_entry))]
            if said:
                status.update(plain(said[-1]))

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield run_id
    finally:
        over.set()
        watcher.join()


def _text(event: "EventLogEntry") -> str | None:
    """What a reader should know of an event: the step that starts, or what the step itself says."""
    if event.dagster_event is None:
        return event.user_message.partition("\n")[0]  # what follows is for the log: a cause, with its traceback
    return STEPS.get(event.step_key) if event.dagster_event.event_type_value == "STEP_START" else None


def _own_error(error: BaseException) -> PmoError:
    """The PmoError behind a failed step, else an InternalError that keeps the cause."""
    return known_cause(error) or InternalError(
        f"the run failed: {' '.join(str(error).split())}", fix="run `pmo doctor`"
    )
