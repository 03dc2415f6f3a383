import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.lib.conform import Conformed
from pipelines.lib.conform.schedule import conform_schedule
from pipelines.lib.readers.xer import read_xer
from tests.unit.conform.xer_maker import CALENDAR, PROJECT, TASK_FIELDS, WBS, table, xer


def conform(path: Path, project: str | None = None) -> Conformed:
    return conform_schedule(read_xer(path), project)


def column(conformed: Conformed, name: str, column: str, sort: str = "source_row") -> list:
    return conformed.tables[f"schedule_{name}"].sort(sort)[column].to_list()


def test_a_small_schedule_by_hand(tmp_path: Path) -> None:
    tasks = table(
        "TASK", TASK_FIELDS,
        "1 1 102 10 A10 Dig TT_Task TK_Active CP_Drtn 0 80 20 16 0 0 2026-01-05~08:00",
        "2 1 102 _ A20 Pour TT_Task TK_NotStart CP_Drtn 0 40 40 -8 0 0 _",
        "3 1 100 10 A30 Over TT_Task TK_Active CP_Drtn 0 40 60 _ 0 0 2026-01-05~08:00",
        "4 1 101 10 A40 Zero TT_Task TK_Active CP_Drtn 0 0 0 _ 0 0 2026-01-05~08:00",
        "5 1 101 10 A50 Units TT_Task TK_Active CP_Units 0 40 40 _ 30 10 2026-01-05~08:00",
        "6 1 101 10 M10 Gate TT_FinMile TK_Complete CP_Units 0 0 0 _ 0 0 2026-01-05~08:00",
        "7 1 101 10 A60 Blank TT_Task TK_Active CP_Drtn 0 40 _ _ 0 0 2026-01-05~08:00",
        "8 1 101 10 A70 Done TT_Task TK_Complete CP_Phys _ 40 0 _ 0 0 2026-01-05~08:00",
    )  # fmt: skip
    conformed = conform(xer(tmp_path / "a.xer", PROJECT, CALENDAR, WBS, tasks))
    assert column(conformed, "activity", "percent_complete") == [75.0, 0.0, 0.0, None, 75.0, 100.0, None, None]
    assert column(conformed, "activity", "wbs_path") == ["A.A1", "A.A1", "", "A", "A", "A", "A", "A"]
    assert column(conformed, "activity", "total_float_days") == [2.0, -1.0] + [None] * 6
    assert column(conformed, "activity", "is_calendar_defaulted") == [False, True] + [False] * 6
    assert len(set(column(conformed, "activity", "calendar_key"))) == 1
    assert column(conformed, "wbs", "wbs_level") == [0, 1, 2]
    assert column(conformed, "wbs", "parent_wbs_id") == [None, "100", "101"]
    assert column(conformed, "project", "project_name") == ["Project one"]
    assert conformed.envelope["missing_tables"] == conformed.envelope["missing_pairs"] == []
    assert conformed.bad_cells.is_empty()


def test_a_loop_of_wbs_parents_ends(tmp_path: Path) -> None:
    wbs = table("PROJWBS", "wbs_id proj_id parent_wbs_id wbs_short_name proj_node_flag",
                "1 1 _ R Y", "2 1 3 X N", "3 1 2 Y N", "4 1 4 Z N", "5 1 1 OK N")  # fmt: skip
    conformed = conform(xer(tmp_path / "a.xer", PROJECT, wbs))
    assert column(conformed, "wbs", "wbs_path") == ["", None, None, None, "OK"]
    loops = [(note.row, note.value) for note in conformed.envelope["notes"] if note.kind == "wbs_loop"]
    assert [value for _, value in loops] == ["X", "Y", "Z"]


def test_wbs_nodes_that_share_an_id_are_no_loop(tmp_path: Path) -> None:
    wbs = table("PROJWBS", "wbs_id proj_id parent_wbs_id wbs_short_name proj_node_flag",
                "1 1 _ R Y", "2 1 1 A N", "2 1 1 B N", "3 1 2 C N", "4 1 3 D N")  # fmt: skip
    conformed = conform(xer(tmp_path / "a.xer", PROJECT, wbs))
    assert column(conformed, "wbs", "wbs_path") == ["", "A", "B", "A.C", "A.C.D"]
    assert column(conformed, "wbs", "wbs_level") == [0, 1, 1, 2, 3]
    assert not any("loop" in note.message for note in conformed.envelope["notes"])


def test_cells_that_cannot_be_read_are_listed_and_null(tmp_path: Path) -> None:
    tasks = table(
        "TASK", TASK_FIELDS,
        "1 1 102 10 A10 Dig TT_Task TK_Active CP_Phys 12,5 40,5 soon _ 0 0 2026-01-05",
        "2 1 102 10 A20 Pour TT_UnknownType TK_NotStart CP_Phys 0 40 40 _ 0 0 05/01/2026",
    )  # fmt: skip
    conformed = conform(xer(tmp_path / "a.xer", PROJECT, CALENDAR, WBS, tasks))
    assert column(conformed, "activity", "physical_percent") == [12.5, 0.0]
    assert column(conformed, "activity", "original_duration_hours") == [40.5, 40.0]
    assert column(conformed, "activity", "actual_start") == [dt.datetime(2026, 1, 5), None]
    bad = conformed.bad_cells.sort("column_name")
    first = 2 + len(PROJECT) + len(CALENDAR) + len(WBS) + 2
    assert bad.select("table_name", "source_row", "column_name", "value").rows() == [
        ("schedule_activity", first + 1, "activity_type", "TT_UnknownType"),
        ("schedule_activity", first + 1, "actual_start", "05/01/2026"),
        ("schedule_activity", first, "remaining_duration_hours", "soon"),
    ]


