"""Whatever happens to one of three files, at whatever stage, is that file's verdict; the two others load."""

import shutil
from dataclasses import replace

import pytest

from pipelines.lib.config.load import load
from pipelines.lib.errors import InternalError, MachineFault
from pipelines.lib.intake import commit, judge, read, validate
from pipelines.lib.intake.run import pending_receipts
from pipelines.lib.lake.records import read_records
from tests.in_process import work_in_process
from tests.unit.intake.deliveries import COST, drop, ledger, run

GOOD = ["ledger_2025-01-31.csv", "ledger_2025-03-31.csv"]
BAD = "ledger_2025-02-28.csv"


@pytest.fixture
def delivered(workspace, monkeypatch):
    """Three ledgers in the inbox; what the test patches happens in this process."""
    work_in_process(monkeypatch)
    for name in (*GOOD, BAD):
        drop(workspace, COST, name, ledger(name), received="2025-04-02T09:00:00+00:00")
    return workspace


def fail_for(monkeypatch, module, name, is_meant, error):
    """Have a function of a module raise where its arguments are those of the bad file."""
    real = getattr(module, name)

    def failing(*arguments, **named):
        if is_meant(*arguments, **named):
            raise error
        return real(*arguments, **named)

    monkeypatch.setattr(module, name, failing)


def is_bad(candidate):
    return candidate.receipt.name == BAD


STAGES = {
    "identify": (read, "identify", lambda _, receipt: receipt.name == BAD),
    "read": (read, "_read", lambda path, *_: path.name == BAD),
    "conform": (read, "_conform", lambda _workspace, _config, candidate, _expected: is_bad(candidate)),
    "stamp": (read, "_stamp", lambda _config, candidate, *_: is_bad(candidate)),
    "stage": (read, "_stage", lambda _workspace, _config, candidate, _conformed: is_bad(candidate)),
    "envelope": (validate, "envelope_frame", lambda _, candidates: any(map(is_bad, candidates))),
    "validate": (validate, "_validate", lambda _config, _rules, some, **_: any(one.staged for one in some if is_bad(one))),
    "judge": (validate, "verdict_of", lambda candidate, _: is_bad(candidate)),
    "commit": (commit, "_move_tables", lambda _, candidate: is_bad(candidate)),
}  # fmt: skip
ERRORS = [
    KeyError("proj_id"),
    RecursionError("too deep"),
    MemoryError(),
    InternalError("rule V22 raised: out of range"),
]


@pytest.mark.parametrize("stage", STAGES)
def test_what_nobody_provided_for_is_that_files_verdict(delivered, monkeypatch, stage):
    fail_for(monkeypatch, *STAGES[stage], KeyError("proj_id"))
    records = run(delivered)
    assert all(records[name].is_accepted for name in GOOD)
    record = records[BAD]
    assert (record.verdict, record.tables, record.source_id) == ("REJECTED", {}, "builder.cost")
    assert "nothing is known against its content" in record.reason and "proj_id" not in record.reason
    assert "KeyError: 'proj_id'" in record.cause and "Traceback" in record.cause
    assert record in read_records(delivered)
    assert pending_receipts(delivered, load(delivered)) == []  # not tried again while nothing changes


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_whatever_is_raised(delivered, monkeypatch, error):
    fail_for(monkeypatch, *STAGES["read"], error)
    records = run(delivered)
    assert [records[name].is_accepted for name in (*GOOD, BAD)] == [True, True, False]
    assert records[BAD].reason


def test_a_rule_that_fails_on_one_files_rows_is_named(delivered, monkeypatch):
    fail_for(monkeypatch, *STAGES["validate"], InternalError("rule V22 raised: out of range"))
    record = run(delivered)[BAD]
    assert "could not check the file against the rules (rule V22)" in record.reason
    assert "out of range" in record.cause


def test_the_verdict_stands_when_the_fault_list_cannot_be_written(delivered, monkeypatch):
    drop(delivered, COST, BAD, ledger(amount="-900.00"))
    fail_for(monkeypatch, commit, "write_fault_list", lambda *_: True, ValueError("a sheet's name"))
    record = run(delivered)[BAD]
    assert record.verdict == "ACCEPTED_WITH_WARNINGS" and record.findings
    assert "V43; the fault list could not be written" in record.reason and "a sheet's name" in record.cause


@pytest.mark.parametrize("stage", ["stage", "validate", "commit"])
def test_a_full_disk_stops_the_run_and_blames_no_file(delivered, monkeypatch, stage):
    full = OSError(28, "No space left on device", "/lake/x.parquet")
    fail_for(monkeypatch, *STAGES[stage], full)
    with pytest.raises(MachineFault, match=r"/lake/x\.parquet: No space left on device"):
        run(delivered)
    assert BAD not in {record.file_name for record in read_records(delivered)}
    monkeypatch.undo()
    work_in_process(monkeypatch)
    assert run(delivered)[BAD].is_accepted


def test_a_rule_that_can_never_be_judged_stops_the_run_and_rejects_nothing(delivered, tmp_path):
    broken = replace(delivered, expectations=shutil.copytree(delivered.expectations, tmp_path / "expectations"))
    rules = broken.expectations / "submission.yml"
    rules.write_text(rules.read_text().replace("fails_when: problem is null and is_cut", "fails_when: no_such_column"))
    with pytest.raises(InternalError, match="rule V01D raised"):
        run(broken)
    assert read_records(delivered) == []


def test_identical_rejected_files_are_read_once_and_have_a_record_each(workspace, monkeypatch):
    work_in_process(monkeypatch)
    seen = []  # `append` means nobody: it only counts
    fail_for(monkeypatch, read, "_read", lambda path, *_: seen.append(path.name), None)
    fail_for(monkeypatch, judge, "judge_candidates", lambda *arguments: seen.append(len(arguments[-1])), None)
    for n in range(5):
        drop(workspace, COST, BAD, b"cost_key,entry_type\nW1,actual\n", received=f"2025-03-03T09:00:0{n}+00:00")
        take = workspace.inbox / COST / BAD
        take.rename(take.with_name(f"ledger_2025-02-28 ({n}).csv"))
    records = list(run(workspace).values())
    assert len(seen) == 2 and seen[1] == 1
    assert [record.verdict for record in records] == ["REJECTED"] * 5
    first, *copies = sorted(records, key=lambda record: record.received_at)
    assert {copy.findings for copy in copies} == {first.findings} and first.findings
    assert all(copy.reason == f"the same bytes as load {first.load_id}: {first.reason}" for copy in copies)
    assert len({record.load_id for record in records}) == 5
