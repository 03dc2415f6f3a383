"""Facts about an XER as a whole, for the rules on files: what is missing, how many projects, which encoding."""

from pipelines.lib.conform.xer.scope import Scope
from pipelines.lib.readers import RawFile

REQUIRED_TABLES = ("PROJECT", "PROJWBS", "TASK", "CALENDAR")
REQUIRED_COLUMNS = {
    "PROJECT": ("proj_id", "proj_short_name", "last_recalc_date"),
    "PROJWBS": ("wbs_id", "parent_wbs_id", "wbs_short_name"),
    "TASK": ("task_id", "wbs_id", "task_code", "task_type", "status_code", "target_drtn_hr_cnt", "remain_drtn_hr_cnt"),
    "CALENDAR": ("clndr_id", "clndr_data"),
    # Not every schedule has these tables; rows of them that name no activity would be lost.
    "TASKPRED": ("task_id", "pred_task_id", "pred_type"),
    "TASKRSRC": ("task_id",),
    "PROJCOST": ("task_id",),
}
# Columns that every export of P6 has and figures rest on: a file without them is read, and what they feed is unknown.
FEEDING_COLUMNS = {
    "TASK": {
        "clndr_id": "calendar_key",
        "complete_pct_type": "percent_complete_type",
        "target_start_date": "planned_start",
        "target_end_date": "planned_finish",
    },
    "TASKRSRC": {"target_cost": "budget_cost", "rsrc_id": "resource_id"},
    "RSRC": {"rsrc_id": "resource_name"},
}
# Rows of the first mean nothing without the second.
PAIRS = (
    ("TASKFIN", "FINDATES"), ("TRSRCFIN", "FINDATES"), ("TASKRSRC", "RSRC"), ("TASKMEMO", "MEMOTYPE"),
    ("ACTVCODE", "ACTVTYPE"), ("TASKACTV", "ACTVCODE"), ("PCATVAL", "PCATTYPE"), ("PROJPCAT", "PCATVAL"),
    ("UDFVALUE", "UDFTYPE"),
)  # fmt: skip

# Field 8 of the first line begins with this where P6 itself wrote the file, and P6 closes each file with %E.
P6 = "Project Management"


def envelope(raw: RawFile, scope: Scope) -> dict[str, object]:
    """The facts that need no conformed table; the caller adds data_date, activity_count and its own notes."""
    rows = {name.removeprefix("rows:"): int(value) for name, value in raw.facts.items() if name.startswith("rows:")}
    is_unclosed = _is_unclosed(raw)
    return {
        "exported_projects": scope.exported,
        "project_problem": scope.problem,
        "currency": raw.facts.get("currency"),
        "project_list": scope.short_names,
        "missing_tables": [table for table in REQUIRED_TABLES if not rows.get(table)],
        "missing_columns": _missing_columns(raw),
        "absent_columns": _absent_columns(raw),
        "unmapped_columns": [],
        "missing_pairs": _missing_pairs(raw, rows),
        "dropped_rows": 0,
        "total_rows_found": sum(rows.values()),
        "encoding": raw.encoding,
        "is_ended": raw.facts.get("ended") == "yes",
        "is_cut": raw.facts.get("ended") == "cut" or is_unclosed,
        "is_unclosed": is_unclosed,
    }


def _is_unclosed(raw: RawFile) -> bool:
    """P6 wrote it and its end mark is gone, though the last row is whole."""
    return raw.facts.get("ended") == "no" and raw.facts.get("module", "").startswith(P6)


def _missing_columns(raw: RawFile) -> list[str]:
    present = {
        table: set(raw.tables[table].columns)
        for table in REQUIRED_COLUMNS
        if table in raw.tables and (table in REQUIRED_TABLES or not raw.tables[table].is_empty())
    }
    return [
        f"{table}.{column}"
        for table, columns in REQUIRED_COLUMNS.items()
        for column in columns
        if table in present and column not in present[table]
    ]


def _absent_columns(raw: RawFile) -> list[str]:
    filled = {name: set(frame.columns) for name, frame in raw.tables.items() if not frame.is_empty()}
    return [
        f"{table}.{column} (for {name})"
        for table, columns in FEEDING_COLUMNS.items()
        for column, name in columns.items()
        if table in filled and column not in filled[table]
    ]


def _missing_pairs(raw: RawFile, rows: dict[str, int]) -> list[str]:
    pairs = [f"{child}->{parent}" for child, parent in PAIRS if rows.get(child) and not rows.get(parent)]
    if "TASKRSRC->RSRC" in pairs and not _used(raw, "TASKRSRC", "rsrc_id"):
        pairs.remove("TASKRSRC->RSRC")  # assignments of roles need no resource
    if _used(raw, "TASK", "clndr_id") - _used(raw, "CALENDAR", "clndr_id"):
        pairs.append("TASK->CALENDAR")
    return pairs


def _used(raw: RawFile, table: str, column: str) -> set[str]:
    frame = raw.tables.get(table)
    return set(frame[column].unique()) - {None} if frame is not None and column in frame.columns else set()
