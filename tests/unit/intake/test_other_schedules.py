"""Schedules that are not what their contract waits for: another project, another currency, another code page."""

import datetime as dt

import pytest

from pipelines.lib.intake.corrections import withdraw_load
from tests.end_to_end.small_contract import small_xer
from tests.unit.intake.deliveries import SCHEDULE, drop, run

FEBRUARY, MARCH = (small_xer(dt.date(2025, month, 1)).encode("cp1252") for month in (2, 3))
OTHER = MARCH.replace(b"\tA", b"\tX").replace(b"\tM", b"\tZ")
LATER = "2025-03-04T09:00:00+00:00"


@pytest.fixture
def with_february(workspace):
    drop(workspace, SCHEDULE, "02.xer", FEBRUARY)
    assert run(workspace)["02.xer"].verdict.startswith("ACCEPTED")
    return workspace


def test_another_project_is_refused_with_the_counts(with_february):
    drop(with_february, SCHEDULE, "03.xer", OTHER, received=LATER)
    record = run(with_february)["03.xer"]
    assert record.verdict == "REJECTED"
    assert "V73" in record.reason and "0 of its 11 activities" in record.reason
    assert "its activities are for example" in record.reason and ", those of the contract" in record.reason


def test_it_is_taken_where_its_manifest_says_that_it_is_meant(with_february):
    drop(with_february, SCHEDULE, "03.xer", OTHER, "new_schedule: true\n", received=LATER)
    assert run(with_february)["03.xer"].verdict.startswith("ACCEPTED")


def test_what_the_wrong_one_caused_to_be_refused_is_tried_again_once_that_is_withdrawn(workspace):
    drop(workspace, SCHEDULE, "wrong.xer", OTHER)
    wrong = run(workspace)["wrong.xer"]
    drop(workspace, SCHEDULE, "right.xer", MARCH, received=LATER)
    refused = run(workspace)["right.xer"]
    assert refused.strangers == (wrong.load_id,)
    assert run(workspace) == {}
    withdraw_load(workspace, wrong.load_id, "another project")
    again = run(workspace)["right.xer"]
    assert again.verdict.startswith("ACCEPTED") and again.load_id != refused.load_id


def test_two_projects_in_one_batch_are_compared_in_order_of_receipt(workspace):
    drop(workspace, SCHEDULE, "a.xer", FEBRUARY)
    drop(workspace, SCHEDULE, "b.xer", OTHER, received=LATER)
    records = run(workspace)
    assert records["a.xer"].verdict.startswith("ACCEPTED") and records["b.xer"].verdict == "REJECTED"


def test_costs_in_another_currency_are_refused_with_the_choice(workspace):
    drop(workspace, SCHEDULE, "02.xer", FEBRUARY.replace(b"Management\tEUR", b"Management\tUSD"))
    record = run(workspace)["02.xer"]
    assert record.verdict == "REJECTED"
    assert "V74" in record.reason and "in USD" in record.reason and "in EUR" in record.reason


def test_a_shifted_row_of_project_is_named_and_nobody_is_told_to_press_a_key(workspace):
    lines = FEBRUARY.split(b"\r\n" if b"\r\n" in FEBRUARY else b"\n")
    at = next(number for number, line in enumerate(lines) if line.startswith(b"%T\tPROJECT")) + 2
    lines[at] += b"\tmore"
    drop(workspace, SCHEDULE, "02.xer", b"\n".join(lines))
    record = run(workspace)["02.xer"]
    assert record.verdict == "REJECTED"
    assert f"line {at + 1}, PROJECT: the row has" in record.reason
    assert "V04" not in record.reason and "V05" not in record.reason
