"""A baseline or a monthly status as the bytes of a P6 export: tab separated, CRLF, Windows-1252, closed by %E.

As in real exports the ids are new in every file and the project's short name carries the month; only task codes last.
What does not belong here: dates, progress and money, which come decided from the model.
"""

import datetime as dt
from dataclasses import dataclass

from pipelines.demo.budget import CURVES, RESOURCES
from pipelines.demo.calendars import calendars, clndr_data
from pipelines.demo.facts import ContractFacts, to_hours, to_moment
from pipelines.demo.model import START_HOUR, Plan, Update
from pipelines.demo.progress import NOT_STARTED, Status
from pipelines.demo.xer_rows import ActivityRows
from pipelines.demo.xer_tables import Row, table_text


@dataclass(frozen=True)
class Export:
    """One file to be written: what, under which short name, as of which data date, with ids counted from `first_id`."""

    facts: ContractFacts
    plan: Plan
    statuses: dict[str, Status]
    short_name: str
    data_date: dt.datetime
    exported_on: dt.date
    first_id: int
    end: int


def baseline_export(facts: ContractFacts, plan: Plan, exported_on: dt.date) -> Export:
    """A baseline: the plan with nothing started, its data date the contract's start."""
    work = {code: activity.duration for code, activity in plan.network.activities.items()}
    statuses = {code: _untouched(plan, code, work[code]) for code in plan.network.activities}
    name = f"{facts.contract_id}-{plan.baseline_id}"
    first_id = 40_000 + 20_000 * int(plan.baseline_id[2:])
    return Export(facts, plan, statuses, name, to_moment(START_HOUR), exported_on, first_id, plan.end)


def update_export(facts: ContractFacts, update: Update, exported_on: dt.date) -> Export:
    """A monthly status."""
    moment = update.period.data_date
    name = f"{facts.contract_id}-{update.period.cut_off:%b%y}-PUB".upper()
    first_id = 100_000 + 31_000 * update.period.month
    return Export(facts, update.plan, update.statuses, name, moment, exported_on, first_id, update.end)


def _untouched(plan: Plan, code: str, duration: int) -> Status:
    dates, activity = plan.dates[code], plan.network.activities[code]
    calendar = calendars()[activity.calendar]
    hours = calendar.between(dates.early_start, dates.early_finish) if code in plan.network.spans else duration
    total_float = calendar.between(dates.early_finish, dates.late_finish)
    return Status(NOT_STARTED, None, 0, hours, dates, total_float)


def write_xer(export: Export) -> bytes:
    """The file's bytes."""
    header = ("ERMHDR", "22.12", f"{export.exported_on:%Y-%m-%d}", "Project", "PLANNER", "Planner")
    lines = ["\t".join((*header, "dbxDatabaseNoName", "Project Management", export.facts.currency))]
    for name, rows in _tables(export).items():
        if rows:
            lines += table_text(name, rows)
    return "\r\n".join([*lines, "%E", ""]).encode("cp1252")


def _tables(export: Export) -> dict[str, list[Row]]:
    """Every table in P6's order; empty ones are not written."""
    rows = ActivityRows(export.facts, export.plan, export.statuses, to_hours(export.data_date), export.first_id)
    rows.fill()
    project = str(rows.project)
    return {
        "CURRTYPE": [{"curr_id": 1, "curr_symbol": export.facts.currency, "curr_type": export.facts.currency,
                      "curr_short_name": export.facts.currency}],
        "OBS": [{"obs_id": 540, "obs_name": "Enterprise", "obs_descr": '<body bgcolor=""#ffffff"">Enterprise</body>'}],
        "RSRCCURVDATA": _curves(rows),
        "UDFTYPE": [{"udf_type_id": 301, "udf_type_name": "user_field_301", "udf_type_label": "Contract milestone"}],
        "COSTTYPE": [{"cost_type_id": 10, "seq_num": 100, "cost_type": "Subcontract"}] if rows.expenses else [],
        "PROJECT": [_project(export, project)],
        "CALENDAR": _calendars(rows),
        "SCHEDOPTIONS": [{"schedoptions_id": 1, "proj_id": project}],
        "PROJWBS": _wbs(export, rows),
        "RSRC": _resources(rows),
        "ACTVTYPE": [{"actv_code_type_id": 201, "seq_num": 100, "actv_code_type": "Trade"},
                     {"actv_code_type_id": 202, "seq_num": 200, "actv_code_type": "Zone"}],
        "TASK": rows.tasks,
        "ACTVCODE": rows.codes,
        "PROJCOST": rows.expenses,
        "TASKPRED": rows.links,
        "TASKRSRC": rows.assignments,
        "TASKACTV": rows.task_codes,
        "UDFVALUE": rows.udfs,
    }  # fmt: skip


