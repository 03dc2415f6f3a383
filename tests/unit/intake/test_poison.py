"""Dates that nobody can mean: the file is rejected, and the run, with every other file, goes on."""

import datetime as dt

import pytest

from pipelines.lib.lake.current import current_submissions
from pipelines.lib.lake.records import read_records
from tests.end_to_end.small_contract import small_xer
from tests.unit.intake.deliveries import COST, JANUARY, SCHEDULE, drop, ledger, run

XER = small_xer(dt.date(2025, 2, 1)).encode("cp1252")
MARCH, APRIL = "ledger_2025-03-31.csv", "ledger_2025-04-30.csv"


POISON = [
    pytest.param(COST, "ledger_9999-12-31.csv", ledger(), None, id="the last day there is, in a name"),
    pytest.param(COST, "ledger_0001-01-01.csv", ledger(), None, id="the first day there is, in a name"),
    pytest.param(COST, MARCH, ledger(), "data_date: 9999-12-31\n", id="in a manifest"),
    pytest.param(COST, MARCH, ledger(), "received_at: 9999-12-31\n", id="received at the end of time"),
    pytest.param(SCHEDULE, "a.xer", XER.replace(b"2025-02-01 00:00", b"9999-12-31 00:00"), None, id="XER"),
    pytest.param(COST, MARCH, ledger(), "data_date: 2025-02-31\n", id="no such day in a manifest"),
    pytest.param(COST, MARCH, ledger(), "a: " + "[" * 5000, id="a manifest without bottom"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "name", "content", "manifest"), POISON)
def test_a_date_nobody_can_mean_is_a_fault_of_its_file_alone(workspace, place, name, content, manifest):
    drop(workspace, place, name, content, manifest)
    drop(workspace, COST, JANUARY, ledger())
    records = run(workspace)
    assert records[name].verdict == "REJECTED" and records[name].reason
    assert records[JANUARY].verdict == "ACCEPTED"


def test_a_data_date_with_a_time_zone_does_not_spoil_the_lake(workspace):
    drop(workspace, COST, JANUARY, ledger(), "data_date: 2025-02-01T00:00:00+01:00\n")
    drop(workspace, COST, APRIL, ledger())
    run(workspace)
    assert current_submissions(workspace).height == 2


def test_the_time_of_receipt_is_utc(workspace):
    drop(workspace, COST, JANUARY, ledger(), "received_at: 2025-02-03T08:00:00+05:00\n")
    run(workspace)
    assert read_records(workspace)[0].received_at == dt.datetime(2025, 2, 3, 3)


def test_a_contracts_own_id_needs_no_map(workspace):
    source = workspace.sources / "parties/builder/cost.yml"
    source.write_text(source.read_text().replace("contract: C1", "contract: {column: Contract}"))
    drop(workspace, COST, JANUARY, ledger().replace(b"amount\n", b"amount,Contract\n").replace(b"900.00", b"900.00,C1"))
    assert run(workspace)[JANUARY].contracts == {"C1": 1}
