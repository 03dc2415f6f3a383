"""Reporting calendars: cut-off dates, the period a day belongs to, and the last day on time.

A period is named after the month of its cut-off ('2026-03'); a calendar of written-out dates has one period per date.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.lib.config.portfolio import Dates, DayOfMonth, Reporting

ONE_DAY = dt.timedelta(days=1)
INTERIM_AFTER_DAYS = 10


@dataclass(frozen=True)
class Period:
    """One reporting period: its first day, its cut-off day and the last day on which a delivery is on time."""

    period_id: str
    start: dt.date
    end: dt.date
    due_on: dt.date


def periods_between(reporting: Reporting, first: dt.date, last: dt.date) -> list[Period]:
    """The periods from the one nearest to `first` to the one nearest to `last`, in order."""
    ends = list(_cut_offs(reporting, first - dt.timedelta(days=400), last + dt.timedelta(days=400)))
    if not ends:
        return []
    low, high = _nearest(ends, first), _nearest(ends, last)
    return [
        Period(f"{end:%Y-%m}", _start(ends, index), end, _due(reporting, end))
        for index, end in enumerate(ends)
        if low <= index <= high
    ]


def nearest_cut_off(reporting: Reporting, day: dt.date) -> dt.date:
    """The cut-off nearest to a day; the earlier one when two are equally near."""
    ends = list(_cut_offs(reporting, day - dt.timedelta(days=400), day + dt.timedelta(days=400)))
    return ends[_nearest(ends, day)]


def nearest_period_id(reporting: Reporting, day: dt.date) -> str:
    """The id of the period whose cut-off is nearest to a day."""
    return f"{nearest_cut_off(reporting, day):%Y-%m}"


def periods_apart(reporting: Reporting, day: dt.date, period_id: str) -> int | None:
    """How far the period named is from the one nearest to a day, in periods; None where the calendar has it not."""
    named = dt.date.fromisoformat(f"{period_id}-15")
    around = periods_between(reporting, min(day, named) - 45 * ONE_DAY, max(day, named) + 45 * ONE_DAY)
    names = [period.period_id for period in around]
    own = nearest_period_id(reporting, day)
    return abs(names.index(period_id) - names.index(own)) if period_id in names else None


def due_date(reporting: Reporting, day: dt.date, period_id: str | None = None) -> dt.date:
    """The last day on time for the status of a day: of the period named, else of the cut-off nearest to the day."""
    around = periods_between(reporting, day - dt.timedelta(days=200), day + dt.timedelta(days=200))
    named = [period.due_on for period in around if period.period_id == period_id]
    return named[0] if named else _due(reporting, nearest_cut_off(reporting, day))


def cut_off_day(data_date: dt.datetime) -> dt.date:
    """The last day whose work is in the status: work on the data date itself is not (P6)."""
    return (data_date - dt.timedelta(seconds=1)).date()


def _cut_offs(reporting: Reporting, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    calendar = reporting.calendar
    if isinstance(calendar, Dates):
        yield from sorted(calendar.dates)
        return
    month = first.replace(day=1)
    while month <= last:
        following = (month + dt.timedelta(days=32)).replace(day=1)
        yield month.replace(day=calendar.day) if isinstance(calendar, DayOfMonth) else following - ONE_DAY
        month = following


def _nearest(ends: list[dt.date], day: dt.date) -> int:
    right = min(bisect_left(ends, day), len(ends) - 1)
    left = max(right - 1, 0)
    return left if abs(day - ends[left]) <= abs(ends[right] - day) else right


def _start(ends: list[dt.date], index: int) -> dt.date:
    return ends[index - 1] + ONE_DAY if index else ends[0].replace(day=1)


def _due(reporting: Reporting, end: dt.date) -> dt.date:
    day, left = end, reporting.due_business_days
    while left:
        day += ONE_DAY
        if day.isoweekday() <= 5 and not _is_holiday(reporting, day):
            left -= 1
    return day


def _is_holiday(reporting: Reporting, day: dt.date) -> bool:
    if isinstance(reporting.holidays, str):
        return day in _public_holidays(reporting.holidays, day.year)
    return day in reporting.holidays


@cache
def _public_holidays(country: str, year: int) -> frozenset[dt.date]:
    from holidays import country_holidays  # takes a while, and few commands reckon due dates

    return frozenset(country_holidays(country, years=year))
