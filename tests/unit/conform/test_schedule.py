import datetime as dt
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
import yaml

from pipelines.lib.config.feed import POLARS_TYPES
from pipelines.lib.conform import BAD_CELL_SCHEMA, Conformed
from pipelines.lib.conform.schedule import conform_schedule
from pipelines.lib.readers.xer import read_xer
from tests.conftest import ROOT
from tests.unit.conform.xer_maker import CALENDAR, PROJECT, TASK_FIELDS, WBS, table, week, xer

FEED = yaml.safe_load((ROOT / "sources/feeds/schedule.yml").read_text())["tables"]


def conform(path: Path, project: str | None = None) -> Conformed:
    return conform_schedule(read_xer(path), project)


def real(shared: Path, name: str) -> Conformed:
    return conform(next(shared.rglob(name)))


def column(conformed: Conformed, name: str, column: str, sort: str = "source_row") -> list:
    return conformed.tables[f"schedule_{name}"].sort(sort)[column].to_list()


def test_every_real_file_gives_the_columns_and_types_of_the_feed(shared: Path) -> None:
    for path in sorted(shared.rglob("*.xer")):
        conformed = conform(path)
        assert list(conformed.tables) == list(FEED)
        for name, frame in conformed.tables.items():
            wanted = {key: POLARS_TYPES[spec["type"]] for key, spec in FEED[name]["columns"].items()}
            assert dict(frame.schema) == wanted | {"source_row": pl.Int64}, (path, name)
        assert dict(conformed.bad_cells.schema) == BAD_CELL_SCHEMA


def test_canonical_words_are_those_of_the_feed(shared: Path) -> None:
    for path in shared.rglob("*.xer"):
        for name, frame in conform(path).tables.items():
            for key, spec in FEED[name]["columns"].items():
                if "values" in spec:
                    assert set(frame[key].drop_nulls()) <= set(spec["values"])


def test_percent_complete_by_its_declared_type(shared: Path) -> None:
    # Oracle O14a: published expected values of the file.
    rows = real(shared, "percent-complete-8.4.xer").tables["schedule_activity"]
    assert rows.sort("task_code")["percent_complete"].to_list() == [0.0, 25.0, 75.0, 100.0] * 3
    assert rows["total_float_hours"].null_count() == rows["total_float_days"].null_count() == 12
    assert rows["original_duration_days"].to_list() == [100.0] * 12


def test_several_rows_for_one_resource_are_kept(shared: Path) -> None:
    # Oracle O14b.
    conformed = real(shared, "resource-rates-test.xer")
    rows = conformed.tables["schedule_assignment"]
    assert rows.height == 5 and rows["resource_id"].unique().to_list() == ["1316"]
    assert rows["budget_cost"].sum() == Decimal("27600.00")
    assert rows["budget_units"].sum() == conformed.tables["schedule_activity"]["budget_labor_units"].sum() == 1200


def test_budget_of_a_real_baseline_to_the_cent(shared: Path) -> None:
    rows = real(shared, "Harbour Pointe Assisted Living Center Baseline.xer").tables["schedule_assignment"]
    assert rows.height == 315
    assert rows["budget_cost"].sum().quantize(Decimal("0.01")) == Decimal("4550500.56")


def test_links_to_a_stub_project_are_external(shared: Path) -> None:
    conformed = conform(shared / "schedule_xer/Jaggelas__xer-parser/test.xer")
    assert conformed.envelope["exported_projects"] == 1 and conformed.envelope["project_list"] == ["10001"]
    assert conformed.envelope["data_date"] == dt.datetime(2025, 4, 22, 9, 40)
    assert conformed.envelope["activity_count"] == 692  # 695 of the file less 3 of the stub
    links = conformed.tables["schedule_relationship"]
    external = links.filter("is_external")
    assert links.height == 1595 and external.height == 3
    assert external["predecessor_code"].null_count() == external["successor_code"].null_count() == 0


def test_newlines_change_nothing(shared: Path, tmp_path: Path) -> None:
    path = next(shared.rglob("Hotel Project.xer"))
    data = path.read_bytes()
    assert b"\r\n" in data
    (tmp_path / "lf.xer").write_bytes(data.replace(b"\r\n", b"\n"))
    crlf, lf = conform(path, "HBTF-2"), conform(tmp_path / "lf.xer", "HBTF-2")
    assert crlf.tables["schedule_activity"].height > 1000
    for name, frame in crlf.tables.items():
        assert frame.sort("source_row").equals(lf.tables[name].sort("source_row"))
    assert crlf.envelope == lf.envelope


