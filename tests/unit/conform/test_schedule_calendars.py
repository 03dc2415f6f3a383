import datetime as dt
from pathlib import Path

import polars as pl

from pipelines.lib.conform import Conformed
from pipelines.lib.conform.schedule import conform_schedule
from pipelines.lib.readers.xer import read_xer
from tests.unit.conform.xer_maker import CALENDAR, PROJECT, SHIFTS, week, xer


def conform(path: Path, project: str | None = None) -> Conformed:
    return conform_schedule(read_xer(path), project)


def calendars(*rows: str) -> list[str]:
    fields = "clndr_id clndr_name clndr_type base_clndr_id day_hr_cnt clndr_data".replace(" ", "\t")
    return ["%T\tCALENDAR", "%F\t" + fields, *("%R\t" + row for row in rows)]


def test_calendars_of_equal_content_share_a_key_across_files(tmp_path: Path) -> None:
    other = calendars(f"77\tSame, other name\tCA_Project\t\t8.0\t{week()}", f"78\tTen hours\tCA_Base\t\t10\t{week()}")
    one = conform(xer(tmp_path / "a.xer", PROJECT, CALENDAR)).tables["schedule_calendar"]
    two = conform(xer(tmp_path / "b.xer", PROJECT, other)).tables["schedule_calendar"]
    assert one.height == 5 * 2 + 2
    assert two["calendar_key"].n_unique() == 2
    assert set(one["calendar_key"]) < set(two["calendar_key"])


def test_a_calendar_takes_from_its_parent_what_it_does_not_say(tmp_path: Path) -> None:
    parent = f"1\tGlobal\tCA_Base\t3\t0\t{week(exceptions='(0||0(d|44047)())(0||1(d|44048)())')}"
    child = "2\tProject\tCA_Project\t1\t\t(0||CalendarData()((0||Exceptions()((0||0(d|44048)((0||0(s|08:00|f|12:00)())))))))"
    loop = "3\tLoop\tCA_Base\t1\t8\t(0||()())"
    conformed = conform(xer(tmp_path / "a.xer", PROJECT, calendars(parent, child, loop)))
    rules = conformed.tables["schedule_calendar"].filter(pl.col("calendar_id") == "2")
    days = rules.drop_nulls("exception_date").sort("exception_date")
    assert days.select("exception_date", "shift_start_minute", "shift_finish_minute").rows() == [
        (dt.date(2020, 8, 4), None, None),
        (dt.date(2020, 8, 5), 480, 720),
    ]
    assert rules.filter(weekday=1)["shift_start_minute"].to_list() == [480, 780]
    assert rules["hours_per_day"].unique().to_list() == [8.0]
    assert any("most frequent working day" in note.message for note in conformed.envelope["notes"])


def hours_between(rules: pl.DataFrame, start: dt.datetime, finish: dt.datetime) -> float:
    """Working hours: the rules of each day (its exception, else its weekday), cut at start and finish."""
    days = pl.DataFrame({"day": pl.date_range(start.date(), finish.date(), eager=True)})
    exceptions = rules.drop_nulls("exception_date")
    usual = days.filter(~pl.col("day").is_in(exceptions["exception_date"].implode()))
    shifts = pl.concat(
        [
            usual.with_columns(weekday=pl.col("day").dt.weekday().cast(pl.Int64)).join(rules, on="weekday"),
            days.join(exceptions, left_on="day", right_on="exception_date"),
        ],
        how="diagonal",
    )
    opens, closes = (
        pl.col("day").cast(pl.Datetime) + pl.duration(minutes=f"shift_{end}_minute") for end in ("start", "finish")
    )
    worked = pl.min_horizontal(closes, finish) - pl.max_horizontal(opens, start)
    minutes = shifts.drop_nulls("shift_start_minute").select(worked.dt.total_minutes().clip(lower_bound=0))
    return minutes.to_series().sum() / 60


def test_hours_between_dates_of_a_calendar_with_exceptions(tmp_path: Path) -> None:
    # Tuesday 4 August 2020 is off, Thursday 6 is a half day (08 to 12), Saturday 8 works 09 to 15.
    half, saturday = "((0||0(s|08:00|f|12:00)()))", "((0||0(f|15:00|s|09:00)()))"
    days = f"(0||0(d|44047)())(0||1(d|44049){half})(0||2(d|44051){saturday})"
    rows = calendars(f"10\tFive days\tCA_Base\t\t8\t{week(exceptions=days)}")
    rules = conform(xer(tmp_path / "a.xer", PROJECT, rows)).tables["schedule_calendar"]

    def between(start: tuple[int, int], finish: tuple[int, int]) -> float:
        return hours_between(rules, *(dt.datetime(2020, 8, day, hour) for day, hour in (start, finish)))

    assert between((3, 0), (10, 0)) == 8 + 0 + 8 + 4 + 8 + 6 + 0  # Monday to Sunday
    assert between((3, 10), (3, 15)) == 4  # 10 to 12 and 13 to 15
    assert between((4, 8), (4, 17)) == 0
    assert between((6, 11), (8, 10)) == 1 + 8 + 1
    assert between((10, 0), (17, 0)) == 40  # a week without exceptions


