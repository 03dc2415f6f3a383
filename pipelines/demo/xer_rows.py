"""The rows of an export that grow with the schedule: activities, links, assignments, expenses, codes, fields."""

import hashlib
from base64 import b64encode
from collections import defaultdict
from functools import cache

from pipelines.demo.budget import CURVES, EXPENSE, LABOR, NONLABOR, RESOURCES, Assignment
from pipelines.demo.calendars import calendars
from pipelines.demo.facts import ContractFacts, to_moment
from pipelines.demo.model import Plan
from pipelines.demo.network import LOE, Activity
from pipelines.demo.progress import COMPLETE, Status
from pipelines.demo.xer_tables import Row


@cache
def stamp(hours: int | None) -> str:
    """A moment as P6 writes it; blank for none."""
    return "" if hours is None else f"{to_moment(hours):%Y-%m-%d %H:%M}"


def money(cents: int) -> str:
    """Cents as P6 writes amounts."""
    return f"{cents // 100}.{cents % 100:02d}00"


class ActivityRows:
    """Rows of one export; ids count up from `first_id` and mean nothing outside the file."""

    def __init__(
        self, facts: ContractFacts, plan: Plan, statuses: dict[str, Status], data_date: int, first_id: int
    ) -> None:
        self.facts, self.plan, self.statuses = facts, plan, statuses
        self.data_date = data_date
        self.project = first_id // 10
        network = plan.network
        self.calendar_ids = {key: first_id + 1 + index for index, key in enumerate(calendars())}
        self.resource_ids = {key: first_id + 11 + index for index, key in enumerate(RESOURCES)}
        self.curve_ids = {key: first_id + 21 + index for index, key in enumerate(CURVES)}
        self.wbs_ids = {path: first_id + 100 + index for index, path in enumerate([(), *sorted(network.wbs_names)])}
        self.task_ids = {code: first_id + 1000 + index for index, code in enumerate(sorted(network.activities))}
        self.next_id = first_id + 5000
        self.tasks: list[Row] = []
        self.links: list[Row] = []
        self.assignments: list[Row] = []
        self.expenses: list[Row] = []
        self.codes: list[Row] = []
        self.task_codes: list[Row] = []
        self.udfs: list[Row] = []

    def fill(self) -> None:
        """Write every row of the plan."""
        by_activity: dict[str, list[Assignment]] = defaultdict(list)
        for assignment in self.plan.assignments:
            by_activity[assignment.activity].append(assignment)
        for code in sorted(self.plan.network.activities):
            self._task(code, by_activity[code])
            for assignment in by_activity[code]:
                self._assignment(assignment)
        for link in self.plan.network.links:
            self.links.append({
                "task_pred_id": self._id(), "proj_id": self.project, "pred_proj_id": self.project,
                "task_id": self.task_ids[link.succ], "pred_task_id": self.task_ids[link.pred],
                "pred_type": link.kind, "lag_hr_cnt": link.lag,
            })  # fmt: skip
        self._activity_codes()

    def _id(self) -> int:
        self.next_id += 1
        return self.next_id

    def _task(self, code: str, assignments: list[Assignment]) -> None:
        activity, status, planned = self.plan.network.activities[code], self.statuses[code], self.plan.dates[code]
        duration = activity.duration
        if activity.kind == LOE:
            duration = calendars()[activity.calendar].between(planned.early_start, planned.early_finish)
        self.tasks.append({
            "task_id": self.task_ids[code],
            "proj_id": self.project,
            "wbs_id": self.wbs_ids[activity.wbs],
            "clndr_id": self.calendar_ids[activity.calendar],
            "phys_complete_pct": int(100 * status.percent) if activity.percent_type == "CP_Phys" else 0,
            "complete_pct_type": activity.percent_type,
            "task_type": activity.kind,
            "status_code": status.state,
            "task_code": code,
            "task_name": activity.name,
            "remain_drtn_hr_cnt": status.remaining,
            "target_drtn_hr_cnt": duration,
            "target_start_date": stamp(planned.early_start),
            "target_end_date": stamp(planned.early_finish),
            "guid": b64encode(hashlib.md5(f"{self.project}{code}".encode()).digest()).decode()[:22],
            "create_date": "2024-12-01 09:00",
            "update_date": stamp(self.data_date),
            **self._dates(status),
            **self._hours(status, assignments),
        })  # fmt: skip
        if code == self.facts.completion or activity.name.endswith("handover"):
            self.udfs.append(
                {"udf_type_id": 301, "fk_id": self.task_ids[code], "proj_id": self.project, "udf_text": "Yes"}
            )

    def _dates(self, status: Status) -> Row:
        """Complete: actual dates, no float, no forecast. Otherwise the remaining work from where it resumes."""
        if status.state == COMPLETE:
            start, finish = stamp(status.actual.start), stamp(status.actual.finish)
            return {"act_start_date": start, "act_end_date": finish, "early_start_date": stamp(self.data_date),
                    "early_end_date": stamp(self.data_date)}  # fmt: skip
        dates = status.dates
        start, finish = stamp(dates.early_start), stamp(dates.early_finish)
        late_start, late_finish = stamp(dates.late_start), stamp(dates.late_finish)
        return {
            "total_float_hr_cnt": status.total_float,
            "free_float_hr_cnt": max(0, status.total_float) if status.total_float is not None else "",
            "act_start_date": stamp(status.actual.start) if status.actual else "",
            "early_start_date": start, "early_end_date": finish, "restart_date": start, "reend_date": finish,
            "late_start_date": late_start, "late_end_date": late_finish,
            "rem_late_start_date": late_start, "rem_late_end_date": late_finish,
            "driving_path_flag": "Y" if status.total_float is not None and status.total_float <= 0 else "N",
        }  # fmt: skip

    def _hours(self, status: Status, assignments: list[Assignment]) -> Row:
        sums: dict[str, list[int]] = {LABOR: [0, 0], NONLABOR: [0, 0]}
        for a in assignments:
            if a.kind in sums:
                sums[a.kind][0] += a.units
                sums[a.kind][1] += int(a.units * status.percent)
        row: Row = {}
        for kind, word in ((LABOR, "work"), (NONLABOR, "equip")):
            budget, spent = sums[kind]
            row |= {f"target_{word}_qty": budget, f"act_{word}_qty": spent, f"remain_{word}_qty": budget - spent}
        return row

    def _assignment(self, a: Assignment) -> None:
        status, activity = self.statuses[a.activity], self.plan.network.activities[a.activity]
        spent = int(a.cents * status.percent)
        common = {"task_id": self.task_ids[a.activity], "proj_id": self.project, "target_cost": money(a.cents),
                  "remain_cost": money(a.cents - spent)}  # fmt: skip
        if a.kind == EXPENSE:
            self.expenses.append({**common, "cost_item_id": self._id(), "cost_type_id": 10, "cost_name": a.resource,
                                  "act_cost": money(spent), "cost_load_type": a.accrual})  # fmt: skip
            return
        units = int(a.units * status.percent)
        start, finish = assignment_dates(self.plan, activity, a)
        self.assignments.append({
            **common,
            "taskrsrc_id": self._id(),
            "rsrc_id": self.resource_ids[a.resource],
            "rsrc_type": a.kind,
            "target_qty": a.units,
            "act_reg_qty": units,
            "remain_qty": a.units - units,
            "act_reg_cost": money(spent),
            "target_lag_drtn_hr_cnt": a.lag,
            "target_start_date": stamp(start),
            "target_end_date": stamp(finish),
            "act_start_date": stamp(status.actual.start) if status.actual else "",
            "act_end_date": stamp(status.actual.finish) if status.actual else "",
            "restart_date": "" if status.state == COMPLETE else stamp(status.dates.early_start),
            "reend_date": "" if status.state == COMPLETE else stamp(status.dates.early_finish),
            "curv_id": self.curve_ids[a.curve] if a.curve else "",
        })  # fmt: skip

    def _activity_codes(self) -> None:
        """Two code types: the trade (WBS level 2) and the zone (level 3) of every activity that has one."""
        values: dict[tuple[int, str], int] = {}
        names = dict(self.facts.trades)
        for code in sorted(self.plan.network.activities):
            wbs = self.plan.network.activities[code].wbs
            for kind, value in ((201, wbs[1]), (202, wbs[2] if len(wbs) > 2 else None)):
                if value is None:
                    continue
                if (kind, value) not in values:
                    values[kind, value] = self._id()
                    self.codes.append({
                        "actv_code_id": values[kind, value], "actv_code_type_id": kind, "short_name": value,
                        "actv_code_name": names.get(value, value), "seq_num": 10 * len(values), "total_assignments": 0,
                    })  # fmt: skip
                self.task_codes.append({"task_id": self.task_ids[code], "actv_code_type_id": kind,
                                        "actv_code_id": values[kind, value], "proj_id": self.project})  # fmt: skip


def assignment_dates(plan: Plan, activity: Activity, a: Assignment) -> tuple[int, int]:
    """Planned start and finish of a resource assignment: its activity's, the start delayed by its lag."""
    planned = plan.dates[activity.code]
    start = planned.early_start
    if a.lag:
        calendar = calendars()[activity.calendar]
        start = calendar.hour_of[calendar.worked[start] + a.lag]
    return start, planned.early_finish
