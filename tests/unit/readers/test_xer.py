import re
from pathlib import Path

import pytest

from pipelines.lib.errors import UnreadableFile
from pipelines.lib.readers.xer import read_xer
from tests.unit.conform.xer_maker import HEADER, table, xer


def counted(path: Path) -> dict[str, int]:
    """Rows per table, counted on the bytes without any of the reader's code."""
    counts: dict[str, int] = {}
    name = ""
    for line in path.read_bytes().replace(b"\r", b"\n").split(b"\n"):
        if line.startswith(b"%T"):
            name = line[2:].strip().decode("latin-1")
            counts.setdefault(name, 0)
        elif line.startswith(b"%R"):
            counts[name] += 1
    return counts


def test_every_real_file_is_read_and_every_row_is_there(shared: Path) -> None:
    files = sorted(shared.rglob("*.xer"))
    assert len(files) >= 26
    for path in files:
        for raw in (read_xer(path), read_xer(path, tables=None)):
            counts = counted(path)
            assert {k.removeprefix("rows:"): int(v) for k, v in raw.facts.items() if k[:5] == "rows:"} == counts, path
            assert {name: frame.height for name, frame in raw.tables.items()} == {
                name: counts[name] if raw.tables[name].width > 1 else 0 for name in raw.tables
            }, path


@pytest.mark.parametrize("name", ["Hotel Project.xer", "encoding1251.xer", "Johnstown.xer"])
def test_source_row_is_the_line_of_the_file(shared: Path, name: str) -> None:
    path = next(shared.rglob(name))
    raw = read_xer(path)
    lines = path.read_bytes().split(b"\n")
    tasks = raw.tables["TASK"].select("source_row", "task_id", "task_code").rows()
    assert tasks
    for row, task_id, code in tasks:
        cells = lines[row - 1].rstrip(b"\r").split(b"\t")
        assert cells[:2] == [b"%R", task_id.encode()]
        assert code.encode() in cells


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("encoding1251.xer", "cp1251"),
        ("TERMINAL BUILDING-AIRPORT.xer", "cp1256"),
        ("Harbour Pointe Assisted Living Center Baseline.xer", "cp1252"),
    ],
)
def test_encodings_of_real_files(shared: Path, name: str, encoding: str) -> None:
    assert read_xer(next(shared.rglob(name)), tables=None).encoding == encoding


def test_real_words_in_cyrillic_and_arabic(shared: Path) -> None:
    assert read_xer(next(shared.rglob("encoding1251.xer"))).tables["TASK"]["task_name"].to_list() == [
        "Задача 1",
        "Тест2",
    ]
    units = read_xer(next(shared.rglob("TERMINAL BUILDING-AIRPORT.xer")), tables=None).tables["UMEASURE"]
    assert any("متر مكعب" in (name or "") for column in units.columns[:-1] for name in units[column].to_list())


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
def test_byte_order_marks(tmp_path: Path, mark: str) -> None:
    raw = read_xer(xer(tmp_path / "a.xer", table("TASK", "task_id task_name", "1 Été"), encoding=mark))
    assert raw.tables["TASK"]["task_name"].to_list() == ["Été"]
    assert raw.facts["version"] == "20.12"


def test_header_facts(tmp_path: Path) -> None:
    facts = read_xer(xer(tmp_path / "a.xer", table("TASK", "task_id", "1"))).facts
    assert {
        "version": "20.12",
        "exported_on": "2026-01-31",
        "currency": "EUR",
        "ended": "yes",
        "database": "db",
    }.items() <= (facts.items())


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_ragged_rows_are_padded_or_cut_and_noted(tmp_path: Path, newline: str) -> None:
    lines = table("TASK", "task_id task_code task_name", "1", "2 B two more cells", '3 C "quoted', "4 _ four")
    raw = read_xer(xer(tmp_path / "a.xer", lines, newline=newline))
    assert raw.tables["TASK"].rows() == [
        ("1", None, None, 4),
        ("2", "B", "two", 5),
        ("3", "C", '"quoted', 6),
        ("4", None, "four", 7),
    ]
    assert [(note.kind, note.table, note.row) for note in raw.notes] == [
        ("cells_too_few", "TASK", 4),
        ("cells_too_many", "TASK", 5),
    ]