@pytest.mark.parametrize(
    ("share", "told"), [("5", []), ("_", ["5"]), ("0", ["5"]), ("five", ["5"]), ("-5", ["5"]), (None, ["5"])]
)
def test_a_curve_without_shares_is_told_once(tmp_path: Path, share: str | None, told: list) -> None:
    points = " ".join(f"pct_usage_{step}" for step in range(21))
    curve = [table("RSRCCURVDATA", f"curv_id curv_name {points}", "5 Back" + f" {share}" * 21)] if share else []
    tasks = table("TASK", "task_id proj_id task_code clndr_id", "1 1 A 10")
    rows = table("TASKRSRC", "taskrsrc_id task_id proj_id curv_id", "1 1 1 5", "2 1 1 5", "3 1 1 _")
    notes = conform(xer(tmp_path / "a.xer", PROJECT, CALENDAR, WBS, tasks, rows, *curve)).envelope["notes"]
    found = [note for note in notes if note.kind == "curve_unknown"]
    assert [note.value for note in found] == told
    assert all(note.message.startswith("2 assignments") for note in found)


def test_assignments_expenses_and_curves(tmp_path: Path) -> None:
    points = " ".join(f"pct_usage_{step}" for step in range(21))
    curve = table("RSRCCURVDATA", f"curv_id curv_name {points}", "5 Bell " + " ".join(["0"] + ["5"] * 20))
    resources = table("RSRC", "rsrc_id rsrc_short_name rsrc_name rsrc_type", "7 CRANE Crane RT_Equip")
    tasks = table("TASK", "task_id proj_id task_code clndr_id target_start_date target_end_date",
                  "1 1 A 10 2026-01-05~08:00 2026-01-09~17:00")  # fmt: skip
    rows = table(
        "TASKRSRC",
        "taskrsrc_id task_id proj_id rsrc_id curv_id target_cost act_reg_cost act_ot_cost act_reg_qty target_start_date",
        "1 1 1 7 5 1000.125 100.1 _ _ 2026-01-06~08:00", "2 1 1 7 _ 0.00005 1 2 3 _",
    )  # fmt: skip
    costs = table("PROJCOST", "cost_item_id task_id proj_id cost_name acct_id target_cost act_cost cost_load_type",
                  "1 1 1 Permit 3 500 20 CL_Start")  # fmt: skip
    accounts = table("ACCOUNT", "acct_id acct_short_name", "3 C.100")
    conformed = conform(xer(tmp_path / "a.xer", PROJECT, CALENDAR, WBS, tasks, rows, costs, accounts, resources, curve))
    frame = conformed.tables["schedule_assignment"].sort("source_row")
    assert frame["budget_cost"].to_list()[::2] == [Decimal("1000.1250"), Decimal("500")]
    assert frame["actual_cost"].to_list() == [Decimal("100.1"), Decimal("3"), Decimal("20")]
    assert frame["actual_units"].to_list() == [None, 3.0, None]
    assert frame["planned_start"].to_list() == [dt.datetime(2026, 1, day, 8) for day in (6, 5, 5)]
    assert frame["resource_type"].to_list() == ["nonlabor", "nonlabor", "expense"]
    assert frame["account_code"].to_list() == [None, None, "C.100"]
    assert frame["accrual"].to_list() == [None, None, "start"]
    assert frame["curve_name"].to_list() == ["Bell", None, None]
    assert frame["curve_points"][0] == ";".join(["0"] + ["5"] * 20)
    assert frame["calendar_key"].null_count() == 0 and frame["task_code"].to_list() == ["A"] * 3


def test_codes_and_user_fields_of_activities(tmp_path: Path) -> None:
    tables = (
        table("TASK", "task_id proj_id task_code", "1 1 A"),
        table("ACTVTYPE", "actv_code_type_id actv_code_type", "1 CBS"),
        table("ACTVCODE", "actv_code_id actv_code_type_id short_name actv_code_name", "11 1 C100 Concrete"),
        table("TASKACTV", "task_id actv_code_type_id actv_code_id proj_id", "1 1 11 1"),
        table("UDFTYPE", "udf_type_id table_name udf_type_label", "1 TASK Weight", "2 TASK Due", "3 TASK Zone",
              "4 PROJECT Owner", "5 TASK Note"),
        table("UDFCODE", "udf_code_id udf_type_id short_name udf_code_name", "9 3 N North"),
        table("UDFVALUE", "udf_type_id fk_id proj_id udf_date udf_number udf_text udf_code_id", "1 1 1 _ 2,5 _ _",
              "2 1 1 2026-03-01~00:00 _ _ _", "3 1 1 _ _ _ 9", "4 1 1 _ _ me _", "5 1 1 _ _ hello~there _"),
    )  # fmt: skip
    conformed = conform(xer(tmp_path / "a.xer", PROJECT, WBS, *tables))
    rows = conformed.tables["schedule_code"].sort("source_row")
    assert rows.select("code_kind", "code_type", "task_code", "code_value", "code_description").rows() == [
        ("activity_code", "CBS", "A", "C100", "Concrete"),
        ("udf", "Weight", "A", "2.5", None),
        ("udf", "Due", "A", "2026-03-01 00:00", None),
        ("udf", "Zone", "A", "N", "North"),
        ("udf", "Note", "A", "hello there", None),
    ]
