"""What is compared, when it is compared again, and which findings count: a contract's three feeds in a small workspace."""

import shutil
from dataclasses import replace

import pytest

from pipelines.lib.config.load import load
from pipelines.lib.errors import InternalError
from pipelines.lib.intake import compare, compare_jobs
from pipelines.lib.intake.commit import fault_folder
from pipelines.lib.intake.corrections import withdraw_load
from pipelines.lib.intake.run import take_in
from pipelines.lib.lake.comparisons import compared_names, read_comparisons
from pipelines.lib.lake.records import read_records
from pipelines.lib.lake.register import records_now
from pipelines.lib.lake.wanted import wanted_names, wanted_side_by_side
from pipelines.lib.refresh import has_work
from pipelines.lib.validation.latest import failing_by_rule
from tests.end_to_end.small_contract import write_baseline, write_month
from tests.in_process import work_in_process
from tests.unit.intake.deliveries import COST, HEADER, JANUARY, drop

STRANGE = f"{HEADER}\nW9,D01,1,actual,2025-01-20,900.00\n".encode()
CORRECTED = f"{HEADER}\nW1,D01,1,actual,2025-01-20,901.00\n".encode()


def run(workspace):
    return take_in(workspace, load(workspace)).comparisons


def parts(workspace):
    """Part -> file name of what is read side by side."""
    names = {record.load_id: record.file_name for record in read_records(workspace)}
    with records_now(workspace, load(workspace)) as con:
        return {part: names[load_id] for item in wanted_side_by_side(con) for part, load_id in item.parts}


def found(workspace):
    return {rule: n for rule, n in failing_by_rule(workspace, load(workspace)).items() if rule == "V13"}


def fault_list(workspace, file_name):
    (record,) = [one for one in read_records(workspace) if one.file_name == file_name]
    return (fault_folder(workspace, record) / "faults.csv").read_text("utf-8-sig")


@pytest.fixture
def january(workspace):
    """The baseline, January's schedule and register, and a ledger whose cost stands on a code that nobody knows."""
    write_baseline(workspace.inbox)
    write_month(workspace.inbox, 1)
    drop(workspace, COST, JANUARY, STRANGE)
    assert run(workspace) == 1
    return workspace


def test_the_feeds_of_a_period_are_compared_once(january):
    named = {"schedule": "update_01.xer", "cost": JANUARY, "risk": "risks_2025-01-31.csv"}
    assert parts(january) == {**named, "baseline": "baseline.xer", "original": "baseline.xer"}
    assert found(january) == {"V13": 1}
    assert "V13" in fault_list(january, JANUARY)
    assert run(january) == 0


def test_the_newest_period_of_all_feeds_counts(january):
    schedule, ledger, register = write_month(january.inbox, 2)
    ledger.unlink()
    assert run(january) == 2  # schedule and register beside their predecessors; no ledger, so no period in common
    assert parts(january)["schedule"] == "update_01.xer"
    assert found(january) == {"V13": 1}
    write_month(january.inbox, 2)
    run(january)
    assert parts(january)["schedule"] == schedule.name and parts(january)["risk"] == register.name
    assert found(january) == {}


def test_a_correction_is_compared_and_a_withdrawal_gives_back_what_was_found(january):
    drop(january, COST, "ledger_2025-01-31_again_2025-01-31.csv", CORRECTED, received="2025-02-05T09:00:00+00:00")
    assert run(january) == 1
    assert found(january) == {}
    (again,) = [record for record in read_records(january) if "again" in record.file_name]
    withdraw_load(january, again.load_id, "sent by mistake")
    before = compared_names(january)
    assert run(january) == 0 and compared_names(january) == before
    with records_now(january, load(january)) as con:
        counting = read_comparisons(january, wanted_names(con))
    assert [one.findings is None for one in counting] == [False]


def test_a_map_that_learns_the_code_cures_the_finding(january):
    contract = january.sources / "contracts/C1.yml"
    keys = contract.read_text().replace("wbs_level: 1}", "wbs_level: 1}, map: C1.csv")
    (contract.parent / "C1.csv").write_text("schedule_key,cost_key\nW1,W9\n")
    contract.write_text(keys)
    assert has_work(january, load(january))
    assert run(january) == 1
    assert found(january) == {}
    assert "V13" not in fault_list(january, JANUARY)


@pytest.mark.parametrize("step", ["_write_fault_lists", "write_comparison"])
def test_an_interrupted_comparison_is_made_again(workspace, monkeypatch, step):
    write_baseline(workspace.inbox)
    write_month(workspace.inbox, 1)
    drop(workspace, COST, JANUARY, STRANGE)

    def stop(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(compare, step, stop)
        with pytest.raises(KeyboardInterrupt):
            run(workspace)
    assert compared_names(workspace) == set()
    assert run(workspace) == 1
    assert found(workspace) == {"V13": 1}


def test_a_comparison_that_cannot_be_made_says_so_and_costs_no_other_its_place(workspace, monkeypatch):
    work_in_process(monkeypatch)
    write_baseline(workspace.inbox)
    for month in (1, 2):
        write_month(workspace.inbox, month)
    made, february = compare_jobs._compare_pairs, "ledger_2025-02-28.csv"

    def failing(workspace, config, rules, pairs, records):
        if any(records[pair.load_id].file_name == february for pair in pairs):
            raise KeyError("month")
        return made(workspace, config, rules, pairs, records)

    monkeypatch.setattr(compare_jobs, "_compare_pairs", failing)
    assert run(workspace) == 4  # three feeds with the month before, and the contract's feeds side by side
    with records_now(workspace, load(workspace)) as con:
        assert compared_names(workspace) == wanted_names(con)
    causes = [one.cause for one in read_comparisons(workspace) if one.cause]
    assert len(causes) == 1 and "KeyError: 'month'" in causes[0]
    assert failing_by_rule(workspace, load(workspace))["V89"] == 1
    assert "with ledger_2025-01-31.csv: this program could not do it" in fault_list(workspace, february)
    assert run(workspace) == 0


def test_a_comparison_that_can_never_be_judged_stops_the_run(workspace, tmp_path):
    broken = replace(workspace, expectations=shutil.copytree(workspace.expectations, tmp_path / "expectations"))
    rules = broken.expectations / "submission.yml"
    rules.write_text(rules.read_text().replace("received_on > due_on", "received_on > no_such_column"))
    write_baseline(workspace.inbox)
    for month in (1, 2):
        write_month(workspace.inbox, month)
    with pytest.raises(InternalError, match="rule V02 raised"):
        run(broken)
    assert compared_names(workspace) == set()
