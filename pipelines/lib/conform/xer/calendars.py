"""CALENDAR -> schedule_calendar, keyed by what a calendar says and not by its id: ids change with every export."""

import datetime as dt
import hashlib
import json
from collections import Counter
from dataclasses import dataclass

import polars as pl

from pipelines.lib.conform.xer.casts import Fills, cast_columns
from pipelines.lib.conform.xer.clndr_data import P6_WEEK, Shifts, WorkTime, parse_clndr_data
from pipelines.lib.conform.xer.tables import XerTables
from pipelines.lib.plural import number_of
from pipelines.lib.readers import Note

TYPES = {"CA_Base": "global", "CA_Project": "project", "CA_Rsrc": "resource"}
FILLS = Fills(
    "schedule_calendar",
    {
        "calendar_id": ("clndr_id", "string"),
        "calendar_name": ("clndr_name", "string"),
        "calendar_type": ("clndr_type", TYPES),
        "hours_per_day": ("day_hr_cnt", "double"),
        "base": ("base_clndr_id", "string"),
        "data": ("clndr_data", "string"),
    },
)
RULES = {
    "calendar_key": pl.String,
    "calendar_id": pl.String,
    "calendar_name": pl.String,
    "calendar_type": pl.String,
    "hours_per_day": pl.Float64,
    "weekday": pl.Int64,
    "exception_date": pl.Date,
    "shift_start_minute": pl.Int64,
    "shift_finish_minute": pl.Int64,
    "source_row": pl.Int64,
}
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
INDEX = {"clndr_id": pl.String, "calendar_key": pl.String, "hours_per_day": pl.Float64}


@dataclass(frozen=True)
class Calendars:
    """schedule_calendar, and per P6 id (clndr_id) the calendar_key and hours_per_day."""

    table: pl.DataFrame
    index: pl.DataFrame


def conform_calendars(file: XerTables) -> Calendars:
    """All calendars of the file, each content once.

    What a calendar does not say it takes from its parent (base_clndr_id): the week if it has none, and
    exception days. An empty calendar without a parent has the week that P6 schedules by then. A calendar whose
    hours per day are blank, zero or impossible takes those of its most frequent working day.
    """
    raw = file.table("CALENDAR", *FILLS.sources)
    if file.project_id is None:
        raw = raw.clear()
    heads = cast_columns(raw, FILLS, file.bad).rows(named=True)
    by_id = {row["calendar_id"]: _with_possible_hours(row) for row in reversed(heads) if row["calendar_id"]}
    own = {clndr_id: parse_clndr_data(row["data"]) for clndr_id, row in by_id.items()}
    rules: dict[str, list[tuple]] = {}
    index = []
    for clndr_id, row in by_id.items():
        work = _inherit(clndr_id, own, by_id)
        _note(file, row, own[clndr_id], work)
        hours = row["hours_per_day"] or _usual_hours(work)
        key = _key(work, hours)
        rules[key] = _rules(row, key, hours, work)
        index.append((clndr_id, key, hours))
    table = pl.DataFrame([rule for group in rules.values() for rule in group], schema=RULES, orient="row")
    return Calendars(table, pl.DataFrame(index, schema=INDEX, orient="row"))


def _inherit(clndr_id: str, own: dict[str, WorkTime], by_id: dict[str, dict]) -> WorkTime:
    """The calendar with what its ancestors add; a loop of parents ends where it closes."""
    line, current = [], clndr_id
    while current in own and current not in line:
        line.append(current)
        current = by_id[current]["base"]
    fallback = P6_WEEK if all(own[ancestor].is_empty for ancestor in line) else {}
    week = next((own[ancestor].week for ancestor in line if own[ancestor].week), fallback)
    exceptions: dict[dt.date, Shifts] = {}
    for ancestor in reversed(line):
        exceptions |= own[ancestor].exceptions
    return WorkTime(week, exceptions)


def _with_possible_hours(row: dict) -> dict:
    """Every duration in days is divided by the hours per day: NaN, infinity, 0 or 25 would be in all of them."""
    hours = row["hours_per_day"]
    return row if hours is not None and 0 < hours <= 24 else row | {"hours_per_day": None}


def _usual_hours(work: WorkTime) -> float | None:
    days = Counter(_minutes(shifts) for shifts in work.week.values() if shifts)
    return max(days, key=lambda minutes: (days[minutes], minutes)) / 60 if days else None


def _minutes(shifts: Shifts) -> int:
    return sum(finish - start for start, finish in shifts.items())


def _key(work: WorkTime, hours: float | None) -> str:
    content = [
        [[day, sorted(work.week.get(day, {}).items())] for day in range(1, 8)],
        [[day.isoformat(), sorted(shifts.items())] for day, shifts in sorted(work.exceptions.items())],
        hours,
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:32]


def _rules(row: dict, key: str, hours: float | None, work: WorkTime) -> list[tuple]:
    days = [(day, None, work.week.get(day, {})) for day in range(1, 8)]
    days += [(None, day, shifts) for day, shifts in sorted(work.exceptions.items())]
    head = (key, row["calendar_id"], row["calendar_name"], row["calendar_type"], hours)
    return [
        (*head, weekday, date, start, finish, row["source_row"])
        for weekday, date, shifts in days
        for start, finish in (sorted(shifts.items()) or [(None, None)])
    ]


def _week_text(work: WorkTime) -> str:
    days = [f"{DAYS[day - 1]} {_minutes(shifts) / 60:g} h" for day, shifts in sorted(work.week.items()) if shifts]
    return ", ".join(days) or "on no day of the week"


def _note(file: XerTables, row: dict, own: WorkTime, work: WorkTime) -> None:
    name, place = (
        f"calendar {row['calendar_name'] or row['calendar_id']!r}",
        ("schedule_calendar", None, row["source_row"]),
    )
    if own.faults:
        left_out = number_of(
            len(own.faults), "part can't be read and is left out", "parts can't be read and are left out"
        )
        text = f"{name}: {left_out} ({', '.join(own.faults[:3])})"
        text += f"; so it works {_week_text(work)}"
        file.notes.append(Note("calendar_unreadable", text, *place))
    if work.week is P6_WEEK:
        text = f"{name}: clndr_data is empty, so it works as P6 does then: Monday to Friday, 8-12 and 13-17"
        file.notes.append(Note("calendar_empty", text, *place))
    if not any(work.week.values()):
        text = f"{name}: clndr_data gives no working day that can be read, so what is planned on it is spread over "
        text += "its exception days with working time, and over all days alike where there are none"
        file.notes.append(Note("calendar_never_works", text, *place))
    if not row["hours_per_day"]:
        text = f"{name}: hours per day are blank, zero or impossible; those of its most frequent working day were taken"
        file.notes.append(Note("hours_per_day_derived", text, *place))
