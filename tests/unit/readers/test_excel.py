"""Workbooks of every layout become one table of strings; every row keeps its sheet and its row."""

import pytest

from pipelines.lib.errors import UnreadableFile
from tests.unit.readers.books import cells_of, read, table, write

ROWS = [["Code", "Amount"], ["W1", 1], ["W2", 2]]
READ = (["Code", "Amount", "source_row"], [("W1", "1", 2), ("W2", "2", 3)])


def test_a_sheet_with_its_header_in_the_first_row(tmp_path):
    raw = read(write(tmp_path / "a.xlsx", {"Ledger": ROWS}))
    assert table(raw) == READ
    assert cells_of(raw, "source_sheet") == ["Ledger", "Ledger"]
    assert raw.tables[""].columns[-2:] == ["source_sheet", "source_row"]


def test_the_header_below_a_title_block_is_found_by_the_wanted_names(tmp_path):
    # the row of words above is as full as the header and would pass for one
    title = [
        ["Project", "Tunnel", "Status"],
        ["Owner", "Acme", "open"],
        [],
        ["Code", "Paid to", "Montant\n HT "],
        ["W1", "x", 5],
    ]
    path = write(tmp_path / "a.xlsx", {"S": title})
    assert table(read(path, {"code", "montant ht", "nowhere"})) == (
        ["Code", "Paid to", "Montant HT", "source_row"],
        [("W1", "x", "5", 5)],
    )


def test_the_header_is_found_by_its_looks_when_no_name_is_known(tmp_path):
    rows = [
        ["Grand livre"],
        ["au", "31/01/2026"],
        [],
        ["Code", "Nature", "Date", "Amount"],
        ["W1", "x", "2026-01-01", 5],
    ]
    assert table(read(write(tmp_path / "a.xlsx", {"S": rows}))) == (
        ["Code", "Nature", "Date", "Amount", "source_row"],
        [("W1", "x", "2026-01-01", "5", 5)],
    )


def test_a_named_header_row_wins(tmp_path):
    rows = [["Code", "Amount"], ["OTP", "Montant"], ["W1", 1]]
    path = write(tmp_path / "a.xlsx", {"S": rows})
    assert table(read(path, {"Code", "Amount"}, header_row=2)) == (["OTP", "Montant", "source_row"], [("W1", "1", 3)])
    with pytest.raises(UnreadableFile, match=r"no header in row 9 of sheet S"):
        read(path, header_row=9)


def test_the_table_may_begin_in_any_column_and_row(tmp_path):
    def content(book, sheet):
        for number, row in enumerate(ROWS):
            sheet.write_row(6 + number, 3, row)

    raw = read(write(tmp_path / "a.xlsx", {"S": content}))
    assert table(raw) == (READ[0], [("W1", "1", 8), ("W2", "2", 9)])


def test_two_header_rows_under_merged_cells(tmp_path):
    def content(book, sheet):
        sheet.write_row(0, 0, ["Ledger of the tunnel"])
        sheet.merge_range("A3:A4", "Code")
        sheet.merge_range("B3:C3", "Budget")
        sheet.write_row("B4", ["Initial", "Revised"])
        sheet.write("D4", "Note")  # stands beside the merged range, not under it
        sheet.write_row("A5", ["W1", 10, 20, "ok"])

    path = write(tmp_path / "a.xlsx", {"S": content})
    read_by_names = table(read(path, {"Code", "Budget / Revised"}, header_rows=2))
    assert read_by_names == (
        ["Code", "Budget / Initial", "Budget / Revised", "Note", "source_row"],
        [("W1", "10", "20", "ok", 5)],
    )
    assert table(read(path, header_row=3, header_rows=2)) == read_by_names


def test_a_header_merged_over_two_columns_names_both(tmp_path):
    def content(book, sheet):
        sheet.write("A1", "Code")
        sheet.merge_range("B1:C1", "Amount")
        sheet.merge_range("D1:E1", "Comment")  # nothing in E: no column
        sheet.write_row("A2", ["W1", 1, "EUR", "fine"])

    assert table(read(write(tmp_path / "a.xlsx", {"S": content}))) == (
        ["Code", "Amount", "Amount (2)", "Comment", "source_row"],
        [("W1", "1", "EUR", "fine", 2)],
    )


def test_headers_are_folded_and_numbered_and_never_hide_the_place(tmp_path):
    rows = [["Likelihood", " Montant\r\n  HT ", "Likelihood", "source_row", "source_sheet"], list("abcde")]
    assert table(read(write(tmp_path / "a.xlsx", {"S": rows}))) == (
        ["Likelihood", "Montant HT", "Likelihood (2)", "source_row (2)", "source_sheet (2)", "source_row"],
        [("a", "b", "c", "d", "e", 2)],
    )


def test_ghost_rows_blank_separators_and_trailing_empty_columns_are_nothing(tmp_path):
    def content(book, sheet):
        grey = book.add_format({"bg_color": "#cccccc"})
        sheet.write_row(0, 0, ["Code", "Amount"])
        sheet.write_row(1, 0, ["W1", 1])
        sheet.write_row(3, 0, ["W2", 2])
        sheet.write(4, 0, "   ")
        for row in range(5, 4000):
            sheet.write_blank(row, 15, None, grey)
        sheet.write_string(4500, 15, " ")  # makes fourteen columns of nothing
        sheet.write_blank(1_000_000, 0, None, grey)

    raw = read(write(tmp_path / "a.xlsx", {"S": content}))
    assert table(raw) == (READ[0], [("W1", "1", 2), ("W2", "2", 4)])


def test_hidden_rows_are_read_and_noted(tmp_path):
    def content(book, sheet):
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
        sheet.set_row(1, None, None, {"hidden": True})

    raw = read(write(tmp_path / "a.xlsx", {"S": content}))
    assert table(raw) == READ
    assert [(note.kind, note.sheet) for note in raw.notes] == [("hidden_rows", "S")]


def test_1885_columns(tmp_path):
    names = [f"Column {number}" for number in range(1885)]
    raw = read(write(tmp_path / "a.xlsx", {"S": [names, list(range(1885)), list(range(1885))]}))
    assert raw.tables[""].columns[:-2] == names
    assert raw.tables[""].row(1)[1884] == "1884"


def test_cells_merged_over_rows_of_data_are_named(tmp_path):
    def fill(book, sheet):
        sheet.write_row(0, 0, ["Code", "Amount"])
        sheet.merge_range(1, 0, 2, 0, "W1")
        sheet.write_column(1, 1, [10, 20])

    found = read(write(tmp_path / "a.xlsx", {"Ledger": fill}))
    assert found.merges.rows() == [("Ledger", "Code", 2, 3)]


def test_accents_are_compared_in_one_form_and_it_is_said(tmp_path):
    found = read(write(tmp_path / "a.xlsx", {"A": [["Libelle\u0301", "b"], ["be\u0301ton", "2"]]}))
    assert table(found) == (["Libell\u00e9", "b", "source_row"], [("b\u00e9ton", "2", 2)])
    assert [note.kind for note in found.notes] == ["unicode_form"]
