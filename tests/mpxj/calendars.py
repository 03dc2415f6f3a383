"""MPXJ's calendars: the rules they hold, and the working hours they give on each date."""

import datetime as dt
from collections.abc import Iterable

import polars as pl

RULES = {
    "calendar_id": pl.String, "weekday": pl.Int64, "exception_date": pl.String, "shift_start_minute": pl.Int64,
    "shift_finish_minute": pl.Int64,
}  # fmt: skip
HOURS = {"calendar_id": pl.String, "date": pl.String, "hours": pl.Float64}


def day_rules(calendars: list) -> pl.DataFrame:
    """A row per calendar, weekday or exception date, and shift, as schedule_calendar has them."""
    from java.time import DayOfWeek  # Java's own, through JPype

    rows = []
    for one in calendars:
        days = [(int(day.getValue()), None, one.getHours(day)) for day in DayOfWeek.values()]
        days += [(None, str(off.getFromDate()), off) for off in one.getCalendarExceptions()]
        name = str(one.getUniqueID())
        rows += [(name, weekday, date, *span) for weekday, date, hours in days for span in _spans(hours)]
    return pl.DataFrame(rows, schema=RULES, orient="row").with_columns(pl.col("exception_date").str.to_date())


def _spans(hours: Iterable) -> list[tuple]:
    spans = [(span.getStart().toSecondOfDay() // 60, span.getEnd().toSecondOfDay() // 60) for span in hours or ()]
    return spans or [(None, None)]


def working_hours(calendars: list, first: dt.date, last: dt.date) -> pl.DataFrame:
    """Working hours of every calendar on every date from first to last: inheritance and exceptions worked out by MPXJ.

    Columns calendar_id, date, hours.
    """
    from java.time import LocalDate
    from org.mpxj import TimeUnit

    dates = [LocalDate.of(first.year, first.month, first.day).plusDays(day) for day in range((last - first).days + 1)]
    rows = [
        (str(one.getUniqueID()), str(date), float(one.getWork(date, TimeUnit.HOURS).getDuration()))
        for one in calendars
        for date in dates
    ]
    return pl.DataFrame(rows, schema=HOURS, orient="row").with_columns(pl.col("date").str.to_date())