def test_a_small_schedule_by_hand(tmp_path: Path) -> None:
    tasks = table(
        "TASK", TASK_FIELDS,
        "1 1 102 10 A10 Dig TT_Task TK_Active CP_Drtn 0 80 20 16 0 0 2026-01-05~08:00",
        "2 1 102 _ A20 Pour TT_Task TK_NotStart CP_Drtn 0 40 40 -8 0 0 _",
        "3 1 100 10 A30 Over TT_Task TK_Active CP_Drtn 0 40 60 _ 0 0 2026-01-05~08:00",
        "4 1 101 10 A40 Zero TT_Task TK_Active CP_Drtn 0 0 0 _ 0 0 2026-01-05~08:00",
        "5 1 101 10 A50 Units TT_Task TK_Active CP_Units 0 40 40 _ 30 10 2026-01-05~08:00",
        "6 1 101 10 M10 Gate TT_FinMile TK_Complete CP_Units 0 0 0 _ 0 0 2026-01-05~08:00",
    )  # fmt: skip
    conformed = conform(xer(tmp_path / "a.xer", PROJECT, CALENDAR, WBS, tasks))
    assert column(conformed, "activity", "percent_complete") == [75.0, 0.0, 0.0, None, 75.0, 100.0]
    assert column(conformed, "activity", "wbs_path") == ["A.A1", "A.A1", "", "A", "A", "A"]
    assert column(conformed, "activity", "total_float_days") == [2.0, -1.0, None, None, None, None]
    assert column(conformed, "activity", "is_calendar_defaulted") == [False, True, False, False, False, False]
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
    assert any("3 WBS nodes hang in a loop" in note for note in conformed.envelope["notes"])


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


TWO = table(
    "PROJECT", "proj_id proj_short_name export_flag last_recalc_date",
    "1 OCT Y 2026-10-01~00:00", "2 NOV Y 2026-11-01~00:00", "3 EMPTY Y 2026-11-01~00:00", "4 STUB N 2026-11-01~00:00",
)  # fmt: skip
TWO_TASKS = table("TASK", "task_id proj_id task_code", "1 1 A", "2 2 A", "3 4 S")


def test_several_exported_projects_need_a_name(tmp_path: Path) -> None:
    path = xer(tmp_path / "a.xer", TWO, TWO_TASKS)
    unclear = conform(path)
    assert unclear.envelope["exported_projects"] == 2 and unclear.envelope["data_date"] is None
    assert sorted(unclear.envelope["project_list"]) == ["NOV", "OCT"]
    assert all(frame.is_empty() for frame in unclear.tables.values())
    named = conform(path, "NOV")
    assert named.envelope["exported_projects"] == 1
    assert named.envelope["data_date"] == dt.datetime(2026, 11, 1)
    assert column(named, "activity", "activity_id") == ["2"]
    assert conform(path, "DEC").envelope["exported_projects"] == 0


def test_without_export_flag_all_projects_count(tmp_path: Path) -> None:
    projects = table("PROJECT", "proj_id proj_short_name", "1 P1", "2 P2")
    assert conform(xer(tmp_path / "a.xer", projects, TWO_TASKS)).envelope["exported_projects"] == 2
    one = conform(xer(tmp_path / "b.xer", projects[:3], TWO_TASKS))
    assert one.envelope["exported_projects"] == 1 and one.envelope["activity_count"] == 1


def test_missing_tables_are_facts_not_errors(tmp_path: Path) -> None:
    empty = conform(xer(tmp_path / "a.xer", table("CURRTYPE", "curr_id", "1")))
    assert empty.envelope["missing_tables"] == ["PROJECT", "PROJWBS", "TASK", "CALENDAR"]
    assert empty.envelope["data_date"] is None and empty.envelope["activity_count"] == 0
    rows = table("TASKRSRC", "taskrsrc_id task_id rsrc_id proj_id", "1 1 7 1")
    tasks = table("TASK", "task_id proj_id task_code clndr_id", "1 1 A 99")
    lacking = conform(xer(tmp_path / "b.xer", PROJECT, WBS, CALENDAR, tasks, rows)).envelope
    assert lacking["missing_pairs"] == ["TASKRSRC->RSRC", "TASK->CALENDAR"]
    assert "TASK.status_code" in lacking["missing_columns"]


