"""Line ends of any kind: files that were changed on their way are read as the good one, and what was noticed is told."""

import pytest

from pipelines.lib.config.source import ReadSpec
from pipelines.lib.readers.csv import read_csv
from pipelines.lib.readers.line_ends import with_odd_line_ends, without_nel_bytes
from pipelines.lib.readers.xer import read_xer
from tests.hostile.families.hostile import LEDGER, XER
from tests.hostile.families.line_ends import line_ends
from tests.unit.conform.xer_maker import table, xer

GOOD = {"schedule": XER, "cost": LEDGER}
SOUND = [file for file in line_ends() if file.is_harmless]
# Every editor takes these for line ends, and of these blanks and marks a newline remains: nothing to tell.
USUAL = {"lines_cr", "lines_cr_cr_lf", "lines_cr_cr_cr_lf", "lines_tab_lf", "mixed_cr", "mixed_first_cr", "mixed_lf_lf", "utf-16",
         "utf-32", "utf-16_two_boms", "blanks_padded", "bom_twice", "blank_lines_first", "no_last_line_end"}  # fmt: skip
# A CSV counts its blank rows in its facts.
USUAL_IN_CSV = USUAL | {"lines_lf_lf", "lines_crlf_crlf", "lines_lf_cr", "mixed_first_lf_lf"}


def read(folder, feed, content):
    path = folder / "file"
    path.write_bytes(content)
    return read_xer(path) if feed == "schedule" else read_csv(path, ReadSpec(kind="csv"))


@pytest.mark.parametrize("file", SOUND, ids=[f"{file.feed}-{file.trait}" for file in SOUND])
def test_a_file_that_was_changed_on_its_way_is_read_as_the_good_one(tmp_path, file):
    raw, good = read(tmp_path, file.feed, file.content), read(tmp_path, file.feed, GOOD[file.feed])
    assert {name: rows.drop("source_row").rows() for name, rows in raw.tables.items()} == {
        name: rows.drop("source_row").rows() for name, rows in good.tables.items()
    }
    assert raw.facts.get("ended") == good.facts.get("ended")
    assert {key: n for key, n in raw.facts.items() if key[:5] == "rows:"} == {
        key: n for key, n in good.facts.items() if key[:5] == "rows:"
    }
    usual = USUAL if file.feed == "schedule" else USUAL_IN_CSV
    assert bool(raw.notes) is (file.trait not in usual), raw.notes
    assert {note.kind for note in raw.notes} <= {"changed_on_its_way", "padded", "padded_table"}


@pytest.mark.parametrize("newline", ["\n\n", "\r\n\r\n"])
def test_empty_lines_between_the_lines_of_an_xer_count_as_lines(tmp_path, newline):
    lines = ["%T\tTASK", "%F\ttask_id\ttask_name\ttask_code", "%R\t1\tDig", "and fill\tA", "%R\t2\tPour\tB"]
    raw = read_xer(xer(tmp_path / "a.xer", lines, newline=newline))
    assert raw.tables["TASK"].rows() == [("1", "Dig and fill", "A", 7), ("2", "Pour", "B", 11)]
    assert [(note.kind, note.row) for note in raw.notes] == [("joined", 7), ("changed_on_its_way", None)]


def test_an_ellipsis_that_ends_a_row_stays(tmp_path):
    raw = read_xer(xer(tmp_path / "a.xer", table("TASK", "task_id task_name", "1 and~so~on…", "2 B")))
    assert raw.tables["TASK"]["task_name"].to_list() == ["and so on…", "B"]
    assert "changed_on_its_way" not in {note.kind for note in raw.notes}


def test_an_odd_line_end_inside_a_cell_of_a_csv_stays(tmp_path):
    text = "Code;Amount\v(EUR);Note\nA;1;one\u2028two\nB;2;three…\n"
    raw = read(tmp_path, "cost", text.encode())
    assert raw.tables[""].rows() == [("A", "1", "one\u2028two", 2), ("B", "2", "three…", 3)]
    assert raw.notes == []


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a;b\u20281;2\u2028", "a;b\n1;2\n"),
        ("Ledger of May\na;b\x851;2\x85", "Ledger of May\na;b\n1;2\n"),
        ('a;b\f\n"1";"2"\f\n', 'a;b\n"1";"2"\n'),
        ("a;b\n1;2\v3;4\n5;6\n", "a;b\n1;2\n3;4\n5;6\n"),
        ("a;b\n1;x\vy\n", "a;b\n1;x\vy\n"),
        ("names\nx\vy\n", "names\nx\vy\n"),
    ],
)
def test_an_odd_mark_ends_a_line_where_it_parts_rows(text, plain):
    assert with_odd_line_ends(text)[0] == plain


@pytest.mark.parametrize(
    ("data", "plain"),
    [
        (b"a;b\x851;2\x85", b"a;b\n1;2\n"),
        (b"a;b\x85\n1;2\x85\n", b"a;b\n1;2\n"),
        (b"a;b\x85\n1;2\n", b"a;b\x85\n1;2\n"),
        (b"one text\x85 and more\x85", b"one text\x85 and more\x85"),
        ("a;х\n1;х\n".encode(), "a;х\n1;х\n".encode()),
    ],
)
def test_nel_of_one_byte_ends_a_line_where_it_ends_every_line(data, plain):
    assert without_nel_bytes(data) == plain


def test_the_note_names_what_ends_the_lines(tmp_path):
    raw = read(tmp_path, "schedule", XER.decode().replace("\r\n", "\u2028").encode())
    assert [note.message for note in raw.notes] == [
        "lines end in LINE SEPARATOR (U+2028), which few programs take for a line end: they were read as lines"
    ]
