"""Workbooks of Excel 97-2003 and OpenDocument spreadsheets."""

from tests.unit.readers.books import ods, read, table
from tests.unit.readers.old_workbook import XLS


def test_old_workbooks_and_open_documents_are_read(tmp_path):
    (tmp_path / "a.xls").write_bytes(XLS)
    (tmp_path / "a.ods").write_bytes(ods([["Title"], ["Code", "Amount"], ["W1", "1,5"]]))
    old, document = read(tmp_path / "a.xls"), read(tmp_path / "a.ods")
    assert table(old) == (
        ["Code", "Posted", "Amount", "source_row"],
        [("W1", "2023-11-22", "24184688", 3), ("W2", "2023-11-23", "1234.5", 4)],
    )
    assert table(document) == (["Code", "Amount", "source_row"], [("W1", "1,5", 3)])
    assert "9 decimals" in old.notes[0].message


def test_two_header_rows_where_merged_cells_are_unknown(tmp_path):
    rows = [["Code", "Budget", "", "Note"], ["", "Initial", "Revised", ""], ["W1", "10", "20", "ok"]]
    (tmp_path / "a.ods").write_bytes(ods(rows))
    assert table(read(tmp_path / "a.ods", header_row=1, header_rows=2)) == (
        ["Code", "Budget / Initial", "Budget / Revised", "Note", "source_row"],
        [("W1", "10", "20", "ok", 3)],
    )
