"""Words to write a contract's lake by hand: periods, calendar, baselines, updates, ledgers.

In: calls that read like the contract's story. Out: `rows`, for lake_fixture.write_lake. A load is named by the caller;
each stands for one accepted, current submission.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.warehouse.lake_fixture import Rows

WEEK = "week-5x8"  # Monday to Friday, 08:00-12:00 and 13:00-17:00
HOLIDAY = date(2026, 4, 6)  # the calendar's one exception


def day(text: str, hour: int = 0) -> datetime:
    return datetime.fromisoformat(text) + timedelta(hours=hour)


@dataclass
class Scenario:
    """The lake of a few contracts, one project."""

    rows: Rows = field(default_factory=dict)

    def add(self, table: str, **row: Any) -> None:
        self.rows.setdefault(table, []).append(row)

    def portfolio(self, as_of: str) -> None:
        self.add("config_portfolio", portfolio_id="P", portfolio_name="P", base_currency="EUR", as_of=day(as_of))
        self.add("config_project", project_id="L1", project_name="Line 1")

    def contract(self, contract: str, periods: list[tuple[str, str, str]], **terms: Any) -> None:
        """A contract and its calendar: (period_id, first day, cut-off day)."""
        usual = {"currency": "EUR", "tax_basis": "excl", "bac_from": "baseline", "ac_date": "posting_date",
                 "ev_method": "cost_loaded_schedule", "control_account_from": "wbs_level", "control_account_level": 1}  # fmt: skip
        usual["started_on"] = date.fromisoformat(periods[0][1])
        self.add("config_contract", contract_id=contract, contract_name=contract, project_id="L1", **(usual | terms))
        self.add("config_contract_ac_type", contract_id=contract, entry_type="actual")
        for feed in ("schedule", "cost"):
            self.add("config_contract_expects", contract_id=contract, feed=feed, source_id=f"{contract}.{feed}")
            self.add(
                "config_source", source_id=f"{contract}.{feed}", party_id=contract, feed=feed, contract_id=contract
            )
        for period, first, last in periods:
            self.add("config_period", contract_id=contract, period_id=period, period_start=date.fromisoformat(first),
                     period_end=date.fromisoformat(last), due_on=date.fromisoformat(last) + timedelta(days=5))  # fmt: skip

    def calendar(self) -> None:
        """The one calendar, as part of the load 'calendars'."""
        usual = {"load_id": "calendars", "calendar_key": WEEK, "hours_per_day": 8.0}
        for weekday in range(1, 8):
            shifts = [(480, 720), (780, 1020)] if weekday <= 5 else [(None, None)]
            for start, finish in shifts:
                self.add(
                    "schedule_calendar", **usual, weekday=weekday, shift_start_minute=start, shift_finish_minute=finish
                )
        self.add("schedule_calendar", **usual, exception_date=HOLIDAY)

    def load(self, load: str, contract: str, feed: str, data_date: str, period: str | None = None, **more: Any) -> dict:
        """A current load of the contract's own source; it speaks for `period`. Returns its stamps."""
        status = day(data_date)
        stamps = {"load_id": load, "submission_id": f"s-{load}", "source_id": f"{contract}.{feed}"}
        role = "update" if period else "baseline"
        cut_off = (status - timedelta(seconds=1)).date()
        row = (
            stamps
            | {"feed": feed, "role": role, "data_date": status, "cut_off_day": cut_off, "content": "snapshot"}
            | more
        )
        self.add("current_submission", **row)
        self.add("submission", **row, verdict="ACCEPTED", receipt_id=load, attempt=1,
                 received_at=status + timedelta(days=3), committed_at=status + timedelta(days=3))  # fmt: skip
        self.add("submission_contract", load_id=load, contract_id=contract)
        if period:
            self.add(
                "submission_period", load_id=load, contract_id=contract, period_id=period, speaks=True, is_interim=False
            )
        return stamps | {"contract_id": contract, "project_id": "L1", "data_date": status}

    def baseline(self, contract: str, baseline: str, effective_from: str, kind: str = "initial",
                 data_date: str | None = None) -> dict:  # fmt: skip
        self.add("config_baseline", contract_id=contract, baseline_id=baseline, kind=kind,
                 effective_from=date.fromisoformat(effective_from))  # fmt: skip
        load = f"{contract}-{baseline}"
        return self.load(load, contract, "schedule", data_date or effective_from, baseline_id=baseline)

    def activity(self, stamps: dict, code: str, start: datetime | None = None, finish: datetime | None = None, *,
                 cost: str | float | None = None, wbs: str = "A", kind: str = "task_dependent", **more: Any) -> None:  # fmt: skip
        """An activity; with `cost`, one assignment that carries it. Accrual, curve_points and own dates go to that."""
        spread = {key: more.pop(key) for key in ("accrual", "curve_points") if key in more}
        row = stamps | {"activity_id": code, "task_code": code, "wbs_path": wbs, "activity_type": kind, "calendar_key": WEEK,
                        "hours_per_day": 8.0, "planned_start": start, "planned_finish": finish, "start": start, "finish": finish}  # fmt: skip
        self.add("schedule_activity", **(row | more))
        if cost is not None:
            key = more.get("calendar_key", WEEK)
            self.add("schedule_assignment", **stamps, assignment_id=f"{code}-1", assignment_kind="expense",
                     activity_id=code, task_code=code, budget_cost=Decimal(str(cost)), calendar_key=key, **spread)  # fmt: skip

    def cost(self, stamps: dict, key: str, posted: str, amount: str | float, kind: str = "actual", **more: Any) -> None:
        usual = {"measure": "period", "currency": "EUR", "document_id": f"{key}-{posted}-{kind}"}
        self.add("cost_entry", **stamps, cost_key=key, entry_type=kind, amount=Decimal(str(amount)),
                 posting_date=date.fromisoformat(posted), **(usual | more))  # fmt: skip