def test_an_empty_calendar_works_as_p6_schedules_it(tmp_path: Path) -> None:
    # Two activities of Johnstown.xer, P6's own dates: 6.2 h are 3.6 before noon and 2.6 after 13:00; 27.8 h are 6
    # on Wednesday, 8 on Thursday, 8 on Friday and, after a weekend, 5.8 on Monday.
    rows = calendars("10\t24\tCA_Project\t\t8\t(0||()())")
    conformed = conform(xer(tmp_path / "a.xer", PROJECT, rows))
    rules = conformed.tables["schedule_calendar"]
    assert hours_between(rules, dt.datetime(2011, 5, 27, 8, 24), dt.datetime(2011, 5, 27, 15, 36)) == 6.2
    assert hours_between(rules, dt.datetime(2011, 5, 25, 10), dt.datetime(2011, 5, 30, 14, 48)) == 27.8
    assert any("works as P6 does then" in note.message for note in conformed.envelope["notes"])


def test_a_calendar_whose_text_breaks_off_or_is_missing_works_on_no_day(tmp_path: Path) -> None:
    rows = calendars(
        "1\tCut\tCA_Base\t\t8\t(0||CalendarData()(", "2\tBlank\tCA_Base\t\t8\t", "3\tOf 1\tCA_Base\t1\t8\t(0||()())"
    )
    conformed = conform(xer(tmp_path / "a.xer", PROJECT, rows))
    assert conformed.tables["schedule_calendar"]["shift_start_minute"].is_null().all()
    assert sum("gives no working day" in note.message for note in conformed.envelope["notes"]) == 3


def test_the_durations_of_a_real_schedule_fit_its_empty_calendars(shared: Path) -> None:
    conformed = conform(next(shared.rglob("Johnstown.xer")))
    assert sum("works as P6 does then" in note.message for note in conformed.envelope["notes"]) == 4
    rules = {key: group for (key,), group in conformed.tables["schedule_calendar"].group_by("calendar_key")}
    week = {day: [(480, 720), (780, 1020)] if day <= 5 else [(None, None)] for day in range(1, 8)}
    empty = [key for key, group in rules.items() if group.height == 12 and spans(group) == week]
    tasks = conformed.tables["schedule_activity"].filter(
        pl.col("calendar_key").is_in(empty), activity_type="task_dependent"
    )
    fits = [
        abs(hours_between(rules[key], start, finish) - hours) < 0.011
        for key, start, finish, hours in tasks.select(
            "calendar_key", "early_start", "early_finish", "original_duration_hours"
        ).iter_rows()
    ]
    assert (sum(fits), len(fits)) == (125, 126)  # counted apart from this code, on the file's own cells


def spans(rules: pl.DataFrame) -> dict[int, list[tuple[int | None, int | None]]]:
    shifts = rules.sort("weekday", "shift_start_minute").select("weekday", "shift_start_minute", "shift_finish_minute")
    return {day: [shift[1:] for shift in shifts.filter(weekday=day).rows()] for day in range(1, 8)}


def test_a_shift_that_ends_before_it_starts_is_named_with_the_week_that_is_left(tmp_path: Path) -> None:
    def told(data: str) -> list[str]:
        conformed = conform(xer(tmp_path / "a.xer", PROJECT, calendars(f"1\tNights\tCA_Base\t\t8\t{data}")))
        return [note.message for note in conformed.envelope["notes"] if note.kind.startswith("calendar_")]

    backward = "((0||0(s|08:00|f|04:00)()))"
    named = "left out (shift 's|08:00|f|04:00' ends before it starts"
    (partly,) = told(week().replace("||2()" + SHIFTS, "||2()" + backward))
    assert (
        partly
        == f"calendar 'Nights': 1 part can't be read and is {named}); so it works Tue 8 h, Wed 8 h, Thu 8 h, Fri 8 h"
    )
    wholly, never = told(week(backward))
    assert wholly.startswith(f"calendar 'Nights': 5 parts can't be read and are {named}") and wholly.endswith(
        "on no day of the week"
    )
    assert "gives no working day that can be read" in never
