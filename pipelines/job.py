"""The job `refresh` without the daemon: the same assets, in this process, quiet but for a line on where it is."""

import os
import shutil
import warnings
from pathlib import Path

from rich.console import Console

from pipelines.lib.errors import InternalError, PmoError
from pipelines.lib.workspace import PROJECT_ROOT, Workspace


def dagster_home(workspace: Workspace) -> Path:
    """PMO_HOME/dagster with dagster.yaml in it."""
    workspace.dagster_home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(PROJECT_ROOT / "dagster.yaml", workspace.dagster_home / "dagster.yaml")
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

        job = defs.resolve_job_def("refresh")
        quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
        status.update("reading and validating what was received, building the warehouse, publishing")
        with dg.DagsterInstance.get() as instance:
            try:
                job.execute_in_process(instance=instance, run_config=quiet)
            except Exception as error:
                raise _own_error(error) from error


def _own_error(error: BaseException) -> PmoError:
    """The PmoError behind a failed step, else an InternalError that keeps the cause."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, PmoError):
            return cause
        cause = cause.__cause__
    return InternalError(f"the run failed: {error}", fix="the traceback stands in Dagster's run log (`pmo dev`)")
