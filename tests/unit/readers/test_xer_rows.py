"""Rows that a cell's own line break or tab has cut or shifted, and headers that P6 would not write."""

from pathlib import Path

import pytest

from pipelines.lib.errors import UnreadableFile
from pipelines.lib.readers.xer import read_xer
from pipelines.lib.readers.xer_count import count_rows
from tests.unit.conform.xer_maker import HEADER, table, xer

FIELDS = "%F\ttask_id\ttask_code\ttask_name\tstatus_code"


def told(raw):
    return [(note.kind, note.row) for note in raw.notes]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r\r\n", "\r"])
def test_every_kind_of_line_end(tmp_path: Path, newline: str) -> None:
    raw = read_xer(xer(tmp_path / "a.xer", table("TASK", "task_id task_code", "1 A", "2 B"), newline=newline))
    assert raw.tables["TASK"].rows() == [("1", "A", 4), ("2", "B", 5)]
    assert (raw.notes, raw.facts["rows:TASK"], raw.facts["ended"]) == ([], "2", "yes")


def test_other_marks_of_a_line_stay_inside_their_cell(tmp_path: Path) -> None:
    lines = ["%T\tTASK", FIELDS, "%R\t1\tA\tone\x0btwo\u2028three\x85\tTK_Complete"]
    raw = read_xer(xer(tmp_path / "a.xer", lines, encoding="utf-8"))
    assert raw.tables["TASK"].row(0) == ("1", "A", "one\x0btwo\u2028three\x85", "TK_Complete", 4)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_line_break_inside_a_cell_is_joined(tmp_path: Path, newline: str) -> None:
    lines = ["%T\tTASK", FIELDS, "%R\t1\tA\tDig", "% of rock", "and soil\tTK_Active", "%R\t2\tB\tPour\tTK_NotStart"]
    raw = read_xer(xer(tmp_path / "a.xer", lines, newline=newline))
    assert raw.tables["TASK"].rows() == [
        ("1", "A", "Dig % of rock and soil", "TK_Active", 4),
        ("2", "B", "Pour", "TK_NotStart", 7),
    ]
    assert told(raw) == [("joined", 4)]


def test_a_row_that_no_line_makes_whole_keeps_its_ids_alone(tmp_path: Path) -> None:
    lines = ["%T\tTASK", FIELDS, "%R\t1\tA\tDig", "a\tb\tc", "%R\t2\tB\tPour\tTK_NotStart"]
    raw = read_xer(xer(tmp_path / "a.xer", lines))
    assert raw.tables["TASK"].rows() == [("1", "A", "Dig", None, 4), ("2", "B", "Pour", "TK_NotStart", 6)]
    assert sorted(told(raw)) == [("cells_too_few", 4), ("stray_line", 5)]


def test_cells_behind_a_tab_inside_a_text_are_not_trusted(tmp_path: Path) -> None:
    fields = "%F\ttask_id\tphys_complete_pct\ttask_code\ttask_name\tstatus_code\tcstr_type"
    lines = ["%T\tTASK", fields, "%R\t1\t50\tA\tDig\trock\tTK_Active\t", "%R\t2\t0\tB\tPour\tTK_NotStart\t"]
    raw = read_xer(xer(tmp_path / "a.xer", lines))
    assert raw.tables["TASK"].rows() == [
        ("1", None, "A", "Dig", None, None, 4),
        ("2", "0", "B", "Pour", "TK_NotStart", None, 5),
    ]
    assert told(raw) == [("cells_too_many", 4)]
    assert "7 cells, its header 6" in raw.notes[0].message


def test_a_long_row_beside_a_short_one_is_no_whole_table(tmp_path: Path) -> None:
    lines = ["%T\tTASK", FIELDS, "%R\t1\tA\tDig\trock\tTK_Active", "%R\t2\tB\tPour"]
    assert told(read_xer(xer(tmp_path / "a.xer", lines))) == [("cells_too_many", 4), ("cells_too_few", 5)]


def test_one_more_tab_on_every_row_is_a_tools_habit(tmp_path: Path) -> None:
    raw = read_xer(xer(tmp_path / "a.xer", ["%T\tTASK", FIELDS, "%R\t1\tA\tDig\tTK_Active\t", "%R\t2\tB\tPour\t\t"]))
    assert raw.tables["TASK"].select("task_id", "status_code").rows() == [("1", "TK_Active"), ("2", None)]
    assert raw.notes == []


