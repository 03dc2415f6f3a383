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
from tests.unit.conform.xer_maker import CALENDAR, PROJECT, WBS, table, xer

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


@pytest.mark.parametrize("page", ["cp1251", "cp1256"])
def test_names_in_other_scripts(tmp_path: Path, page: str) -> None:
    name = {"cp1251": "Монтаж~металлоконструкций", "cp1256": "أعمال~الحفر"}[page]
    path = xer(tmp_path / "a.xer", PROJECT, table("TASK", "task_id proj_id task_name", f"1 1 {name}"), encoding=page)
    conformed = conform(path)
    assert column(conformed, "activity", "activity_name") == [name.replace("~", " ")]
    assert conformed.envelope["encoding"] == page