def test_a_quotation_mark_is_written_twice_by_p6(tmp_path: Path) -> None:
    # The 13 real exports that hold any hold over a hundred: every one is doubled, none encloses a cell.
    names = ['1 The~""IA""~signed', '2 6""~pipe', '3 """"', '4 7"~not~P6']
    frame = read_xer(xer(tmp_path / "a.xer", table("TASK", "task_id task_name", *names))).tables["TASK"]
    assert frame["task_name"].to_list() == ['The "IA" signed', '6" pipe', '""', '7" not P6']


def test_missing_end_mark_is_said(tmp_path: Path) -> None:
    raw = read_xer(xer(tmp_path / "a.xer", table("TASK", "task_id", "1"), end=""))
    assert raw.facts["ended"] == "no"


@pytest.mark.parametrize(
    ("rest", "ended"),
    [
        (b"%T\tTASK\n%F\ttask_id\ttask_code\n%R\t1\tA\n%R\t2", "cut"),
        (b"%T\tTASK\n%F\ttask_id\ttask_code\n%R\t1\tA\n%R\t2\tB", "no"),
        (b"%T\tTASK\n%F\ttask_id\ttask_code\n%R\t1\tA\n%R\t2\n", "no"),
        (b"%T\tPROJECT\n%F\tproj_id\n%R\t1\n%T\tTASK", "cut"),
        (b"%T\tTASK\n%F\ttask_id\n%R\t1\n%E", "yes"),
    ],
)
def test_a_file_that_breaks_off_inside_a_row_is_told_from_one_without_end_mark(
    tmp_path: Path, rest: bytes, ended: str
) -> None:
    path = tmp_path / "a.xer"
    path.write_bytes(b"ERMHDR\t20.12\n" + rest)
    assert read_xer(path).facts["ended"] == ended


def test_blank_and_stray_lines_do_not_shift_source_row(tmp_path: Path) -> None:
    lines = ["%T\tTASK", "%F\ttask_id\ttask_code", "%R\t1\tA", "", "rest of a memo", "%R\t2\tB"]
    raw = read_xer(xer(tmp_path / "a.xer", lines))
    assert raw.tables["TASK"].rows() == [("1", "A", 4), ("2", "B", 7)]
    assert [(note.kind, note.row, note.value) for note in raw.notes] == [("stray_line", 6, "rest of a memo")]


def test_binary_junk_in_unused_tables_costs_nothing(tmp_path: Path) -> None:
    junk = b"%T\tPOBS\n%F\tpobs_id\n" + b"".join(b"%%R\t%d\t\x00\xff\x81\x8d\t\t\xee\n" % n for n in range(500))
    good = "\n".join(table("TASK", "task_id task_name", "1 Béton")).encode("cp1252")
    path = tmp_path / "a.xer"
    path.write_bytes(HEADER.encode() + b"\n" + junk + good + b"\n%E\n")
    raw = read_xer(path)
    assert raw.tables["TASK"].rows() == [("1", "Béton", 506)]
    assert raw.facts["rows:POBS"] == "500" and raw.encoding == "cp1252"
    assert raw.notes == []


def test_undecodable_bytes_in_used_tables_are_kept_and_counted(tmp_path: Path) -> None:
    path = xer(tmp_path / "a.xer", table("TASK", "task_id task_name", "1 Bétön?"))
    path.write_bytes(path.read_bytes().replace(b"?", b"\x81"))
    raw = read_xer(path)
    assert raw.tables["TASK"]["task_name"].to_list() == ["Bétön\\x81"]
    lost = [(note.kind, note.table, note.row, note.column, note.value) for note in raw.notes]
    assert lost == [("character_lost", "TASK", 4, "task_name", "Bétön\\x81")]


def test_a_table_that_comes_twice_is_added_up(tmp_path: Path) -> None:
    raw = read_xer(xer(tmp_path / "a.xer", table("TASK", "task_id", "1"), table("TASK", "task_id task_code", "2 B")))
    assert raw.tables["TASK"].select("task_id", "task_code", "source_row").rows() == [("1", None, 4), ("2", "B", 7)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\r\n \n", "empty"),
        (b"PK\x03\x04rest", "zip archive or an Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0rest", "Microsoft Office"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "XML"),
        (b"%T\tTASK\n%F\ttask_id\n%R\t1\n", "ERMHDR"),
        (HEADER.encode() + b"\n%E\n", "no table"),
    ],
)
def test_what_is_no_xer_is_refused_with_a_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "bad.xer"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=re.escape(reason)) as caught:
        read_xer(path)
    assert "bad.xer" in str(caught.value) and caught.value.fix
