"""Cut-offs, the nearest-cut-off rule and due dates, by hand."""

import datetime as dt

import pytest

from pipelines.lib.config.calendar import cut_off_day, nearest_cut_off, periods_apart, periods_between
from pipelines.lib.config.portfolio import Reporting

MONTH_END = Reporting()
THE_25TH = Reporting(calendar={"day": 25})
QUARTERS = Reporting(calendar=["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"])


def day(text):
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("data_date", "expected"),
    [("2011-05-01T00:00", "2011-04-30"), ("2026-01-31T18:00", "2026-01-31"), ("2026-02-01T00:00", "2026-01-31")],
)
def test_work_on_the_data_date_is_not_in_the_status(data_date, expected):
    assert cut_off_day(dt.datetime.fromisoformat(data_date)) == day(expected)


def test_a_real_monthly_series_gives_one_file_per_month():
    """1 Oct, 31 Oct, 1 Dec, 2 Jan, 31 Jan (INPUTS 1.5): by calendar month two months have two files and two none."""
    data_dates = ["2025-10-01", "2025-10-31", "2025-12-01", "2026-01-02", "2026-01-31"]
    days = [cut_off_day(dt.datetime.fromisoformat(text)) for text in data_dates]
    months = [f"{nearest_cut_off(MONTH_END, found):%Y-%m}" for found in days]
    assert months == ["2025-09", "2025-10", "2025-11", "2025-12", "2026-01"]


def test_a_cut_off_on_the_25th():
    assert nearest_cut_off(THE_25TH, day("2026-03-24")) == day("2026-03-25")
    periods = periods_between(THE_25TH, day("2026-01-25"), day("2026-03-25"))
    assert [(p.period_id, p.start, p.end) for p in periods] == [
        ("2026-01", day("2025-12-26"), day("2026-01-25")),
        ("2026-02", day("2026-01-26"), day("2026-02-25")),
        ("2026-03", day("2026-02-26"), day("2026-03-25")),
    ]


def test_the_due_date_counts_business_days_and_holidays():
    reporting = Reporting(due_business_days=5, holidays=[day("2026-05-01"), day("2026-05-08")])
    (april,) = periods_between(reporting, day("2026-04-30"), day("2026-04-30"))
    # 1 May is a holiday, 2 and 3 a weekend; 4, 5, 6, 7 count, 8 is a holiday, 9 and 10 a weekend, 11 is the fifth.
    assert april.due_on == day("2026-05-11")


def test_written_out_dates():
    reporting = Reporting(calendar=[day("2026-01-30"), day("2026-02-27")])
    assert nearest_cut_off(reporting, day("2026-02-10")) == day("2026-01-30")
    assert [p.period_id for p in periods_between(reporting, day("2026-01-01"), day("2026-12-31"))] == [
        "2026-01",
        "2026-02",
    ]


def test_a_country_brings_its_public_holidays():
    """April 2026 in France: Easter Monday is the 6th; five business days after 31 March end on the 8th."""
    french = Reporting(due_business_days=5, holidays="FR")
    assert periods_between(french, day("2026-03-31"), day("2026-03-31"))[0].due_on == day("2026-04-08")
    with pytest.raises(ValueError, match="no public holidays are known for 'ZZ'"):
        Reporting(holidays="ZZ")


@pytest.mark.parametrize(
    ("calendar", "status", "named", "apart"),
    [
        (MONTH_END, "2026-02-23", "2026-02", 0),
        (MONTH_END, "2026-02-23", "2026-03", 1),
        (MONTH_END, "2026-02-23", "2025-12", 2),
        (MONTH_END, "2026-02-23", "2031-02", 60),
        (QUARTERS, "2026-03-30", "2026-06", 1),
        (QUARTERS, "2026-03-30", "2026-12", 3),
        (QUARTERS, "2026-03-30", "2026-04", None),
    ],
)
def test_periods_are_counted_on_the_calendar(calendar, status, named, apart):
    assert periods_apart(calendar, day(status), named) == apart
