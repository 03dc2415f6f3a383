"""Golden milestones, risks and deliveries, and what every fact promises."""

from datetime import date, datetime

import pytest

pytestmark = pytest.mark.slow


def test_milestone_slips_in_calendar_and_working_days(golden):
    rows = golden("select * from marts.fct_milestone_status order by period_id")
    names = (
        "forecast_finish",
        "is_achieved",
        "due_on",
        "slip_calendar_days",
        "slip_working_days",
        "due_slip_calendar_days",
        "reason",
    )
    assert [tuple(row[name] for name in names) for row in rows] == [
        # Friday 3 and Tuesday 7 April: two working days, Easter Monday is off
        (datetime(2026, 4, 7, 17), False, date(2026, 4, 1), 5, 2.0, 6, None),
        (datetime(2026, 3, 31, 17), True, date(2026, 4, 30), -2, -2.0, -30, None),
        (None, False, date(2026, 4, 30), None, None, None, "E17"),  # gone from the schedule
    ]


def test_risk_in_the_contracts_currency(golden):
    rows = golden(
        "select contract_id, risk_id, currency, emv_cost, reason, period_id, register_age from marts.fct_risk_status"
    )
    january = [tuple(row.values())[:5] for row in rows if row["period_id"] == "2026-01"]
    assert sorted(january, key=str) == [
        ("stopped", "R1", "EUR", 62.5, None),  # 0.5 x 100 GBP at 1.25
        ("stopped", "R2", "EUR", None, "E9"),
        (None, "R1", "EUR", 20, None),
    ]
    assert sorted(row["register_age"] for row in rows if row["contract_id"] and row["risk_id"] == "R1") == [0, 1, 2]


def test_delivery_on_time_late_and_missing(golden):
    rows = golden(
        """select * from marts.fct_delivery where contract_id = 'stopped' and feed = 'cost' order by period_id"""
    )
    names = ("is_due", "is_on_time", "lateness_days", "submissions", "is_accepted", "first_verdict")
    # sent three days after the data date of the 1st, due five days after the month's end; built as of 1 May
    assert [tuple(row[name] for name in names) for row in rows] == [
        (True, True, -1, 1, True, "ACCEPTED"),
        (True, True, -1, 1, True, "ACCEPTED"),
        (True, False, 26, 0, False, None),
        (False, None, None, 0, False, None),
        (False, None, None, 0, False, None),
    ]


def test_activity_status_meets_its_baseline(golden):
    (row,) = golden("select * from marts.fct_activity_status where contract_id = 'rebase' and period_id = '2026-03'")
    assert (row["baseline_id"], row["baseline_finish"], row["original_baseline_finish"], row["baseline_budget"]) == (
        "BL1", datetime(2026, 3, 31, 17), datetime(2026, 1, 30, 17), 500)  # fmt: skip
    assert (row["speaks_for_period"], row["cut_off_day"]) == (True, date(2026, 3, 16))


def test_faulty_rows_are_marked(golden):
    rows = golden("select task_code from marts.fct_activity_status where is_faulty")
    assert [row["task_code"] for row in rows] == ["BAD"]


def test_unknown_members_stand_in_every_dimension(golden):
    for table in (
        "contract",
        "project",
        "party",
        "source",
        "activity",
        "milestone",
        "risk",
        "submission",
        "baseline",
        "rule",
        "wbs",
    ):
        dimension = f"marts.dim_{table}"
        assert golden(f"select 1 from {dimension} where {table}_key in (md5('-1'), md5('-1|-1'), md5('-1|-1|-1'))"), (
            dimension
        )