def test_field_names_in_capitals_and_with_invisible_characters(tmp_path: Path) -> None:
    lines = ["%T\ttask", "%F\tTASK_ID\t\u200btask_code", "%R\t1\tA"]
    raw = read_xer(xer(tmp_path / "a.xer", lines, encoding="utf-8"))
    assert raw.tables["TASK"].to_dicts() == [{"task_id": "1", "task_code": "A", "source_row": 4}]


def test_fields_that_come_again_have_no_name_or_ours_get_their_position(tmp_path: Path) -> None:
    names = "task_id Task_Id source_row #2 %mark %extra _ task_code"
    raw = read_xer(xer(tmp_path / "a.xer", table("TASK", names, "1 2 3 4 5 6 7 8")))
    assert raw.tables["TASK"].columns == ["task_id", "#2", "#3", "#4", "#5", "#6", "#7", "task_code", "source_row"]
    assert raw.tables["TASK"].row(0) == ("1", "2", "3", "4", "5", "6", "7", "8", 4)


def test_a_field_that_comes_again_is_told_with_what_it_says(tmp_path: Path) -> None:
    rows = ("1 80 80 A", "2 40 8 B", "3 _ 16 C", "4 24 _ D")
    equal = read_xer(xer(tmp_path / "a.xer", table("TASK", "task_id drtn DRTN task_code", rows[0])))
    assert [(note.kind, note.table, note.row, note.column) for note in equal.notes] == [
        ("column_again", "TASK", None, "drtn")
    ]
    raw = read_xer(xer(tmp_path / "b.xer", table("TASK", "task_id drtn DRTN task_code", *rows)))
    assert raw.tables["TASK"]["drtn"].to_list() == ["80", "40", None, "24"]
    # Where the other one is blank, nothing contradicts the first; where the first is, a value would be lost.
    assert [(note.kind, note.row, note.value) for note in raw.notes] == [
        ("column_twice", 5, "8"),
        ("column_twice", 6, "16"),
    ]


def test_accents_that_stand_apart_are_put_together(tmp_path: Path) -> None:
    raw = read_xer(xer(tmp_path / "a.xer", table("TASK", "task_id task_code", "1 E\u0301T1"), encoding="utf-8"))
    assert raw.tables["TASK"]["task_code"].to_list() == ["\u00c9T1"]
    assert told(raw) == [("unicode_form", None)]


def test_rows_are_counted_by_other_means_than_they_are_read() -> None:
    data = b"ERMHDR\t1\r\n%T\tTASK\r\n%F\ta\r\n%R\t1\r\n%R\t%T\tno table\r\n%R\t3\r%T\tRSRC\r%R\t1\r%E\r"
    assert count_rows(data) == {"TASK": 3, "RSRC": 1}


def test_rows_that_were_not_read_are_told(tmp_path: Path) -> None:
    raw = read_xer(xer(tmp_path / "a.xer", ["%T\tTASK", "%R\t1\tA", "%R\t2\tB"]))
    assert [(note.kind, note.message) for note in raw.notes if note.kind == "rows_not_read"] == [
        ("rows_not_read", "table TASK: read 0 of 2 rows")
    ]


@pytest.mark.parametrize(
    ("rest", "what"),
    [(b"\n%T\tTASK" * 20_000, "tables"), (b"\n%T\tTASK\n%F" + b"\ta" * 20_000, "fields in table TASK")],
)
def test_what_no_export_has_is_refused_at_once(tmp_path: Path, rest: bytes, what: str) -> None:
    path = tmp_path / "a.xer"
    path.write_bytes(HEADER.encode() + rest)
    with pytest.raises(UnreadableFile, match=what):
        read_xer(path)


def test_a_row_cut_in_a_table_without_texts_keeps_the_ids_before_the_cut(tmp_path: Path) -> None:
    lines = table(
        "TASKRSRC", "taskrsrc_id task_id remain_qty rsrc_id target_cost act_reg_cost", "1 7 5 3 100 0", "2 8 5 3"
    )
    raw = read_xer(xer(tmp_path / "a.xer", lines))
    assert raw.tables["TASKRSRC"].rows() == [("1", "7", "5", "3", "100", "0", 4), ("2", "8", None, "3", None, None, 5)]
    assert told(raw) == [("cells_too_few", 5)]
