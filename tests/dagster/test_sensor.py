"""The sensor without a daemon: what makes it ask for a run, and when it stops asking."""

import os
import shutil

import dagster as dg
import pytest

from pipelines.defs.automation import ATTEMPTS, inbox_sensor
from pipelines.lib.lake.receive import receive
from pipelines.lib.workspace import Workspace
from tests.end_to_end.pipeline import PROJECT_ROOT
from tests.unit.intake.deliveries import COST, JANUARY, drop, ledger


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    shutil.copytree(PROJECT_ROOT / "tests/end_to_end/small", tmp_path / "sources")
    shutil.copytree(PROJECT_ROOT / "sources/feeds", tmp_path / "sources/feeds")
    monkeypatch.setenv("PMO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PMO_SOURCES", str(tmp_path / "sources"))
    monkeypatch.delenv("PMO_EXPECTATIONS", raising=False)
    return Workspace.from_environment()


@pytest.fixture
def tick():
    """One evaluation of the sensor after another, with the cursor kept as the daemon keeps it."""
    with dg.instance_for_test() as instance:
        cursor = [None]

        def evaluate():
            context = dg.build_sensor_context(instance=instance, cursor=cursor[0])
            result = inbox_sensor(context)
            cursor[0] = context.cursor
            return result

        yield evaluate


def asked(result):
    return isinstance(result, dg.RunRequest)


def test_an_empty_inbox_asks_for_nothing(workspace, tick):
    assert not asked(tick())


def test_the_same_files_are_tried_a_few_times_then_a_person_is_told(workspace, tick):
    drop(workspace, COST, JANUARY, ledger())
    results = [tick() for _ in range(ATTEMPTS + 2)]
    assert [asked(result) for result in results] == [True] * ATTEMPTS + [False, False]
    assert len({result.run_key for result in results[:ATTEMPTS]}) == ATTEMPTS
    assert "pmo discard" in results[-1].skip_message and "pmo status" in results[-1].skip_message


def test_a_new_file_or_a_changed_one_or_another_configuration_starts_again(workspace, tick):
    path = drop(workspace, COST, JANUARY, ledger())
    changes = [
        lambda: drop(workspace, COST, "ledger_2025-02-28.csv", ledger("D2")),
        lambda: os.utime(path, (1, 1)),
        lambda: (workspace.sources / "rates.csv").write_text("currency,rate_type,period,rate\nUSD,budget,,0.9\n"),
    ]
    for change in changes:
        while asked(tick()):
            pass
        change()
        assert asked(tick())


def test_a_file_that_is_still_written_asks_for_nothing(workspace, tick):
    portfolio = workspace.sources / "portfolio.yml"
    portfolio.write_text(portfolio.read_text().replace("settle_seconds: 0", "settle_seconds: 10"))
    path = drop(workspace, COST, JANUARY, ledger())
    with path.open("ab") as file:
        assert not asked(tick())
        file.write(b"\n")
    assert not asked(tick())  # it was closed just now
    drop(workspace, COST, JANUARY, ledger())
    assert asked(tick())


def test_a_receipt_that_a_stopped_run_left_without_a_verdict_asks_for_a_run(workspace, tick):
    drop(workspace, COST, JANUARY, ledger())
    receive(workspace)
    assert asked(tick())
    assert [asked(tick()) for _ in range(ATTEMPTS)][-1] is False


def test_a_broken_configuration_is_said_and_does_not_stop_the_sensor(workspace, tick):
    (workspace.sources / "portfolio.yml").write_text("portfolio: [")
    assert "portfolio.yml" in tick().skip_message
