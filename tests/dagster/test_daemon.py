"""The daemon for real: drop a file, the sensor fires, the figure changes in the published database."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines.job import dagster_home
from tests.end_to_end.pipeline import PROJECT_ROOT, pmo, published, workspace_at
from tests.end_to_end.small_contract import write_baseline, write_month

pytestmark = [pytest.mark.slow, pytest.mark.timeout(420)]
ACTUAL_COST = (
    "select max(period_id), max_by(value, period_id)::int from kpi.fct_kpi "
    "where kpi_id = 'CO-02' and variant = 'ac' and scope = 'contract' and baseline_basis = 'in_force'"
)


@pytest.fixture
def workspace(tmp_path):
    sources = tmp_path / "sources"
    shutil.copytree(PROJECT_ROOT / "tests/end_to_end/small", sources)
    shutil.copytree(PROJECT_ROOT / "sources/feeds", sources / "feeds")
    workspace = workspace_at(tmp_path / "home", sources)
    write_baseline(workspace.inbox)
    write_month(workspace.inbox, 1)
    pmo(workspace, "run")
    return workspace


@pytest.fixture
def daemon(workspace):
    """`dagster-daemon run` on the workspace, stopped at the end."""
    environment = {
        **os.environ,
        "PMO_HOME": str(workspace.home),
        "PMO_SOURCES": str(workspace.sources),
        "DAGSTER_HOME": str(dagster_home(workspace)),
    }
    command = [str(Path(sys.executable).parent / "dagster-daemon"), "run", "-m", "pipelines.definitions"]
    with (workspace.home / "daemon.log").open("w") as log:
        process = subprocess.Popen(
            command, env=environment, cwd=PROJECT_ROOT, stdout=log, stderr=log, start_new_session=True
        )
        yield process
        os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def test_a_dropped_file_changes_the_published_figure(workspace, daemon):
    assert published(workspace, ACTUAL_COST) == [("2025-01", 900)]
    write_month(workspace.inbox, 2)
    deadline = time.monotonic() + 300
    while published(workspace, ACTUAL_COST) != [("2025-02", 1800)]:
        assert daemon.poll() is None, (workspace.home / "daemon.log").read_text()[-3000:]
        assert time.monotonic() < deadline, (workspace.home / "daemon.log").read_text()[-3000:]
        time.sleep(1)
    assert not list(workspace.inbox.rglob("*.*"))
