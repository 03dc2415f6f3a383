"""Working time in whole hours: how much lies between two moments, and where so much work from a moment ends.

Every working hour since EPOCH is numbered; `worked[h]` counts those before hour h and `hour_of[k]` is the k-th one.
All questions of a scheduler are then two look-ups, exact, and easy to check by hand.
"""

import datetime as dt
from dataclasses import dataclass, field
from functools import cache

from pipelines.demo.facts import EPOCH, ONE_DAY

Shifts = tuple[tuple[int, int], ...]
LAST_DAY = dt.date(2030, 12, 31)
P6_DAY_ZERO = dt.date(1899, 12, 30)

DAY_SHIFT: Shifts = ((8, 12), (13, 17))
LONG_SHIFT: Shifts = ((7, 12), (13, 18))
ROUND_THE_CLOCK: Shifts = ((0, 24),)
MORNING: Shifts = ((8, 12),)


@dataclass(frozen=True, eq=False)
class WorkCalendar:
    """A calendar: week pattern (Monday first), exceptions, and the numbered working hours that follow from them."""

    name: str
    hours_per_day: int
    week: tuple[Shifts, ...]
    exceptions: dict[dt.date, Shifts]
    worked: list[int] = field(init=False, repr=False)
    hour_of: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        worked, hour_of, day = [0], [], EPOCH.date()
        while day <= LAST_DAY:
            shifts = self.exceptions.get(day, self.week[day.weekday()])
            first = len(worked) - 1
            for hour in range(24):
                if any(start <= hour < finish for start, finish in shifts):
                    hour_of.append(first + hour)
                worked.append(len(hour_of))
            day += ONE_DAY
        object.__setattr__(self, "worked", worked)
        object.__setattr__(self, "hour_of", hour_of)

    @property
    def hours_per_week(self) -> int:
        """Working hours of a week without exceptions."""
        return sum(finish - start for day in self.week for start, finish in day)

    def between(self, start: int, finish: int) -> int:
        """Working hours from one moment to another; negative backwards."""
        return self.worked[finish] - self.worked[start]

    def next_start(self, moment: int) -> int:
        """The first moment at or after this one at which work can begin."""
        return self.hour_of[self.worked[moment]]

    def last_start(self, moment: int) -> int:
        """The last moment at or before this one at which work can begin."""
        return self.hour_of[self.worked[moment + 1] - 1]

    def is_finish(self, moment: int) -> bool:
        """Whether work can end at this moment: the hour before it is worked."""
        return self.worked[moment] > self.worked[moment - 1]

    def last_finish(self, moment: int) -> int:
        """The last moment at or before this one at which work can end."""
        return self.hour_of[self.worked[moment] - 1] + 1

    def next_finish(self, moment: int) -> int:
        """The first moment at or after this one at which work can end."""
        return moment if self.is_finish(moment) else self.next_start(moment) + 1

    def finish(self, start: int, hours: int) -> int:
        """Where so many working hours (at least one) from `start` end."""
        return self.hour_of[self.worked[start] + hours - 1] + 1

    def start(self, finish: int, hours: int) -> int:
        """Where so many working hours (at least one) that end at `finish` begin."""
        return self.hour_of[self.worked[finish] - hours]


def _closed_days() -> dict[dt.date, Shifts]:
    """Public holidays and a closure at the turn of the year; Christmas Eve is worked in the morning."""
    closed: dict[dt.date, Shifts] = {}
    for year in range(EPOCH.year, LAST_DAY.year + 1):
        for month, day in ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)):
            closed[dt.date(year, month, day)] = ()
        for day in range(28, 32):
            closed[dt.date(year, 12, day)] = ()
        closed[dt.date(year, 12, 24)] = MORNING
    for year, month, day in ((2025, 4, 21), (2025, 5, 29), (2025, 6, 9), (2026, 4, 6), (2026, 5, 14), (2026, 5, 25)):
        closed[dt.date(year, month, day)] = ()
    return dict(sorted(closed.items()))


@cache
def calendars() -> dict[str, WorkCalendar]:
    """The demo's calendars by short key; `5x8` is every project's default."""
    closed = _closed_days()
    return {
        "5x8": WorkCalendar("Office and site 5 x 8", 8, (DAY_SHIFT,) * 5 + ((), ()), closed),
        "6x10": WorkCalendar("Site 6 x 10", 10, (LONG_SHIFT,) * 6 + ((),), {d: () for d, s in closed.items() if not s}),
        "7x24": WorkCalendar("Round the clock 7 x 24", 24, (ROUND_THE_CLOCK,) * 7, {}),
    }


def clndr_data(calendar: WorkCalendar) -> str:
    """The calendar in P6's nested notation: Sunday is day 1, exceptions count days from 1899-12-30."""
    sunday_first = (calendar.week[6], *calendar.week[:6])
    week = "".join(f"(0||{number}(){_shifts(day)})" for number, day in enumerate(sunday_first, 1))
    exceptions = "".join(
        f"(0||{index}(d|{(day - P6_DAY_ZERO).days}){_shifts(shifts)})"
        for index, (day, shifts) in enumerate(calendar.exceptions.items())
    )
    return f"(0||CalendarData()((0||DaysOfWeek()({week}))(0||Exceptions()({exceptions}))))"


def _shifts(shifts: Shifts) -> str:
    """`(s|08:00|f|12:00)`; midnight at the end of a day is 00:00."""
    inner = "".join(
        f"(0||{index}(s|{start:02d}:00|f|{finish % 24:02d}:00)())" for index, (start, finish) in enumerate(shifts)
    )
    return f"({inner})"
