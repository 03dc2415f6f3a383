"""What a person is told of the inbox, of receipts without a verdict, and of a file that does not count."""

import io
import os
import shutil

import pytest
from rich.console import Console

from pipelines.lib.config.load import load
from pipelines.lib.console.deliveries import print_not_counted, print_status
from pipelines.lib.console.inbox import print_left
from pipelines.lib.intake.corrections import discard_receipt
from pipelines.lib.lake.receive import receive
from pipelines.lib.lake.records import read_records
from pipelines.lib.refresh import has_work
from tests.end_to_end.pipeline import PROJECT_ROOT, workspace_at
from tests.unit.intake.deliveries import COST, JANUARY, drop, ledger, run


@pytest.fixture
def workspace(tmp_path):
    shutil.copytree(PROJECT_ROOT / "tests/end_to_end/small", tmp_path / "sources")
    shutil.copytree(PROJECT_ROOT / "sources/feeds", tmp_path / "sources/feeds")
    return workspace_at(tmp_path / "home", tmp_path / "sources")


def said(tell, *arguments):
    """Lines as a terminal of 120 columns shows them."""
    console = Console(file=io.StringIO(), width=120)
    tell(*arguments, console)
    return console.file.getvalue().splitlines()


def test_refused_things_come_first_and_ready_files_are_counted(workspace):
    path = drop(workspace, COST, JANUARY, ledger())
    drop(workspace, COST, "ledger_2025-02-28.csv.part", b"")
    (path.parent / "a[red]b.csv").symlink_to("/etc/hostname")
    with drop(workspace, COST, "ledger_2025-03-31.csv", ledger("D3")).open("ab"):
        lines = said(print_left, workspace, load(workspace))
    assert [line.split(" ", 1)[0] for line in lines] == ["refused", "waiting", "waiting", "1"]
    assert "builder/cost/a[red]b.csv: it is a link" in lines[0]
    assert "open for writing" in lines[2] and "ready" in lines[3]


def test_status_of_an_empty_workspace_says_what_to_do(workspace):
    (line,) = said(print_status, workspace)
    assert "inbox/<party>/<feed>/" in line and "pmo run" in line


def test_a_receipt_that_no_run_has_judged_stands_in_status_also_when_there_is_no_verdict_at_all(workspace):
    drop(workspace, COST, JANUARY, ledger())
    (receipt,) = receive(workspace)
    lines = said(print_status, workspace)
    assert f"no verdict builder/cost/{JANUARY}" in lines[0] and f"pmo discard {receipt.receipt_id[:8]}" in lines[0]
    discard_receipt(workspace, receipt.receipt_id, "sent [by] mistake")
    lines = said(print_status, workspace)
    assert f"discarded builder/cost/{JANUARY}: sent [by] mistake" in lines[0]


def test_every_verdict_stands_in_status_and_a_discarded_one_is_not_told_as_rejected(workspace):
    drop(workspace, COST, "unknown.csv", ledger())
    drop(workspace, COST, JANUARY, ledger())
    rejected = run(workspace)["unknown.csv"]
    assert any("matches none" in line for line in said(print_status, workspace))
    discard_receipt(workspace, rejected.load_id, "not ours")
    lines = said(print_status, workspace)
    assert any("unknown.csv" in line and "discarded" in line and rejected.load_id[:8] in line for line in lines)
    assert not any(line.startswith("rejected") for line in lines)
    assert any(JANUARY in line and "accepted" in line for line in lines)


def test_an_accepted_file_that_does_not_count_is_told(workspace):
    """Under `received: file_time` a correction may be older than what it corrects."""
    drop(workspace, COST, JANUARY, ledger(amount="900.00"), received="2025-02-05T09:00:00+00:00")
    run(workspace)
    known = {record.load_id for record in read_records(workspace)}
    assert said(print_not_counted, workspace, known) == []
    drop(workspace, COST, JANUARY, ledger(amount="950.00"), received="2025-02-04T09:00:00+00:00")
    run(workspace)
    (line,) = said(print_not_counted, workspace, known)
    assert line.startswith("superseded builder.cost ledger_2025-01-31.csv") and "2025-02-05 09:00" in line


def test_a_file_that_still_arrives_is_waited_for_once(workspace, monkeypatch):
    monkeypatch.setattr("pipelines.lib.refresh.published_state", lambda _: {"fingerprint": "same"})
    monkeypatch.setattr("pipelines.lib.refresh.is_whole", lambda _: True)
    monkeypatch.setattr("pipelines.lib.refresh.fingerprint", lambda *_: "same")
    portfolio = workspace.sources / "portfolio.yml"
    portfolio.write_text(portfolio.read_text().replace("settle_seconds: 0", "settle_seconds: 0.3"))
    config = load(workspace)
    assert not has_work(workspace, config)
    path = drop(workspace, COST, JANUARY, ledger())
    os.utime(path)
    assert has_work(workspace, config)
    os.utime(path)
    with path.open("ab"):
        assert not has_work(workspace, config)
