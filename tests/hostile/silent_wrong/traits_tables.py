"""Traits of the tables of a P6 export, in baseline and update: rows or fields that stand twice, and columns that are gone."""

from collections.abc import Callable

from tests.hostile.families.xer_text import Table, changed
from tests.hostile.silent_wrong.good import BASELINE, UPDATE, Planted

COLUMNS = [
    ("PROJWBS", "proj_id"), ("RSRC", "rsrc_id"), ("TASK", "clndr_id"), ("TASK", "complete_pct_type"), ("TASK", "phys_complete_pct"),
    ("TASK", "target_start_date"), ("TASK", "target_end_date"), ("TASKRSRC", "rsrc_id"), ("TASKRSRC", "target_cost"),
]  # fmt: skip
HOURS = {"blank": "", "negative": "-8", "25": "25", "1e15": "1e15", "1e308": "1e308", "minus_1e15": "-1e15"}


def tables(change: Callable[[dict[str, Table]], object]) -> Planted:
    """A change of the tables of both files."""
    return Planted(changed(change, UPDATE), baseline=changed(change, BASELINE))


def _twice(name: str) -> Planted:
    return tables(lambda found: found[name].rows.extend([list(row) for row in found[name].rows]))


def _costs_under_other_ids(found: dict[str, Table]) -> None:
    """Every assignment once more, under an id of its own."""
    table = found["TASKRSRC"]
    table.rows.extend([[f"9{row[0]}", *row[1:]] for row in list(table.rows)])


def _key_twice(name: str) -> Planted:
    """The first field once more, with another value behind it."""

    def change(found: dict[str, Table]) -> None:
        found[name].fields.append(found[name].fields[0])
        for row in found[name].rows:
            row.append("77")

    return tables(change)


def _field_twice(name: str, field: str, value: str | None = None, spelling: str | None = None) -> Planted:
    """A field once more behind the others: equal, or with a value of its own."""

    def change(found: dict[str, Table]) -> None:
        table = found[name]
        at = table.fields.index(field)
        table.fields.append(spelling or field)
        for row in table.rows:
            row.append(row[at] if value is None else value)

    return tables(change)


def _base_calendar_loop(found: dict[str, Table]) -> None:
    calendar = found["CALENDAR"]
    calendar.put("base_clndr_id", "2")
    calendar.rows.append(["2", *calendar.rows[0][1:]])
    calendar.put("base_clndr_id", "1", 1)


TRAITS = {
    **{f"{name}_twice": _twice(name) for name in ("CALENDAR", "PROJWBS", "RSRC", "TASKPRED", "TASKRSRC")},
    **{f"{name}_key_twice": _key_twice(name) for name in ("CALENDAR", "PROJECT", "PROJWBS", "RSRC", "TASK", "TASKPRED", "TASKRSRC")},
    "hours_twice": _field_twice("TASK", "target_drtn_hr_cnt"),
    "hours_twice_and_other": _field_twice("TASK", "target_drtn_hr_cnt", "8"),
    "cost_twice_and_other": _field_twice("TASKRSRC", "target_cost", "9"),
    "cost_twice_in_capitals": _field_twice("TASKRSRC", "target_cost", "9", "TARGET_COST"),
    "progress_twice_and_other": _field_twice("TASK", "phys_complete_pct", "90"),
    **{f"{name}_without_{field}": tables(lambda found, n=name, f=field: found[n].drop(f)) for name, field in COLUMNS},
    **{f"hours_per_day_{name}": tables(lambda found, h=hours: found["CALENDAR"].put("day_hr_cnt", h)) for name, hours in HOURS.items()},
    "costs_under_other_ids": tables(_costs_under_other_ids),
    "costs_under_other_ids_in_baseline": Planted(UPDATE, baseline=changed(_costs_under_other_ids, BASELINE)),
    "base_calendar_loop": tables(_base_calendar_loop),
    "wbs_orphan": tables(lambda found: found["PROJWBS"].put("parent_wbs_id", "77", 1)),
    "no_links": tables(lambda found: found.pop("TASKPRED")),
    "no_assignments_in_both": tables(lambda found: found.pop("TASKRSRC")),
    "nul_in_name": tables(lambda found: found["TASK"].put("task_name", "Work\x00 A10")),
    "control_bytes_in_name": tables(lambda found: found["TASK"].put("task_name", "".join(map(chr, [1, 2, 7, 8, 11, 12, 14, 27, 28, 31, 127])))),
}  # fmt: skip
