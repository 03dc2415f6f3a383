"""Rows of a CSV are counted twice; line ends, cells and headers of any size; what is odd about a row is noted."""

import pytest

from pipelines.lib.errors import UnreadableFile
from tests.unit.readers.csv_tables import table


def test_a_quote_behind_earlier_texts_of_two_lines_names_its_own_line(read):
    with pytest.raises(UnreadableFile, match=r"cells of line 4 and after.*something stands behind a closing quote"):
        read('a;b\n"1\n1";2\n3;"4" pipe\n5;6\n')


# Inch marks in texts beside a cell in quotes: Polars takes them for quotes that open and close.
INCHES = 'code,amount,text\nW1,1,"Steel, beams"\nW2,2,Pipe 6" PVC\nW3,3,Pipe 8" PVC\nW4,4,Sand\n'
AT_START = 'code,amount,text\nW1,1,"Steel, beams"\nW2,2,6" pipe\nW3,3,Sand\nW4,4,8" pipe\n'
# The two marks pair up, and so do the cells: code, text and amount of one row.
IN_PAIRS = 'code,text,amount\nW1,6" pipe,1\nW2,8" pipe,2\nW3,3" pipe,3\nW4,"Steel, beams",4" x\n'


@pytest.mark.parametrize(("text", "line"), [(INCHES, 3), (AT_START, 3), (IN_PAIRS, 2)])
def test_two_counts_of_the_rows_must_agree(read, text, line):
    with pytest.raises(
        UnreadableFile, match=f"from line {line} on cannot be told apart: 4 by one count, (another number|2) by another"
    ):
        read(text)


def test_rows_between_two_quotes_that_close_each_other_are_found(read):
    with pytest.raises(UnreadableFile, match="lines 3 to 5 stand in one cell, though each looks like a row"):
        read('code;text;amount\nW1;Sand;1\nW2;"Pipe;2\nW3;Valve;3\nW4;Gate";4\nW5;Sand;5\n')


def test_a_comment_of_several_lines_is_a_comment(read):
    raw = read('code;text;amount\nW1;Sand;1\nW2;"First; second\nthird; 4; and\n5;6;7\n";2\n')
    assert table(raw)[1][1] == ("W2", "First; second\nthird; 4; and\n5;6;7", "2", 3)
    assert raw.notes == []


@pytest.mark.parametrize("first", ["sep=\u00ad", "sep=a", 'sep="', "sep=§"])
def test_a_sep_line_that_names_no_delimiter_is_passed_over(read, first):
    assert table(read(f"{first}\na;b\n1;2\n")) == (["a", "b", "source_row"], [("1", "2", 3)])


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;  "])
def test_the_line_that_says_the_delimiter_is_no_row(read, first):
    raw = read(f"{first}\na,b;c\n1,2;3\n")
    assert table(raw) == (["a,b", "c", "source_row"], [("1,2", "3", 3)])


@pytest.mark.parametrize("header_row", [1, 2])
def test_the_line_that_says_the_delimiter_is_counted(read, header_row):
    assert table(read("sep=;\na;b\n1;2\n", header_row=header_row)) == (["a", "b", "source_row"], [("1", "2", 3)])


@pytest.mark.parametrize("end", ["\r\r\n", "\r\n", "\r", "\n"])
def test_line_ends_of_any_kind(read, end):
    assert table(read(end.join(["a;b", "1;2", '"x', 'y";4', "5;6", ""])))[1] == [
        ("1", "2", 2), ("x\ny", "4", 3), ("5", "6", 5)
    ]  # fmt: skip


def test_line_ends_of_unicode_stand_inside_cells(read):
    assert table(read("a;b\n1;x\u2028y\n2;x\x85y\n"))[1] == [("1", "x\u2028y", 2), ("2", "x\x85y", 3)]


def test_a_cell_of_any_length_is_read(read):
    long = "x" * 200_000
    assert table(read(f'a;b\n1;"{long}"\n'))[1] == [("1", long, 2)]


def test_a_header_that_has_swallowed_rows_is_refused(read):
    rows = "".join(f"A{row};text;{row}\n" for row in range(500))
    with pytest.raises(UnreadableFile, match=r"a header has [0-9,]+ characters; the limit is 2,000: text;total A0"):
        read(f'code;"text;total\n{rows}A";1;2\n')


def test_too_many_columns_are_refused(read):
    with pytest.raises(UnreadableFile, match="the header has 20,000 columns; the limit is 16,384"):
        read(";".join(f"c{number}" for number in range(20_000)) + "\n1\n")


def test_ten_thousand_headers_alike_are_numbered(read):
    assert table(read(";".join(["a"] * 10_000) + "\n" + "1;" * 9_999 + "1\n"))[0][9_999] == "a (10000)"


def test_headers_that_look_like_names_of_ours(read):
    header = "load_id;data_date;(column 3);;Source_Row;overflow;contract_key"
    assert table(read(f"{header}\n1;2;3;;5;6;7\n")) == (
        ["load_id", "data_date", "(column 3)", "Source_Row (2)", "overflow", "contract_key", "source_row"],
        [("1", "2", "3", "5", "6", "7", 2)],
    )


def test_accents_are_compared_in_one_form_and_it_is_said(read):
    raw = read("Libelle\u0301;b\nbe\u0301ton;2\n")
    assert table(raw) == (["Libell\u00e9", "b", "source_row"], [("b\u00e9ton", "2", 2)])
    assert [note.kind for note in raw.notes] == ["unicode_form"]


def test_lines_that_only_draw_a_line_are_blank(read):
    assert table(read("|a|b|\n-----\n|1|2|\n-----\n|3|4|\n"))[1] == [("1", "2", 3), ("3", "4", 5)]


def test_a_short_row_names_the_first_column_it_lacks(read):
    raw = read("a;b;c;\n1;2\n3;4;5\n6;7;\n")
    assert [(note.kind, note.row, note.column) for note in raw.notes] == [("cells_too_few", 2, "c")]


def test_undecodable_bytes_name_their_cells(read):
    raw = read(b"a;b\n1;2\n3;\xe9t\xe9\n", encoding="utf-8")
    assert [(note.row, note.column, note.value) for note in raw.notes] == [(3, "b", "\\xe9t\\xe9")]
