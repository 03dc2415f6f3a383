"""One clean table of each kind, small enough to check by eye, and how to change one thing in it.

Rows name only the columns that matter; the others are null and typed as sources/feeds says.
"""

import datetime as dt
from decimal import Decimal

import polars as pl

from pipelines.lib.config.feed import POLARS_TYPES
from pipelines.lib.config.load import load_config
from pipelines.lib.intake.context import TABLES as CONTEXT_TABLES
from pipelines.lib.intake.envelope import ENVELOPE_SCHEMA
from pipelines.lib.intake.row_frames import BAD_CELL_SCHEMA, NOTE_SCHEMA
from pipelines.lib.workspace import PROJECT_ROOT

TABLES = load_config(PROJECT_ROOT / "sources").tables
KNOWN = {
    "rate": [{"currency": "EUR", "rate_type": "budget", "rate": 1.0}, {"currency": "USD", "rate_type": "budget", "rate": 0.5}],
    "contract": [{"contract_id": "C1", "currency": "EUR", "tax_basis": "excl", "signed_value": 1000, "control_account_from": "wbs_level",
                  "control_account_level": 1, "completion_activity": "M1"}],
    "ac_type": [{"contract_id": "C1", "entry_type": "actual"}, {"contract_id": "C1", "entry_type": "accrual"}],
    "milestone": [{"contract_id": "C1", "activity": "M1", "is_completion": True}],
    "baseline": [{"contract_id": "C1", "baseline_id": "BL0", "effective_from": dt.date(2026, 1, 1), "kind": "initial"}],
}  # fmt: skip
CONTEXT = {name: pl.DataFrame(KNOWN.get(name, []), schema=schema) for name, (_, schema) in CONTEXT_TABLES.items()}
DATA_DATE = dt.datetime(2026, 3, 1)


def at(text):
    return dt.datetime.fromisoformat(text)


