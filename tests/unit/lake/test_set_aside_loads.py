"""Loads that our models can't count with: remembered, out of what is current, tried again by another program."""

import datetime as dt

import pytest

from pipelines.lib.lake.current import current_submissions, reported_records, set_aside_in_force
from pipelines.lib.lake.damage import find_damage
from pipelines.lib.lake.records import Record, write_record
from pipelines.lib.lake.set_aside_loads import SetAside, read_set_aside, release_after_update, write_set_aside
from tests.end_to_end.pipeline import workspace_at

JANUARY = dt.datetime(2026, 1, 5)


def record(load_id, received=JANUARY, **more):
    usual = {"submission_id": f"s-{load_id}", "receipt_id": load_id, "config_hash": "c", "source_id": "a.cost", "party_id": "a",
             "feed": "cost", "role": "update", "data_date": dt.datetime(2026, 1, 1), "verdict": "ACCEPTED", "file_name": load_id,
             "sha256": load_id, "received_at": received, "committed_at": received}  # fmt: skip
    return Record(load_id=load_id, **(usual | more))


def out(load_id, program="v1", at=JANUARY):
    return SetAside(
        load_id=load_id, submission_id=f"s-{load_id}", source_id="a.cost", contracts=("C1",), set_aside_at=at,
        program=program, model="m", message="Overflow", reason="r",
    )  # fmt: skip


@pytest.fixture
def workspace(tmp_path):
    workspace = workspace_at(tmp_path)
    write_record(workspace, record("first"))
    write_record(workspace, record("corrected", JANUARY + dt.timedelta(days=1)))
    return workspace


def test_the_load_before_it_speaks_and_the_contractor_has_reported(workspace):
    write_set_aside(workspace, out("corrected"))
    assert current_submissions(workspace)["load_id"].to_list() == ["first"]
    assert [item.load_id for item in set_aside_in_force(workspace)] == ["corrected"]
    assert {record.load_id for record in reported_records(workspace)} == {"first", "corrected"}


def test_another_file_for_the_same_data_date_ends_it(workspace):
    write_set_aside(workspace, out("corrected"))
    write_record(workspace, record("again", JANUARY + dt.timedelta(days=2)))
    assert current_submissions(workspace)["load_id"].to_list() == ["again"]
    assert set_aside_in_force(workspace) == []


def test_of_two_that_are_out_neither_comes_back(workspace):
    write_set_aside(workspace, out("first"))
    write_set_aside(workspace, out("corrected"))
    assert current_submissions(workspace).is_empty()
    assert [item.load_id for item in set_aside_in_force(workspace)] == ["corrected"]


def test_another_program_tries_again_and_the_past_stays(workspace):
    write_set_aside(workspace, out("corrected"))
    assert release_after_update(workspace, "v1") == []
    assert [item.load_id for item in release_after_update(workspace, "v2")] == ["corrected"]
    assert read_set_aside(workspace) == []
    assert current_submissions(workspace)["load_id"].to_list() == ["corrected"]
    assert [item.load_id for item in read_set_aside(workspace, JANUARY + dt.timedelta(hours=1))] == ["corrected"]
    write_set_aside(workspace, out("corrected", "v2", JANUARY + dt.timedelta(days=9)))
    assert [(item.program, item.set_aside_at) for item in read_set_aside(workspace)] == [("v2", JANUARY)]


def test_before_it_was_set_aside_it_was_current(workspace):
    write_set_aside(workspace, out("corrected", at=JANUARY + dt.timedelta(days=3)))
    assert current_submissions(workspace, JANUARY + dt.timedelta(days=2))["load_id"].to_list() == ["corrected"]
    assert current_submissions(workspace, JANUARY + dt.timedelta(days=3))["load_id"].to_list() == ["first"]


def test_a_damaged_document_stops_nobody_and_is_told(workspace):
    write_set_aside(workspace, out("corrected"))
    (document,) = (workspace.lake / "_set_aside").glob("*.json")
    document.write_text("{")
    assert current_submissions(workspace)["load_id"].to_list() == ["corrected"]
    (damage,) = [found for found in find_damage(workspace) if found.path == document]
    assert not damage.stops and "tried again" in damage.follows