def test_assignments_expenses_and_curves(tmp_path: Path) -> None:
    points = " ".join(f"pct_usage_{step}" for step in range(21))
    curve = table("RSRCCURVDATA", f"curv_id curv_name {points}", "5 Bell " + " ".join(["0"] + ["5"] * 20))
    resources = table("RSRC", "rsrc_id rsrc_short_name rsrc_name rsrc_type", "7 CRANE Crane RT_Equip")
    tasks = table("TASK", "task_id proj_id task_code clndr_id target_start_date target_end_date",
                  "1 1 A 10 2026-01-05~08:00 2026-01-09~17:00")  # fmt: skip
    rows = table(
        "TASKRSRC",
        "taskrsrc_id task_id proj_id rsrc_id curv_id target_cost act_reg_cost act_ot_cost act_reg_qty target_start_date",
        "1 1 1 7 5 1000,125 100.1 _ _ 2026-01-06~08:00", "2 1 1 7 _ 0.00005 1 2 3 _",
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


def calendars(*rows: str) -> list[str]:
    fields = "clndr_id clndr_name clndr_type base_clndr_id day_hr_cnt clndr_data".replace(" ", "\t")
    return ["%T\tCALENDAR", "%F\t" + fields, *("%R\t" + row for row in rows)]


def test_calendars_of_equal_content_share_a_key_across_files(tmp_path: Path) -> None:
    other = calendars(f"77\tSame, other name\tCA_Project\t\t8.0\t{week()}", f"78\tTen hours\tCA_Base\t\t10\t{week()}")
    one = conform(xer(tmp_path / "a.xer", PROJECT, CALENDAR)).tables["schedule_calendar"]
    two = conform(xer(tmp_path / "b.xer", PROJECT, other)).tables["schedule_calendar"]
    assert one.height == 5 * 2 + 2
    assert two["calendar_key"].n_unique() == 2
    assert set(one["calendar_key"]) < set(two["calendar_key"])


def test_a_calendar_takes_from_its_parent_what_it_does_not_say(tmp_path: Path) -> None:
    parent = f"1\tGlobal\tCA_Base\t3\t0\t{week(exceptions='(0||0(d|44047)())(0||1(d|44048)())')}"
    child = "2\tProject\tCA_Project\t1\t\t(0||CalendarData()((0||Exceptions()((0||0(d|44048)((0||0(s|08:00|f|12:00)())))))))"
    loop = "3\tLoop\tCA_Base\t1\t8\t(0||()())"
    conformed = conform(xer(tmp_path / "a.xer", PROJECT, calendars(parent, child, loop)))
    rules = conformed.tables["schedule_calendar"].filter(pl.col("calendar_id") == "2")
    days = rules.drop_nulls("exception_date").sort("exception_date")
    assert days.select("exception_date", "shift_start_minute", "shift_finish_minute").rows() == [
        (dt.date(2020, 8, 4), None, None),
        (dt.date(2020, 8, 5), 480, 720),
    ]
    assert rules.filter(weekday=1)["shift_start_minute"].to_list() == [480, 780]
    assert rules["hours_per_day"].unique().to_list() == [8.0]
    assert any("most frequent working day" in note for note in conformed.envelope["notes"])


def test_a_calendar_without_content_is_noted(shared: Path) -> None:
    notes = real(shared, "Johnstown.xer").envelope["notes"]
    assert sum("gives no working day" in note for note in notes) == 4


@pytest.mark.parametrize("page", ["cp1251", "cp1256"])
def test_names_in_other_scripts(tmp_path: Path, page: str) -> None:
    name = {"cp1251": "Монтаж~металлоконструкций", "cp1256": "أعمال~الحفر"}[page]
    path = xer(tmp_path / "a.xer", PROJECT, table("TASK", "task_id proj_id task_name", f"1 1 {name}"), encoding=page)
    conformed = conform(path)
    assert column(conformed, "activity", "activity_name") == [name.replace("~", " ")]
    assert conformed.envelope["encoding"] == page and conformed.envelope["replacement_characters"] == 0
