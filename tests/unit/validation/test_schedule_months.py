"""A schedule beside the one of the month before: a month in which nothing moved, and one that takes the other's place."""

import datetime as dt

import polars as pl
import pytest

from tests.unit.validation.clean import CLEAN, MILESTONE, WAITING, at
from tests.unit.validation.pairing import record, validated

ACT, BEFORE = "schedule_activity", CLEAN["schedule_activity"]
MONTHS = {"february": at("2026-02-03T00:00"), "march": at("2026-03-03T00:00")}
ACCEPTANCE = {**MILESTONE, "status": "not_started", "start": at("2026-02-02T17:00"), "finish": at("2026-02-02T17:00")}
STILL = [{**BEFORE[1], "finish": at("2026-03-20T17:00")}, BEFORE[2]]


def a_month_apart(lake, now, before=STILL, **more):
    """The rules that speak of a schedule and the one of a month before."""
    sides = [
        record(lake, name, "update", {ACT: rows}, 3, **{"data_date": MONTHS[name], **more})
        for name, rows in (("march", now), ("february", before))
    ]
    return validated(lake, [tuple(sides)]).findings


def test_a_month_without_any_progress_is_told(tmp_path):
    (row,) = a_month_apart(tmp_path, [{**STILL[0], "total_float_hours": -80.0}, STILL[1]]).rows(named=True)
    assert (row["rule_id"], row["severity"], row["row_key"], row["source_row"]) == ("V83C", "critical", None, None)
    assert "no start, no finish and no progress since february.xer of 2026-02-03" in row["message"]


@pytest.mark.parametrize(
    ("now", "before", "more"),
    [
        ([{**STILL[0], "percent_complete": 51.0}, STILL[1]], STILL, {}),
        ([*STILL, {**WAITING, "task_code": "A9", "status": "complete"}], STILL, {}),
        ([BEFORE[0], WAITING], [BEFORE[0], WAITING], {}),  # nothing runs, and what waits is not due yet
        (STILL, STILL, {"data_date": MONTHS["march"]}),
        ([BEFORE[0], {**ACCEPTANCE, "finish": at("2026-03-20T17:00")}], [BEFORE[0], ACCEPTANCE], {}),
    ],
    ids=["progress", "new work is done", "nothing was due", "the same month", "only the acceptance is open"],
)
def test_a_month_in_which_something_moved_or_nothing_was_due_is_not(tmp_path, now, before, more):
    assert "V83C" not in a_month_apart(tmp_path, now, before, **more)["rule_id"].to_list()


def test_a_month_in_which_only_new_work_was_planned_is_told(tmp_path):
    found = a_month_apart(tmp_path, [*STILL, {**WAITING, "task_code": "A9"}])
    assert set(found["rule_id"]) == {"V83C", "V07"}


@pytest.mark.parametrize(("stated", "is_told"), [("2026-02", True), ("2026-03", False), (None, False)])
def test_a_file_that_takes_the_month_of_the_one_before_it_names_it(tmp_path, stated, is_told):
    ends = [dt.date(2026, 3, 31), dt.date(2026, 2, 28)]
    now, then = (
        record(tmp_path, name, "update", {ACT: BEFORE}, 3, cut_off_day=day, period_id=period)
        for name, day, period in zip(("march", "february"), ends, (stated, None), strict=True)
    )
    found = validated(tmp_path, [(now, then)]).findings.filter(pl.col("rule_id") == "V86C")
    assert found.height == is_told
    assert not is_told or "says 2026-02, for which february.xer" in found["message"][0]