def _project(export: Export, project: str) -> Row:
    finish = max(status.dates.early_finish for status in export.statuses.values())
    return {
        "proj_id": project,
        "proj_short_name": export.short_name,
        "clndr_id": export.first_id + 1,
        "last_recalc_date": f"{export.data_date:%Y-%m-%d %H:%M}",
        "plan_start_date": f"{to_moment(START_HOUR):%Y-%m-%d %H:%M}",
        "plan_end_date": f"{to_moment(export.end):%Y-%m-%d %H:%M}",
        "scd_end_date": f"{to_moment(finish):%Y-%m-%d %H:%M}",
        "add_date": f"{export.exported_on:%Y-%m-%d} 09:00",
        "last_schedule_date": f"{export.exported_on:%Y-%m-%d} 09:00",
        "task_code_prefix": export.facts.code,
    }


def _calendars(rows: ActivityRows) -> list[Row]:
    """The first is the project's default; P6 keeps its month and year lengths as round figures."""
    return [
        {
            "clndr_id": rows.calendar_ids[key],
            "default_flag": "N" if index else "Y",
            "clndr_name": calendar.name,
            "proj_id": rows.project if index else "",
            "last_chng_date": "2024-11-03 10:12",
            "clndr_type": "CA_Project" if index else "CA_Base",
            "day_hr_cnt": calendar.hours_per_day,
            "week_hr_cnt": calendar.hours_per_week,
            "month_hr_cnt": calendar.hours_per_week * 43 // 10,
            "year_hr_cnt": calendar.hours_per_week * 50,
            "clndr_data": clndr_data(calendar),
        }
        for index, (key, calendar) in enumerate(calendars().items())
    ]


def _wbs(export: Export, rows: ActivityRows) -> list[Row]:
    """The root carries the project's short name; every other node hangs from its parent."""
    root = {
        "wbs_short_name": export.short_name,
        "wbs_name": f"{export.facts.contract_id} programme",
        "proj_node_flag": "Y",
    }
    nodes = [{**root, "wbs_id": rows.wbs_ids[()], "parent_wbs_id": "26012"}]
    for path in sorted(export.plan.network.wbs_names):
        name = {"wbs_short_name": path[-1], "wbs_name": export.plan.network.wbs_names[path]}
        nodes.append({**name, "wbs_id": rows.wbs_ids[path], "parent_wbs_id": rows.wbs_ids[path[:-1]]})
    return [
        {"proj_id": rows.project, "obs_id": 540, "seq_num": 100 + index, **node} for index, node in enumerate(nodes)
    ]


def _resources(rows: ActivityRows) -> list[Row]:
    return [
        {"rsrc_id": rows.resource_ids[code], "rsrc_seq_num": 10 * index, "rsrc_name": name, "rsrc_short_name": code,
         "rsrc_type": kind, "curr_id": 1, "clndr_id": rows.calendar_ids["5x8"]}
        for index, (code, (name, kind)) in enumerate(RESOURCES.items(), 1)
    ]  # fmt: skip


def _curves(rows: ActivityRows) -> list[Row]:
    return [
        {"curv_id": rows.curve_ids[name], "curv_name": name}
        | {f"pct_usage_{i}": share for i, share in enumerate(shares)}
        for name, shares in CURVES.items()
    ]
