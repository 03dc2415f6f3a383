"""What people call a CSV becomes one table of strings; every row keeps the line of the file it began on."""

import zipfile

import pytest

from pipelines.lib.config.source import ReadSpec
from pipelines.lib.errors import UnreadableFile
from pipelines.lib.readers.csv import read_csv
from tests.unit.readers.csv_tables import table


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found(read, delimiter):
    raw = read(delimiter.join("ab") + "\n" + delimiter.join("12") + "\n")
    assert raw.facts["delimiter"] == delimiter
    assert table(raw) == (["a", "b", "source_row"], [("1", "2", 2)])


def test_decimal_commas_do_not_pass_for_delimiters(read):
    raw = read("Code, poste;Montant\nA,1;1,5\nB,2;2,5\n")
    assert table(raw) == (["Code, poste", "Montant", "source_row"], [("A,1", "1,5", 2), ("B,2", "2,5", 3)])


def test_a_byte_order_mark_amid_the_text_is_no_part_of_a_key(read):
    raw = read(b"a;b\nW1;2\n" + "\ufeffW1;3\n".encode())
    assert table(raw)[1] == [("W1", "2", 2), ("W1", "3", 3)]


def test_a_given_delimiter_wins(read):
    assert table(read("a,b;c\n1,2;3\n", delimiter=","))[1] == [("1", "2;3", 2)]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_the_encoding_is_found(read, encoding):
    raw = read("N° pièce;Libellé\n1;Béton armé\n".encode(encoding))
    assert table(raw) == (["N° pièce", "Libellé", "source_row"], [("1", "Béton armé", 2)])


def test_a_given_encoding_wins_and_lost_bytes_are_counted_and_shown(read):
    raw = read(b"a;b\n1;\xe9t\xe9\n", encoding="utf-8")
    assert table(raw)[1] == [("1", "\\xe9t\\xe9", 2)]
    assert raw.facts["undecodable"] == "2"
    assert [note.message for note in raw.notes] == ["2 bytes mean nothing in utf-8: shown as \\xNN"]


def test_delimiters_and_newlines_inside_quotes_keep_the_lines_right(read):
    raw = read('a;b;c\n1;"x\ny;z";3\n4;"say ""hi""";6\n7;8;9\n')
    assert table(raw)[1] == [("1", "x\ny;z", "3", 2), ("4", 'say "hi"', "6", 4), ("7", "8", "9", 5)]


def test_windows_and_old_mac_newlines(read):
    expected = [("1", "2", 2), ("3", "4", 3)]
    assert table(read("a;b\r\n1;2\r\n3;4\r\n"))[1] == expected
    assert table(read("a;b\r1;2\r3;4\r"))[1] == expected


def test_a_header_over_several_lines_is_folded(read):
    raw = read('a;" Likely\n   impact "\n1;2\n')
    assert table(raw) == (["a", "Likely impact", "source_row"], [("1", "2", 3)])
    assert raw.facts["header_row"] == "2"


def test_the_header_may_stand_further_down(read):
    text = "Grand livre;;\nau 31/01/2026;;\n\nCode;Montant;\nA;1;\n"
    assert table(read(text, header_row=4)) == (["Code", "Montant", "source_row"], [("A", "1", 5)])


def test_blank_lines_before_the_header_are_passed_over(read):
    assert table(read("\n;;\na;b\n1;2\n"))[1] == [("1", "2", 4)]


def test_repeated_headers_are_numbered(read):
    assert table(read("Likelihood;Impact;Likelihood\n1;2;3\n"))[0] == [
        "Likelihood",
        "Impact",
        "Likelihood (2)",
        "source_row",
    ]


def test_a_header_with_brackets_is_no_repetition(read):
    assert table(read("Amount (EUR);Amount;L;L;L (2)\n1;2;3;4;5\n")) == (
        ["Amount (EUR)", "Amount", "L", "L (3)", "L (2)", "source_row"],
        [("1", "2", "3", "4", "5", 2)],
    )


def test_a_header_named_source_row_does_not_hide_ours(read):
    assert table(read("source_row;b\n77;2\n")) == (["source_row (2)", "b", "source_row"], [("77", "2", 2)])


def test_trailing_empty_columns_are_no_columns(read):
    assert table(read("a;b;;;\n1;2;;;\n3;4;;;\n")) == (["a", "b", "source_row"], [("1", "2", 2), ("3", "4", 3)])


