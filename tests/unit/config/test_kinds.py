"""A value of several kinds that is none of them: one sentence, on the kind that was meant."""

import pytest

from pipelines.lib.config.contract import Contract
from pipelines.lib.config.source import Source
from pipelines.lib.config.yaml_file import parse
from pipelines.lib.errors import ConfigError

CONTRACT = "contract: C1\nproject: P\ncontractor: X\ncurrency: EUR\n"
SOURCE = "feed: cost\nfiles: x.csv\ncontract: C1\n"
PLACE = {"source_id": "a.cost", "party_id": "a", "read": {"kind": "csv"}}


def told(tmp_path, model, text, extra=None):
    path = tmp_path / "f.yml"
    path.write_text(text)
    with pytest.raises(ConfigError) as error:
        parse(model, path, extra)
    return str(error.value).replace(f"{path}:", "").removesuffix(". mend the keys named above.").split("\n")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("reporting: {calendar: {day: 45}}", "reporting.calendar.day: expected 28 or less (found 45)"),
        ("reporting: {calendar: 25}", "reporting.calendar: expected 'month_end' or keys with values below (found 25)"),
        ("reporting: {calendar: {dates: [x]}}", "reporting.calendar.dates.0: expected a date, YYYY-MM-DD (found 'x')"),
        ("reporting: {calendar: [2026-01-25, x]}", "reporting.calendar.1: expected a date, YYYY-MM-DD (found 'x')"),
        ("reporting: {holidays: [x]}", "reporting.holidays.0: expected a date, YYYY-MM-DD (found 'x')"),
        ("reporting: {holidays: {a: 1}}", "reporting.holidays: expected text or a list"),
        ("completion: {activity: A, due: 45}", "completion.due: expected a date, YYYY-MM-DD, or a list of {from, date, change} (found 45)"),
        ("completion: {activity: A, due: soon}", "completion.due: expected a date, YYYY-MM-DD (found 'soon')"),
    ],
)  # fmt: skip
def test_a_contract_says_one_thing_of_one_value(tmp_path, key, said):
    assert told(tmp_path, Contract, f"{CONTRACT}{key}\n") == [f"5: {said}"]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("versions: [{columns: {amount: 5}}]", "versions.0.columns.amount: expected text or keys with values below (found 5)"),
        ("versions: [{columns: {amount: {column: x, scale: big}}}]", "versions.0.columns.amount.scale: expected a number (found 'big')"),
        ("versions: []", "versions: expected at least 1 entries (found [])"),
    ],
)  # fmt: skip
def test_a_source_says_one_thing_of_one_value(tmp_path, key, said):
    assert told(tmp_path, Source, f"{SOURCE}{key}\n", PLACE) == [f"4: {said}"]


def test_keys_of_no_kind_are_named_with_those_there_are(tmp_path):
    assert told(tmp_path, Contract, f"{CONTRACT}reporting: {{calendar: {{dat: [x]}}}}\n") == [
        "5: reporting.calendar.day: this key or dates is missing",
        "5: reporting.calendar.dat: there is no such key here (found ['x'])",
    ]


def test_one_due_date_may_stand_without_a_list(tmp_path):
    path = tmp_path / "f.yml"
    path.write_text(f"{CONTRACT}completion: {{activity: A, due: {{date: 2026-01-31, change: CO-1}}}}\n")
    (due,) = parse(Contract, path).completion.due
    assert (due.date.isoformat(), due.change) == ("2026-01-31", "CO-1")
