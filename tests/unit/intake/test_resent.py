"""The bytes of an accepted file once more: the same name is a resend, another one may be last period's file again."""

import datetime as dt

import polars as pl
import pytest

from tests.end_to_end.small_contract import small_xer
from tests.unit.intake.deliveries import COST, JANUARY, SCHEDULE, drop, ledger, run

STATUS = small_xer(dt.date(2025, 2, 1)).encode("cp1252")
FEBRUARY, MARCH = "2025-02-03T09:00:00+00:00", "2025-03-03T09:00:00+00:00"


def findings(workspace, record):
    if record.findings is None:
        return []
    return pl.read_parquet(workspace.lake / record.findings, glob=False).select("rule_id", "severity", "message").rows()


@pytest.fixture
def sent(workspace):
    """A workspace with a baseline and the status of January."""
    drop(
        workspace,
        SCHEDULE,
        "baseline.xer",
        small_xer(dt.date(2025, 1, 1)).encode("cp1252"),
        received="2024-12-20T09:00:00+00:00",
    )
    drop(workspace, SCHEDULE, "update_01.xer", STATUS, received=FEBRUARY)
    assert all(record.is_accepted for record in run(workspace).values())
    return workspace


def test_a_schedule_under_next_months_name_is_told(sent):
    drop(sent, SCHEDULE, "update_02.xer", STATUS, received=MARCH)
    record = run(sent)["update_02.xer"]
    ((rule, severity, message),) = findings(sent, record)
    assert (record.verdict, rule, severity) == ("DUPLICATE", "V83D", "critical")
    assert message.endswith("it holds the bytes of update_01.xer, data date 2025-02-01 00:00:00: nothing moved since")
    assert (record.tables, record.counts["critical"]) == ({}, 1)
    assert (sent.faults / "builder.schedule" / f"2025-02-01_{record.load_id[:8]}" / "faults.html").is_file()


def test_the_same_name_again_is_a_mere_resend(sent):
    drop(sent, SCHEDULE, "UPDATE_01.xer", STATUS, received=MARCH)
    record = run(sent)["UPDATE_01.xer"]
    assert (record.verdict, findings(sent, record)) == ("DUPLICATE", [])


def test_the_same_name_for_another_period_is_told(sent):
    drop(sent, SCHEDULE, "update_01.xer", STATUS, manifest="period: 2025-02", received=MARCH)
    record = run(sent)["update_01.xer"]
    assert [rule for rule, *_ in findings(sent, record)] == ["V83D"]


def test_two_names_in_one_run_are_told_once(workspace):
    drop(workspace, SCHEDULE, "update_01.xer", STATUS, received=FEBRUARY)
    drop(workspace, SCHEDULE, "update_02.xer", STATUS, received=MARCH)
    records = run(workspace)
    assert [rule for rule, *_ in findings(workspace, records["update_02.xer"])] == ["V83D"]


def test_a_ledger_that_says_its_day_in_its_name_is_for_that_day(loaded):
    workspace, _ = loaded
    drop(workspace, COST, "ledger_2025-01-31 (1).csv", ledger())
    drop(workspace, COST, "ledger_2025-02-28.csv", ledger(), received=MARCH)
    records = run(workspace)
    again = records["ledger_2025-01-31 (1).csv"]
    assert (again.verdict, findings(workspace, again)) == ("DUPLICATE", [])
    assert records["ledger_2025-02-28.csv"].is_accepted and JANUARY not in records
