"""Dates far outside the life of their contract are told, in every table, and those inside are not."""

import datetime as dt

import pytest

from pipelines.lib.config.load import load_config
from pipelines.lib.intake.far_dates import far_dates
from pipelines.lib.workspace import PROJECT_ROOT
from tests.unit.validation.clean import frame

CONFIG = load_config(PROJECT_ROOT / "sources")
CONTRACT = CONFIG.contracts["L16-civils"]


def told(table, contract=CONTRACT.contract, role="update", **columns):
    tables = {table: frame(table, [{"contract_id": contract, **columns}], "load")}
    found = far_dates(CONFIG, dt.datetime(2026, 3, 1), role, tables)
    return [(note.kind, note.row, note.column, note.value) for note in found]


@pytest.mark.parametrize("day", [dt.date(1926, 2, 3), dt.date(2206, 2, 3), dt.date(1904, 1, 1)])
def test_a_cost_dated_in_another_age(day):
    assert told("cost_entry", posting_date=day) == [("far_cost_date", 2, "posting_date", str(day))]


def test_a_register_dated_in_another_age():
    assert told("risk", reviewed_on=dt.date(2206, 1, 1)) == [("far_date", 2, "reviewed_on", "2206-01-01")]
    assert told("invoice", due_on=dt.date(1905, 1, 1)) == [("far_date", 2, "due_on", "1905-01-01")]


def test_an_activity_dated_in_another_age():
    late = dt.datetime(2099, 12, 31)
    assert told("schedule_activity", finish=late) == [("far_date", 2, "finish", "2099-12-31")]


@pytest.mark.parametrize("day", [CONTRACT.started_on - dt.timedelta(days=4 * 365), dt.date(2036, 1, 1), None])
def test_an_early_posting_and_a_long_warranty_are_fine(day):
    assert told("cost_entry", posting_date=day) == []


def test_rows_without_contract_are_measured_from_the_data_date():
    assert told("risk", contract=None, reviewed_on=dt.date(2040, 1, 1)) == []
    assert told("risk", contract=None, reviewed_on=dt.date(2060, 1, 1)) == [
        ("far_date", 2, "reviewed_on", "2060-01-01")
    ]


@pytest.mark.parametrize("table", ["schedule_activity", "schedule_assignment"])
def test_a_baseline_planned_in_another_age_is_told_as_a_whole(table):
    day = dt.datetime(2199, 1, 1)
    on_its_row = ("far_date", 2, "planned_finish", "2199-01-01")
    assert told(table, planned_finish=day) == [on_its_row]
    assert told(table, role="baseline", planned_finish=day) == [on_its_row, ("far_plan", None, *on_its_row[2:])]
    assert told("schedule_activity", role="baseline", early_finish=day) == [
        ("far_date", 2, "early_finish", "2199-01-01")
    ]
