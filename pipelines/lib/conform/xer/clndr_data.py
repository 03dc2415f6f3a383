"""CALENDAR.clndr_data, P6's nested text, -> the working times of weekdays and exception days.

The grammar is `(0||name(attributes)(children))`; 0x7F and blanks between nodes stand for line breaks.
Children of DaysOfWeek are the days 1 (Sunday) to 7, children of Exceptions carry `d|n`, n days after
1899-12-30; below either stand the shifts `s|08:00|f|12:00` in either order. So reading the nodes in the
order they stand in is enough.
"""

import datetime as dt
import re
from dataclasses import dataclass, field

EPOCH = dt.date(1899, 12, 30)
END_OF_DAY = 24 * 60
# Linear on any text: each part ends at the next bracket, and blanks are folded before.
_NODE = re.compile(r"\( ?\d{1,9}\|\|([^()]*)\(([^()]*)\)")
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.]\d{2})? ?(?:([ap])\.?m\.?)?", re.IGNORECASE)
_EMPTY = re.compile(r"\(\d{1,9}\|\|(CalendarData)?\(\)\(\)\)")
Shifts = dict[int, int]  # start minute -> finish minute
# What P6 schedules by where its text is the empty tree `(0||()())`: found from the dates that P6 17.12 gave to
# 126 activities of four such calendars (125 of their durations fit this week, 61 a week of 08:00 to 16:00).
P6_WEEK: dict[int, Shifts] = {day: {8 * 60: 12 * 60, 13 * 60: 17 * 60} if day <= 5 else {} for day in range(1, 8)}


@dataclass
class WorkTime:
    """What one calendar says by itself.

    Attributes:
        week: ISO weekday (1 Monday to 7 Sunday) -> shifts, a day without work has none; empty when the
        text has no week. exceptions: Date -> shifts, none on a day off.
        is_empty: The text is P6's empty tree: whole, but with neither week nor exceptions.
        faults: Parts that could not be read.
    """

    week: dict[int, Shifts] = field(default_factory=dict)
    exceptions: dict[dt.date, Shifts] = field(default_factory=dict)
    is_empty: bool = False
    faults: list[str] = field(default_factory=list)


def parse_clndr_data(text: str | None) -> WorkTime:
    """Read one calendar; what can't be read is a fault, never an error."""
    text = " ".join((text or "").replace("\x7f", " ").split())
    work = WorkTime(is_empty=_EMPTY.fullmatch(text.replace(" ", "")) is not None)
    section, shifts = "", None
    for name, attributes in ((name.strip(), attributes.strip()) for name, attributes in _NODE.findall(text)):
        if name in ("CalendarData", "DaysOfWeek", "Exceptions") or name.startswith("VIEW"):
            section, shifts = name, None
        elif attributes.startswith(("s|", "f|")):
            _add_shift(work, shifts, attributes)
        elif section == "DaysOfWeek":
            shifts = _day(work, name)
        elif section == "Exceptions":
            shifts = _exception(work, attributes)
    return work


def _day(work: WorkTime, name: str) -> Shifts | None:
    if name not in set("1234567"):
        work.faults.append(f"weekday {name!r}")
        return None
    return work.week.setdefault((int(name) + 5) % 7 + 1, {})


def _exception(work: WorkTime, attributes: str) -> Shifts | None:
    number = re.match(r"d\|(\d{1,6})\s*$", attributes)
    if number is None:
        work.faults.append(f"exception {attributes!r}")
        return None
    shifts: Shifts = {}
    work.exceptions[EPOCH + dt.timedelta(days=int(number[1]))] = shifts
    return shifts


def _add_shift(work: WorkTime, shifts: Shifts | None, attributes: str) -> None:
    parts = [part.strip() for part in attributes.split("|")]
    minutes = {key: _minute(time) for key, time in zip(parts[::2], parts[1::2], strict=False)}
    start, finish = minutes.get("s"), minutes.get("f")
    finish = END_OF_DAY if finish == 0 else finish  # a shift that ends at 00:00 ends at midnight, after the day
    if shifts is None or start is None or finish is None or not start < finish <= END_OF_DAY:
        is_backward = start is not None and finish is not None and finish <= start
        work.faults.append(f"shift {attributes!r}" + (" ends before it starts" if is_backward else ""))
        return
    shifts[start] = max(finish, shifts.get(start, 0))


def _minute(text: str) -> int | None:
    """The minute of the day of `13:00` or `01:00 PM`; None where it is no time."""
    time = _TIME.fullmatch(text)
    if time is None:
        return None
    hour, minute, half = int(time[1]), int(time[2]), (time[3] or "").lower()
    if minute > 59 or hour > 24 or (half and not 1 <= hour <= 12):
        return None
    return (hour % 12 + (12 if half == "p" else 0) if half else hour) * 60 + minute
