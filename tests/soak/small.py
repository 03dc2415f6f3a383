"""The small workspace every trial starts from, one step of work in a process of its own, and the undisturbed twin.

Flows out: a folder to copy (configuration, inbox of two months, a built warehouse), the state after one clean run. The publication
is that of the built warehouse: a whole dbt build would make a kill cost a minute.
"""

import multiprocessing
import shutil
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipelines.lib.workspace import PROJECT_ROOT, Workspace
from tests.end_to_end.pipeline import published_tables
from tests.end_to_end.small_contract import write_baseline, write_month
from tests.end_to_end.test_crash import state_of
from tests.end_to_end.test_history import new_workspace
from tests.soak.ready_workers import use_ready_workers

SPAWN = multiprocessing.get_context("forkserver")
SPAWN.set_forkserver_preload(
    [
        "great_expectations",
        "pipelines.lib.intake.run",
        "pipelines.lib.validation.rules",
        "pipelines.job",
        "tests.soak.small",
    ]
)
PATIENCE = 300
Disturbance = Callable[[Workspace], None]


def workspace_in(home: Path) -> Workspace:
    """The workspace of a folder."""
    return Workspace(home, home / "sources", PROJECT_ROOT / "expectations")


def work(workspace: Workspace) -> None:
    """What a run does, with the built warehouse in place of a dbt build."""
    from pipelines.lib.config.load import load
    from pipelines.lib.intake.run import take_in
    from pipelines.lib.lake.configuration import commit_configuration, configuration_frames
    from pipelines.lib.validation.rules import load_rules
    from pipelines.lib.warehouse.publication import write_state
    from pipelines.lib.warehouse.publish import publish, publish_parquet

    with workspace.lock():
        config = load(workspace)
        take_in(workspace, config)
        commit_configuration(workspace, configuration_frames(config, load_rules(workspace.expectations).frame()))
        tables = publish(workspace, workspace.warehouse_file, workspace.published_file)
        publish_parquet(workspace)
        write_state(workspace, tables)


def in_child(home: Path, disturb: Disturbance | None, report: object) -> None:
    """Work in this process; report "done", the one sentence that a person reads, or the traceback nobody should."""
    from pipelines.job import _own_error
    from pipelines.lib.errors import InternalError

    workspace = workspace_in(home)
    use_ready_workers()
    try:
        if disturb:
            disturb(workspace)
        work(workspace)
    except Exception as error:
        own = _own_error(error)
        is_foreseen = not isinstance(own, InternalError)
        report.put(("sentence", own.sentence()) if is_foreseen else ("raised", traceback.format_exc()))
    else:
        report.put(("done", ""))


def run_apart(home: Path, disturb: Disturbance | None = None) -> tuple[str, str]:
    """One run in a process of its own, to its end: ("done" | "sentence" | "raised" | "hung", words)."""
    report = SPAWN.Queue()
    process = SPAWN.Process(target=in_child, args=(home, disturb, report))
    process.start()
    try:
        return report.get(timeout=PATIENCE)
    except Exception:
        return "hung", f"no answer after {PATIENCE} s"
    finally:
        process.kill()
        process.join()


@dataclass(frozen=True)
class Twin:
    """The folder to start from, the state after one undisturbed run, and a folder where half of it has been run."""

    start: Path
    lake: object = None
    tables: object = None
    half: Path | None = None

    def copy(self, home: Path) -> Path:
        """A new workspace as it stood before that run."""
        return _copied(self.start, home)

    def copy_half_run(self, home: Path) -> Path:
        """A new workspace in which every other delivery has been taken in and published, and the others wait."""
        return _copied(self.half, home)

    def differs(self, home: Path, *, is_other_order: bool = False) -> str:
        """How a workspace differs from the twin; empty when it does not.

        Where files came in another order, a file was also compared with what came before it then; that stays on record.
        """
        workspace = workspace_in(home)
        records, receipts, rows, comparisons = state_of(workspace)
        now = (records, receipts, rows, comparisons)
        names = ("records", "receipts", "rows", "comparisons")
        if is_other_order and {*self.lake[3]} <= {*comparisons}:
            now = (*now[:3], self.lake[3])
        unlike = [name for name, one, other in zip(names, self.lake, now, strict=True) if one != other]
        if self.tables != published_tables(workspace.published_file):
            unlike.append("published tables")
        left = [path for path in workspace.inbox.rglob("*") if path.is_file()]
        return ", ".join([*unlike, *(f"left in the inbox: {path.name}" for path in left)])


def make_twin(folder: Path, months: int = 2) -> Twin:
    """Build the start and run it once without disturbance.

    Raises:
        RuntimeError: the undisturbed run fails, so nothing can be compared with it.
    """
    start = folder / "start"
    shutil.rmtree(start, ignore_errors=True)
    workspace = new_workspace(start)
    _build_warehouse(workspace)
    write_baseline(workspace.inbox)
    for month in range(1, months + 1):
        write_month(workspace.inbox, month)
    clean = Twin(start).copy(folder / "undisturbed")
    outcome, words = run_apart(clean)
    if outcome != "done":
        raise RuntimeError(f"the undisturbed run fails: {words}")
    undisturbed = workspace_in(clean)
    half = _run_by_half(start, folder / "half")
    return Twin(start, state_of(undisturbed), published_tables(undisturbed.published_file), half)


def _run_by_half(start: Path, home: Path) -> Path:
    """State stands in it before anything is damaged."""
    _copied(start, home)
    held = home.with_name("held")
    for path in sorted(path for path in (home / "inbox").rglob("*") if path.is_file())[::2]:
        target = held / path.relative_to(home / "inbox")
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
    outcome, words = run_apart(home)
    if outcome != "done":
        raise RuntimeError(f"the undisturbed run of a half fails: {words}")
    shutil.copytree(held, home / "inbox", dirs_exist_ok=True)
    shutil.rmtree(held)
    return home


def _copied(folder: Path, home: Path) -> Path:
    shutil.rmtree(home, ignore_errors=True)
    return shutil.copytree(folder, home, symlinks=True)


def _build_warehouse(workspace: Workspace) -> None:
    """A small database in place of what dbt builds: two tables that must always be of one version."""
    import duckdb

    workspace.warehouse.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(workspace.warehouse_file)) as con:
        con.execute("create schema kpi; create schema marts")
        con.execute("create table kpi.fct_kpi as select 1 as version, range as n from range(20000)")
        con.execute("create table marts.dim_kpi as select 1 as version, range as n from range(20000)")
        con.execute("create schema lake; create table lake.publication as select 'F1' as fingerprint")