def test_a_column_without_header_but_with_content_is_kept(read):
    assert table(read("a;;c;\n1;x;3;\n")) == (["a", "(column 2)", "c", "source_row"], [("1", "x", "3", 2)])


def test_ragged_rows_are_tolerated_and_noted(read):
    raw = read('a;b\n"1";2;3\n4\n5;6;;\n7;8;9\n')
    assert table(raw)[1] == [("1", "2", 2), ("4", None, 3), ("5", "6", 4), ("7", "8", 5)]
    assert {(note.kind, note.row) for note in raw.notes} == {
        ("cells_too_many", 2), ("cells_too_few", 3), ("cells_too_many", 5)
    }  # fmt: skip


def test_blank_rows_are_dropped_and_counted(read):
    raw = read('a;b\n1;2\n\n;\n" ";""\n3;4\n')
    assert table(raw)[1] == [("1", "2", 2), ("3", "4", 6)]
    assert raw.facts["blank_rows"] == "3"


def test_cells_are_stripped_and_empty_ones_are_null(read):
    assert table(read("a;b\n  x  ;  \n"))[1] == [("x", None, 2)]


def test_values_stay_strings(read):
    assert table(read("a;b;c\n007;1e5;NA\n"))[1] == [("007", "1e5", "NA", 2)]


def test_an_inch_mark_is_text(read):
    assert table(read('a;b\n1;2" pipe\n3;4\n'))[1] == [("1", '2" pipe', 2), ("3", "4", 3)]


def test_a_quote_never_closed_names_its_line(read):
    with pytest.raises(UnreadableFile, match=r"cells of line 3 and after.*opened there and never closed"):
        read('a;b\n1;2\n3;"4\n5;6\n')


def test_headers_alone_give_an_empty_table(read):
    assert table(read("a;b\n")) == (["a", "b", "source_row"], [])


@pytest.mark.parametrize("content", [b"", b"  \n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(read, content):
    with pytest.raises(UnreadableFile, match="the file is empty"):
        read(content)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel workbook"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"ERMHDR\t19.12\n", "a P6 export"),
        (b"<?xml version='1.0'?>", "an XML document"),
        (b"\x7fELF\x02\x00\x00", "a binary file"),
    ],
)
def test_another_kind_of_file_is_refused_by_name(read, content, kind):
    with pytest.raises(UnreadableFile, match=kind) as refused:
        read(content)
    assert "save it as CSV" in str(refused.value)


def test_a_workbook_renamed_to_csv_is_refused(tmp_path):
    path = tmp_path / "ledger.csv"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(UnreadableFile, match="an Excel workbook or ZIP archive"):
        read_csv(path, ReadSpec(kind="csv"))


def test_a_header_row_beyond_the_end_is_refused(read):
    with pytest.raises(UnreadableFile, match="no header in line 10"):
        read("a;b\n1;2\n", header_row=10)


SAP_LIST = (
    "05.03.2026          Dynamic List Display          1\n"
    + "-" * 50
    + "\nDisplay Project Actual Cost\n\n"
    + "-" * 50
    + "\n"
    "|Object  |RefDocNo|      Amount|\n" + "-" * 50 + "\n|P.100.10|50000012|  12.345,67 |\n" + "-" * 50 + "\n"
)


def test_a_header_below_a_title_is_found_by_the_names_that_the_source_expects(read):
    raw = read(SAP_LIST, wanted=["object", "RefDocNo", "Text"])
    assert table(raw)[1] == [("P.100.10", "50000012", "12.345,67", 8)]
    assert raw.facts["header_row"] == "6"


def test_one_expected_name_alone_makes_no_header_of_a_line(read):
    assert table(read("Code;Amount of\nA;Code\nB;C\n", wanted=["Code", "Text"]))[1] == [("A", "Code", 2), ("B", "C", 3)]


def test_a_line_inside_a_quoted_cell_is_no_header(read):
    raw = read('a;"x\nb;c\n";d\n1;2;3\n', wanted=["b", "c"])
    assert table(raw)[1] == [("1", "2", "3", 4)]


def test_the_line_that_says_the_delimiter_counts_when_the_source_names_the_header(read):
    text = "sep=;\nGrand livre\nCode;Montant\nA;1\n"
    assert table(read(text, header_row=3)) == (["Code", "Montant", "source_row"], [("A", "1", 4)])
    assert table(read("sep=;\nCode;Montant\nA;1\n", header_row=1))[1] == [("A", "1", 3)]
    assert table(read(text, wanted=["Code", "Montant"]))[1] == [("A", "1", 4)]
