"""Killed at every named step and at random moments, a run that is repeated gives what an undisturbed one gives."""

import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import duckdb
import pytest

from pipelines.lib.lake.archive import read_receipts
from pipelines.lib.lake.records import read_records
from tests.end_to_end.interrupted import REMOVALS, STEP_OF_FOLDER, take_in_interrupted
from tests.end_to_end.pipeline import PROJECT_ROOT, differences, pmo, published_tables
from tests.end_to_end.small_contract import write_baseline, write_month
from tests.end_to_end.test_history import new_workspace

pytestmark = [pytest.mark.slow, pytest.mark.proof]
SPAWN = multiprocessing.get_context("forkserver")
SPAWN.set_forkserver_preload(["great_expectations", "pipelines.lib.intake.run", "pipelines.lib.validation.rules"])
STEPS = [*sorted({*STEP_OF_FOLDER.values(), *REMOVALS.values()}), "load"]
VOLATILE = {"committed_at"}


def run_in_child(workspace, step=None, nth=1, moment="before"):
    """Exit code of one intake in a process of its own, and the steps it reached."""
    report = SPAWN.Queue()
    arguments = (str(workspace.home), str(workspace.sources), step, nth, moment, report)
    process = SPAWN.Process(target=take_in_interrupted, args=arguments)
    process.start()
    seen = report.get(timeout=300) if step is None else None
    process.join(300)
    return process.exitcode, seen


def state_of(workspace):
    """Everything a reader may see of the lake: records, receipts, rows of every committed file."""
    records = [record.model_dump(exclude=VOLATILE) for record in read_records(workspace)]
    files = [path for record in records for path, _ in record["tables"].values()]
    files += [record["findings"] for record in records if record["findings"]]
    rows = {path: duckdb.sql(f"from '{workspace.lake / path}' order by all").fetchall() for path in files}
    receipts = sorted((receipt.receipt_id, receipt.manifest_text) for receipt in read_receipts(workspace))
    comparisons = sorted(path.name for path in (workspace.lake / "_comparisons").glob("*.json"))
    return sorted(records, key=lambda record: record["load_id"]), receipts, rows, comparisons


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """A small inbox (two months, one file with a manifest, one that is refused), the state after one clean run, and a built
    warehouse to publish."""
    home = tmp_path_factory.mktemp("undisturbed")
    workspace = new_workspace(home)
    write_baseline(workspace.inbox)
    for month in (1, 2):
        _, ledger, register = write_month(workspace.inbox, month)
    register.with_name(register.name + ".manifest.yml").write_text("data_date: 2025-02-28\n")
    shutil.copy2(ledger, refused := ledger.with_name("ledger_2025-02-27.csv"))
    refused.write_text(ledger.read_text().replace("amount", "sum"))
    inbox = shutil.copytree(workspace.inbox, home / "as_delivered")
    code, seen = run_in_child(workspace)
    assert code == 0
    assert {record.verdict for record in read_records(workspace)} > {"REJECTED"}
    with duckdb.connect(str(home / "built.duckdb")) as con:
        con.execute("create schema kpi; create table kpi.fct_kpi as select 1 as value; create schema lake")
        con.execute("create table lake.publication as select 'F1' as fingerprint")
    return workspace, inbox, seen, state_of(workspace)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_named_step(undisturbed, tmp_path, step, moment):
    clean, inbox, seen, expected = undisturbed
    workspace = new_workspace(tmp_path)
    shutil.copytree(inbox, workspace.inbox)
    if step == "publish":
        workspace.warehouse.mkdir(parents=True, exist_ok=True)
        shutil.copy(clean.home / "built.duckdb", workspace.warehouse_file)
    nth = 1 + random.Random(f"{step}{moment}").randrange(seen.get(step, 3))
    code, _ = run_in_child(workspace, step, nth, moment)
    assert code == -signal.SIGKILL, f"step {step!r} was never reached"
    code, _ = run_in_child(workspace)
    assert code == 0
    assert state_of(workspace) == expected
    assert not [path for path in workspace.inbox.rglob("*") if not path.is_dir() or path.name.startswith(".")]
    assert not list(workspace.lake.rglob("*.tmp")) and not (workspace.lake / "_staging").exists()
    if step == "publish":
        with duckdb.connect(str(workspace.published_file), read_only=True) as con:
            assert con.sql("from kpi.fct_kpi").fetchall() == [(1,)]


def test_killed_at_random_moments_the_published_tables_are_the_same(undisturbed, tmp_path):
    """The whole job as a user runs it; between the kills a reader never sees half a publication."""
    _, inbox, _, _ = undisturbed
    expected = new_workspace(tmp_path / "expected")
    shutil.copytree(inbox, expected.inbox)
    pmo(expected, "run")
    workspace = new_workspace(tmp_path / "killed")
    shutil.copytree(inbox, workspace.inbox)
    environment = {**os.environ, "PMO_HOME": str(workspace.home), "PMO_SOURCES": str(workspace.sources)}
    for seconds in (4.0, 9.5, 16.0, 23.0):
        command = [sys.executable, "-m", "pipelines.cli", "run"]
        process = subprocess.Popen(
            command, env=environment, cwd=PROJECT_ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(seconds)
        process.kill()
        process.wait()
        if workspace.published_file.is_file():
            assert published_tables(workspace.published_file)["kpi.fct_kpi"]
    pmo(workspace, "run")
    assert differences(published_tables(expected.published_file), published_tables(workspace.published_file)) == {}