ACTIVITY = {
    "activity_type": "task_dependent",
    "wbs_path": "1",
    "calendar_key": "five-days",
    "original_duration_hours": 80.0,
    "original_duration_days": 10.0,
    "total_float_hours": 0.0,
}
DONE = {
    **ACTIVITY,
    "task_code": "A1",
    "status": "complete",
    "percent_complete": 100.0,
    "remaining_duration_hours": 0.0,
    "actual_start": at("2026-01-05T08:00"),
    "actual_finish": at("2026-01-16T17:00"),
    "total_float_hours": None,
}
RUNNING = {
    **ACTIVITY,
    "task_code": "A2",
    "status": "in_progress",
    "percent_complete": 50.0,
    "remaining_duration_hours": 40.0,
    "actual_start": at("2026-02-16T08:00"),
    "start": at("2026-02-16T08:00"),
    "finish": at("2026-03-06T17:00"),
}
WAITING = {
    **ACTIVITY,
    "task_code": "A3",
    "status": "not_started",
    "percent_complete": 0.0,
    "remaining_duration_hours": 80.0,
    "start": at("2026-03-09T08:00"),
    "finish": at("2026-03-20T17:00"),
}
MILESTONE = {
    **WAITING,
    "task_code": "M1",
    "activity_type": "finish_milestone",
    "original_duration_hours": 0.0,
    "remaining_duration_hours": 0.0,
    "start": at("2026-03-20T17:00"),
}
LINE = {"contract_id": "C1", "cost_key": "1.1", "measure": "period", "currency": "EUR", "fiscal_period": "2026-01"}
REPORTED = {"control_account": "1.1", "bac": Decimal(100), "eac": Decimal(110), "currency": "EUR"}
INVOICE = {
    "supplier": "ACME", "received_on": dt.date(2026, 1, 10), "due_on": dt.date(2026, 2, 9), "amount": Decimal(100),
    "currency": "EUR",
}  # fmt: skip
OPEN_RISK = {
    "risk_id": "R1",
    "title": "Rock harder than assumed",
    "risk_type": "threat",
    "status": "open",
    "probability": 0.3,
    "cost_min": Decimal(10),
    "cost_likely": Decimal(20),
    "cost_max": Decimal(40),
    "currency": "EUR",
    "residual_probability": 0.2,
    "residual_cost_likely": Decimal(10),
    "owner": "Geology",
    "response": "Probe drilling",
    "next_review_on": dt.date(2026, 4, 1),
}
CLEAN = {
    "schedule_activity": [DONE, RUNNING, WAITING, MILESTONE],
    "schedule_project": [{"project_code": "P-CUR"}],
    "schedule_wbs": [
        {"wbs_id": "1", "wbs_code": "P", "wbs_level": 0},
        {"wbs_id": "2", "wbs_code": "1", "wbs_level": 1, "parent_wbs_id": "1"},
    ],
    "schedule_relationship": [
        {"relationship_id": "1", "predecessor_code": "A1", "successor_code": "A2", "relationship_type": "FS", "is_external": False},
        {"relationship_id": "2", "predecessor_code": "A1", "successor_code": "A2", "relationship_type": "SS", "is_external": False},
        {"relationship_id": "3", "predecessor_code": None, "successor_code": "A2", "relationship_type": "FS", "is_external": True},
        {"relationship_id": "4", "predecessor_code": "A2", "successor_code": "A3", "relationship_type": "FS", "is_external": False},
        {"relationship_id": "5", "predecessor_code": "A3", "successor_code": "M1", "relationship_type": "FS", "is_external": False},
    ],
    "schedule_assignment": [{"assignment_id": "1", "assignment_kind": "resource", "task_code": "A1"}],
    "schedule_calendar": [{"calendar_key": "five-days", "calendar_name": "5 days", "hours_per_day": 8.0, "weekday": 1}],
    "cost_entry": [
        {**LINE, "document_id": "B1", "line_no": "1", "entry_type": "budget", "amount": Decimal(1000)},
        {**LINE, "document_id": "P1", "line_no": "1", "entry_type": "commitment", "amount": Decimal(600)},
        {**LINE, "document_id": "I1", "line_no": "1", "entry_type": "actual", "amount": Decimal(350)},
        {**LINE, "document_id": "I1", "line_no": "2", "entry_type": "actual", "amount": Decimal(-50), "reversal": "X"},
        {**LINE, "document_id": "I2", "entry_type": "actual", "amount": Decimal(200), "fiscal_period": "2026-02"},
        {**LINE, "document_id": "S1", "entry_type": "actual", "measure": "cumulative", "amount": Decimal(500), "fiscal_period": "2026-02"},
        {**LINE, "document_id": "F1", "entry_type": "forecast", "measure": "cumulative", "amount": Decimal(950)},
    ],
    "control_account_period": [
        {**REPORTED, "fiscal_period": "2026-01", "pv": Decimal(40), "ev": Decimal(30), "ac": Decimal(35)},
        {**REPORTED, "fiscal_period": "2026-02", "pv": Decimal(60), "ev": Decimal(45), "ac": Decimal(55),
         "pv_period": Decimal(20), "ev_period": Decimal(15), "ac_period": Decimal(20)},
        {**REPORTED, "control_account": "1.2", "fiscal_period": "2026-02", "pv": Decimal(0), "ev": Decimal(0), "ac": Decimal(0)},
    ],
    "risk": [OPEN_RISK, {"risk_id": "R2", "title": "Flood", "status": "closed", "probability": 0.0, "risk_type": "threat"}],
    "invoice": [
        {**INVOICE, "invoice_id": "S1", "paid_on": dt.date(2026, 2, 10)},
        {**INVOICE, "invoice_id": "S2", "due_on": None},
    ],
    "risk_action": [{"risk_id": "R1", "action_id": "1", "status": "open", "due_on": dt.date(2026, 4, 1)}],
    "submission": [
        {
            "feed": "schedule",
            "role": "update",
            "content": "snapshot",
            "received_at": at("2026-03-04T09:00"),
            "earliest_plausible": at("2025-01-01"),
            "latest_plausible": at("2027-03-04"),
            "cut_off_distance_days": 0,
            "is_other_bytes": False,
            "exported_projects": 1,
            "replacement_characters": 0,
            "is_ended": True,
            "is_cut": False,
            "row_count": 4,
        }
    ],
    "bad_cell": [],
    "note": [],
}  # fmt: skip


def schema_of(table):
    if table == "submission":
        return ENVELOPE_SCHEMA
    if table == "bad_cell":
        return BAD_CELL_SCHEMA
    if table == "note":
        return NOTE_SCHEMA
    return {name: POLARS_TYPES[kind] for name, kind in TABLES[table].stamped_types().items()}


def frame(table, rows, load_id="clean"):
    """Rows of a table, stamped as one load; row numbers count from 2, as below a header; a file as a whole has none."""
    feed = {"risk_action": "risk", "cost_entry": "cost", "control_account_period": "earned_value"}.get(
        table, table.split("_")[0]
    )
    stamps = {
        "load_id": load_id,
        "submission_id": f"s-{load_id}",
        "source_id": f"acme.{feed}",
        "contract_id": "C1",
        "data_date": DATA_DATE,
        "source_file": f"{load_id}.csv",
    }
    first = None if table == "submission" else 2
    stamped = [{**stamps, "source_row": first and first + n, **_ids(table, row), **row} for n, row in enumerate(rows)]
    return pl.DataFrame(stamped, schema=schema_of(table))


def _ids(table, row):
    """P6's ids of activities: here as their codes, unless a row says otherwise."""
    if table == "schedule_activity":
        return {"activity_id": row.get("task_code")}
    if table == "schedule_relationship":
        return {f"{end}_id": row[f"{end}_code"] for end in ("predecessor", "successor")}
    return {}


def with_row(table, position, **changes):
    """The clean rows of a table with one of them changed."""
    rows = [dict(row) for row in CLEAN[table]]
    rows[position].update(changes)
    return rows


def plus(table, **row):
    """The clean rows of a table and one more."""
    return [*CLEAN[table], row]
