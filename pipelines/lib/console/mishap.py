"""How a command ends that could not do its work: one sentence, an exit code, the traceback in a file when it is ours.

Exceptions flow in; docs/operate.md lists the exit codes.
"""

import datetime as dt
import traceback
from pathlib import Path

from rich.console import Console

from pipelines.lib.causes import known_cause
from pipelines.lib.console.plain import plain
from pipelines.lib.errors import DamagedWorkspace, InternalError, PmoError, WarehouseError
from pipelines.lib.files import write_atomic
from pipelines.lib.workspace import Workspace

EXIT_CODES: dict[type[PmoError], int] = {WarehouseError: 2, DamagedWorkspace: 4}


def explain(error: Exception, workspace: Workspace, problems: Console) -> int:
    """Say what stopped the command; returns its exit code."""
    known = known_cause(error)
    known = None if isinstance(known, InternalError) else known
    code = next((number for kind, number in EXIT_CODES.items() if isinstance(known, kind)), 1)
    head = "Not published." if code != 1 else "Stopped."
    said = known or (error if isinstance(error, PmoError) else _unforeseen(error))
    problems.print(f"[red]{head}[/red] {plain(said.sentence())}", highlight=False, soft_wrap=True)
    if known is None:
        problems.print(plain(_kept(error, workspace)), highlight=False, soft_wrap=True)
    return code


def _unforeseen(error: Exception) -> InternalError:
    said = " ".join(str(error).split())[:300]
    return InternalError(
        f"something that was not foreseen: {type(error).__name__}: {said}",
        why="nothing that was finished before is lost",
        fix="run `pmo doctor`; if it finds nothing, the fault is in this program",
    )


def _kept(error: Exception, workspace: Workspace) -> str:
    """Where the traceback stands."""
    file: Path = workspace.logs / f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S}.log"
    try:
        write_atomic(file, "".join(traceback.format_exception(error)).encode("utf-8", "replace"))
    except OSError as problem:
        return f"Its traceback could not be kept in {file}: {problem.strerror}."
    return f"Its traceback stands in {file}."
