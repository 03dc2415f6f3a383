"""Twelve months of one small contract: ten activities in a row, a ledger and a risk register, all written by hand rules.

Activity n (1 to 10) is planned in month n of 2025 and costs n x 1,000 EUR; work runs half a month late. Month m's ledger holds
one line of 900 EUR for every month so far, its register one open risk of 50 % x 10,000 x m EUR.
"""

import datetime as dt
import os
from pathlib import Path

MONTHS = range(1, 13)
HEADER = "ERMHDR\t22.12\t2025-01-01\tProject\tadmin\tadmin\tdbxDatabaseNoName\tProject Management\tEUR"
WEEK = "".join(f"(0||{day}()({'' if day in (1, 7) else '(0||0(s|08:00|f|16:00)())'}))" for day in range(1, 8))
CALENDAR = f"(0||CalendarData()((0||DaysOfWeek()({WEEK}))(0||Exceptions()())))"
TASK_FIELDS = [
    "task_id",
    "proj_id",
    "wbs_id",
    "clndr_id",
    "task_code",
    "task_name",
    "task_type",
    "status_code",
    "complete_pct_type",
    "phys_complete_pct",
    "duration_type",
    "total_float_hr_cnt",
    "free_float_hr_cnt",
    "target_drtn_hr_cnt",
    "remain_drtn_hr_cnt",
    "target_start_date",
    "target_end_date",
    "act_start_date",
    "act_end_date",
    "early_start_date",
    "early_end_date",
    "restart_date",
    "reend_date",
    "target_work_qty",
    "act_work_qty",
    "remain_work_qty",
]


def month_end(month: int) -> dt.date:
    """The last day of a month of 2025."""
    return (dt.date(2025, month, 28) + dt.timedelta(days=7)).replace(day=1) - dt.timedelta(days=1)


def table(name: str, fields: list[str], rows: list[list[object]]) -> str:
    """One table of an XER."""
    lines = [f"%T\t{name}", "%F\t" + "\t".join(fields)]
    return "\r\n".join(lines + ["%R\t" + "\t".join("" if v is None else str(v) for v in row) for row in rows])


def small_xer(data_date: dt.date) -> str:
    """The schedule as it stands at midnight of a data date."""
    tasks = [_task(n, data_date) for n in range(1, 11)] + [_completion(data_date)]
    links = [[n, n + 1, n, 1, 1, "PR_FS", 0] for n in range(1, 10)] + [[10, 90, 10, 1, 1, "PR_FS", 0]]
    costs = [[n, n, 1, 1, n * 10, n * 1000, 0, n * 1000, "RT_Labor"] for n in range(1, 11)]
    project = [1, f"C1-{data_date:%y%m}", 1, f"{data_date} 00:00", "2025-01-01 08:00", "Y", ".", "N"]
    parts = [
        HEADER,
        table("CALENDAR", ["clndr_id", "clndr_name", "clndr_type", "default_flag", "day_hr_cnt", "week_hr_cnt", "clndr_data"],
              [[1, "5 x 8", "CA_Base", "Y", 8, 40, CALENDAR]]),
        table("PROJECT", ["proj_id", "proj_short_name", "clndr_id", "last_recalc_date", "plan_start_date", "export_flag",
                          "name_sep_char", "rem_target_link_flag"], [project]),
        table("PROJWBS", ["wbs_id", "proj_id", "parent_wbs_id", "wbs_short_name", "wbs_name", "proj_node_flag"],
              [[1, 1, None, "C1", "Contract", "Y"], [2, 1, 1, "W1", "Works", "N"]]),
        table("RSRC", ["rsrc_id", "rsrc_short_name", "rsrc_name", "rsrc_type"], [[1, "LAB", "Labour", "RT_Labor"]]),
        table("TASK", TASK_FIELDS, tasks),
        table("TASKPRED", ["task_pred_id", "task_id", "pred_task_id", "proj_id", "pred_proj_id", "pred_type", "lag_hr_cnt"],
              [[n, succ, pred, *rest] for n, succ, pred, *rest in links]),
        table("TASKRSRC", ["taskrsrc_id", "task_id", "proj_id", "rsrc_id", "target_qty", "target_cost", "act_reg_cost",
                           "remain_cost", "rsrc_type"], costs),
        "%E",
    ]  # fmt: skip
    return "\r\n".join(parts) + "\r\n"


def _task(n: int, data_date: dt.date) -> list[object]:
    start, end = dt.date(2025, n, 1), month_end(n)
    late = dt.timedelta(days=15)
    begun, done = start + late < data_date, end + late < data_date
    status = "TK_Complete" if done else "TK_Active" if begun else "TK_NotStart"
    percent = 100 if done else 50 if begun else 0
    actual_start = f"{start + late} 08:00" if begun else None
    actual_end = f"{end + late} 16:00" if done else None
    forecast = max(end + late, data_date + dt.timedelta(days=n))
    remaining = 0 if done else 80 if begun else 160
    early = [None, None] if done else [f"{max(start + late, data_date)} 08:00", f"{forecast} 16:00"]
    return [
        n, 1, 2, 1, f"A{n:02d}", f"Activity {n}", "TT_Task", status, "CP_Phys", percent, "DT_FixedDrtn",
        None if done else 40, None if done else 0, 160, remaining, f"{start} 08:00", f"{end} 16:00",
        actual_start, actual_end, *early, *early, n * 10, n * percent / 10, n * (100 - percent) / 10,
    ]  # fmt: skip


def _completion(data_date: dt.date) -> list[object]:
    when = f"{max(dt.date(2025, 11, 15), data_date + dt.timedelta(days=12))} 16:00"
    return [
        90, 1, 2, 1, "A90", "Completion", "TT_FinMile", "TK_NotStart", "CP_Phys", 0, "DT_FixedDrtn", 0, 0, 0, 0,
        "2025-10-31 16:00", "2025-10-31 16:00", None, None, when, when, when, when, 0, 0, 0,
    ]  # fmt: skip


def write_baseline(inbox: Path) -> list[Path]:
    """The approved baseline: the schedule before any work."""
    return [_write(inbox / "builder/schedule/baseline.xer", small_xer(dt.date(2025, 1, 1)), dt.date(2024, 12, 20))]


def write_month(inbox: Path, month: int) -> list[Path]:
    """The three deliveries of a month, received on the 3rd of the next one."""
    end = month_end(month)
    received = end + dt.timedelta(days=3)
    lines = [f"W1,D{m:02d},1,actual,2025-{m:02d}-20,900.00" for m in range(1, month + 1)]
    ledger = "cost_key,document_id,line_no,entry_type,posting_date,amount\n" + "\n".join(lines) + "\n"
    risks = (
        "risk_id,title,risk_type,status,probability,cost_likely,currency,owner,response,next_review_on\n"
        f"R1,Ground,threat,open,0.5,{10000 * month},EUR,Ann,Survey,{end + dt.timedelta(days=40)}\n"
    )
    return [
        _write(inbox / f"builder/schedule/update_{month:02d}.xer", small_xer(end + dt.timedelta(days=1)), received),
        _write(inbox / f"builder/cost/ledger_{end}.csv", ledger, received),
        _write(inbox / f"builder/risk/risks_{end}.csv", risks, received),
    ]


def _write(path: Path, text: str, received: dt.date) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("cp1252"))
    seconds = dt.datetime.combine(received, dt.time(9), dt.UTC).timestamp()
    os.utime(path, (seconds, seconds))
    return path
