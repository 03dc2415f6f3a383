import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.lib.conform.xer.clndr_data import parse_clndr_data
from tests.unit.conform.xer_maker import SHIFTS, week


def test_day_1_is_sunday_and_shifts_keep_their_minutes() -> None:
    work = parse_clndr_data(week())
    assert work.week == {day: {480: 720, 780: 1020} if day <= 5 else {} for day in range(1, 8)}
    assert work.faults == []


def test_both_orders_of_attributes_and_line_breaks_read_the_same() -> None:
    other = week().replace("s|08:00|f|12:00", "f|12:00|s|08:00").replace("(0||", "\x7f\x7f  (0||")
    assert parse_clndr_data(other) == parse_clndr_data(week())


def test_exceptions_of_a_known_p6_calendar() -> None:
    # Oracle O14c: 44047 and 44048 are days off, 44049 and 44050 half days: 4 to 7 August 2020.
    half = "((0||0(s|08:00|f|12:00)()))"
    text = week(exceptions=f"(0||0(d|44047)())(0||1(d|44048)())(0||2(d|44049){half})(0||3(d|44050){half})")
    assert parse_clndr_data(text).exceptions == {
        dt.date(2020, 8, 4): {},
        dt.date(2020, 8, 5): {},
        dt.date(2020, 8, 6): {480: 720},
        dt.date(2020, 8, 7): {480: 720},
    }


def test_seven_and_a_half_hours_are_450_minutes() -> None:
    work = parse_clndr_data(week("((0||0(s|08:00|f|12:00)())(0||1(s|12:30|f|16:00)()))"))
    assert sum(finish - start for start, finish in work.week[1].items()) == 450


def test_midnight_ends_the_day() -> None:
    assert parse_clndr_data(week("((0||0(s|00:00|f|00:00)()))")).week[1] == {0: 1440}
    assert parse_clndr_data(week("((0||0(f|00:00|s|13:00)()))")).week[1] == {780: 1440}


def test_what_cannot_be_read_is_a_fault() -> None:
    work = parse_clndr_data(week("((0||0(s|17:00|f|08:00)()))", exceptions="(0||0(d|soon)())"))
    assert len(work.faults) == 6
    assert parse_clndr_data("(0||()())").week == parse_clndr_data(None).week == {}


@given(
    st.dictionaries(st.integers(1, 60_000), st.sets(st.integers(0, 23), max_size=4), max_size=20),
    st.sampled_from(["s|{0:02}:00|f|{1:02}:30", "f|{1:02}:30|s|{0:02}:00"]),
)
def test_any_exceptions_come_back(days: dict[int, set[int]], form: str) -> None:
    def shifts(hours: set[int]) -> str:
        return "(" + "".join(f"(0||{at}({form.format(hour, hour)})())" for at, hour in enumerate(hours)) + ")"

    text = week(
        exceptions="".join(f"(0||{at}(d|{day}){shifts(hours)})" for at, (day, hours) in enumerate(days.items()))
    )
    expected = {
        dt.date(1899, 12, 30) + dt.timedelta(day): {hour * 60: hour * 60 + 30 for hour in hours}
        for day, hours in days.items()
    }
    assert parse_clndr_data(text).exceptions == expected
    assert SHIFTS in text


@given(st.text(alphabet="()|0123456789sfd: \x7fDaysOfWeekExceptions", max_size=200))
def test_no_text_is_fatal(text: str) -> None:
    parse_clndr_data(text)


def test_times_of_twelve_hours_are_those_of_the_day() -> None:
    text = week("((0||0(s|08:00 AM|f|12:00 PM)())(0||1(s|01:00 PM|f|05:00 pm)()))")
    assert parse_clndr_data(text).week == parse_clndr_data(week()).week
    assert parse_clndr_data(week("((0||0(s|12:00 AM|f|12:00 AM)()))")).week[1] == {0: 1440}


@pytest.mark.parametrize(
    "shift", ["s|13:00 PM|f|17:00", "s|08:00|f|noon", "s|25:00|f|26:00", "s|08:00", "s|08:61|f|09:00"]
)
def test_a_time_that_is_none_is_a_fault(shift: str) -> None:
    assert len(parse_clndr_data(week(f"((0||0({shift})()))")).faults) == 5


@pytest.mark.parametrize("junk", [" ", "(0||", "(0||1(", "(0|| ", "1", "(", "s|"])
def test_reading_takes_time_in_proportion_to_the_text(junk: str) -> None:
    # A megabyte: what grows with the square of the text would not end.
    parse_clndr_data("(0||CalendarData" + junk * (1_000_000 // len(junk)))
