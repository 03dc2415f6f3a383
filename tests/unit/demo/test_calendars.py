import datetime as dt

from pipelines.demo.calendars import calendars, clndr_data
from pipelines.demo.facts import to_hours, to_moment

FIVE, SIX, ALL = calendars()["5x8"], calendars()["6x10"], calendars()["7x24"]


def at(text: str) -> int:
    return to_hours(dt.datetime.fromisoformat(text))


def test_a_day_of_the_office_calendar_has_eight_hours_and_a_lunch_break() -> None:
    assert FIVE.between(at("2026-01-05T08:00"), at("2026-01-05T17:00")) == 8
    assert FIVE.between(at("2026-01-05T12:00"), at("2026-01-05T13:00")) == 0
    assert to_moment(FIVE.finish(at("2026-01-05T08:00"), 5)) == dt.datetime(2026, 1, 5, 14)


def test_forty_hours_from_monday_end_on_friday_and_forty_one_on_the_next_monday() -> None:
    assert to_moment(FIVE.finish(at("2026-01-05T08:00"), 40)) == dt.datetime(2026, 1, 9, 17)
    assert to_moment(FIVE.finish(at("2026-01-05T08:00"), 41)) == dt.datetime(2026, 1, 12, 9)
    assert to_moment(FIVE.start(at("2026-01-09T17:00"), 40)) == dt.datetime(2026, 1, 5, 8)


def test_holidays_are_not_worked_and_christmas_eve_is_worked_in_the_morning() -> None:
    assert FIVE.between(at("2026-05-01T00:00"), at("2026-05-02T00:00")) == 0
    assert FIVE.between(at("2026-12-24T00:00"), at("2026-12-25T00:00")) == 4
    assert SIX.between(at("2026-05-01T00:00"), at("2026-05-02T00:00")) == 0
    assert ALL.between(at("2026-05-01T00:00"), at("2026-05-02T00:00")) == 24


def test_saturday_belongs_to_the_six_day_calendar_only() -> None:
    assert FIVE.between(at("2026-01-10T00:00"), at("2026-01-11T00:00")) == 0
    assert SIX.between(at("2026-01-10T00:00"), at("2026-01-11T00:00")) == 10


def test_snapping_to_moments_at_which_work_begins_and_ends() -> None:
    assert to_moment(FIVE.next_start(at("2026-01-09T17:00"))) == dt.datetime(2026, 1, 12, 8)
    assert to_moment(FIVE.last_finish(at("2026-01-12T08:00"))) == dt.datetime(2026, 1, 9, 17)
    assert to_moment(FIVE.last_start(at("2026-01-10T10:00"))) == dt.datetime(2026, 1, 9, 16)
    assert to_moment(FIVE.next_finish(at("2026-01-10T10:00"))) == dt.datetime(2026, 1, 12, 9)
    assert FIVE.is_finish(at("2026-01-09T17:00")) and not FIVE.is_finish(at("2026-01-09T08:00"))


def test_weekly_hours_agree_with_the_week() -> None:
    assert [calendar.hours_per_week for calendar in (FIVE, SIX, ALL)] == [40, 60, 168]


def test_p6_notation_begins_the_week_on_sunday_and_counts_days_from_1899() -> None:
    text = clndr_data(FIVE)
    assert text.startswith("(0||CalendarData()((0||DaysOfWeek()((0||1()())(0||2()((0||0(s|08:00|f|12:00)())")
    assert "(d|46143)()" in text  # 2026-05-01: (2026-05-01 - 1899-12-30).days
    assert text.count("(") == text.count(")")
