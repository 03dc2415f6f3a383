"""Small XER files written by hand, for tests."""

from pathlib import Path

HEADER = "ERMHDR\t20.12\t2026-01-31\tProject\tplanner\tPlanner\tdb\tProject Management\tEUR"
FIVE_DAYS = "(0||CalendarData()((0||DaysOfWeek()({days}))(0||Exceptions()({exceptions}))))"
SHIFTS = "((0||0(s|08:00|f|12:00)())(0||1(s|13:00|f|17:00)()))"


def week(shifts: str = SHIFTS, exceptions: str = "") -> str:
    days = "".join(f"(0||{day}(){shifts if 2 <= day <= 6 else '()'})" for day in range(1, 8))
    return FIVE_DAYS.format(days=days, exceptions=exceptions)


def table(name: str, fields: str, *rows: str) -> list[str]:
    """Fields and cells are separated by blanks here; `_` is an empty cell, `~` a blank inside one."""

    def cells(row: str) -> str:
        return "\t".join("" if cell == "_" else cell.replace("~", " ") for cell in row.split(" "))

    return [f"%T\t{name}", "%F\t" + cells(fields), *("%R\t" + cells(row) for row in rows)]


def xer(path: Path, *tables: list[str], encoding: str = "cp1252", end: str = "%E\n", newline: str = "\n") -> Path:
    text = newline.join([HEADER, *(line for lines in tables for line in lines)]) + newline + end
    path.write_bytes(text.encode(encoding))
    return path


PROJECT = table(
    "PROJECT",
    "proj_id proj_short_name export_flag clndr_id last_recalc_date name_sep_char",
    "1 P1 Y 10 2026-02-01~00:00 .",
)
WBS = table(
    "PROJWBS",
    "wbs_id proj_id parent_wbs_id wbs_short_name wbs_name proj_node_flag",
    "100 1 5 P1 Project~one Y",
    "101 1 100 A Area~A N",
    "102 1 101 A1 Part~A1 N",
)
CALENDAR = [
    "%T\tCALENDAR",
    "%F\tclndr_id\tclndr_name\tclndr_type\tbase_clndr_id\tday_hr_cnt\tclndr_data",
    f"%R\t10\tFive days\tCA_Base\t\t8\t{week()}",
]
TASK_FIELDS = (
    "task_id proj_id wbs_id clndr_id task_code task_name task_type status_code complete_pct_type phys_complete_pct "
    "target_drtn_hr_cnt remain_drtn_hr_cnt total_float_hr_cnt act_work_qty remain_work_qty act_start_date"
)
