"""Which sheets of a workbook are read: visible ones, named ones, several of one layout."""

import pytest

from pipelines.lib.errors import UnreadableFile
from tests.unit.readers.books import cells_of, read, table, write

ROWS = [["Code", "Amount"], ["W1", 1], ["W2", 2]]
READ = (["Code", "Amount", "source_row"], [("W1", "1", 2), ("W2", "2", 3)])


def hidden(book, sheet):
    sheet.write_row(0, 0, ["Lookup", "Text"])
    sheet.write_row(1, 0, ["a", "b"])
    sheet.hide()


def test_hidden_and_empty_sheets_are_passed_over(tmp_path):
    raw = read(write(tmp_path / "a.xlsx", {"Ledger": ROWS, "Lists": hidden, "Empty": []}))
    assert table(raw) == READ


def test_a_hidden_sheet_is_read_under_its_own_name_only(tmp_path):
    path = write(tmp_path / "a.xlsx", {"Ledger": ROWS, "Lists": hidden})
    assert cells_of(read(path, sheet="lists"), "Lookup") == ["a"]
    assert cells_of(read(path, sheet="L*"), "source_sheet") == ["Ledger", "Ledger"]
    with pytest.raises(UnreadableFile, match="hidden, and read only under their own name: Lists"):
        read(path, sheet="List*")


def test_several_sheets_with_data_need_a_name(tmp_path):
    path = write(tmp_path / "a.xlsx", {"Jan": ROWS, "Feb": ROWS})
    with pytest.raises(UnreadableFile, match="2 sheets hold data: Jan, Feb"):
        read(path)
    assert cells_of(read(path, sheet="FEB"), "source_sheet") == ["Feb", "Feb"]


def test_a_missing_sheet_lists_what_is_there(tmp_path):
    with pytest.raises(
        UnreadableFile, match=r"a\.xlsx: no visible sheet named Journal holds data. the workbook has: Jan, Feb"
    ):
        read(write(tmp_path / "a.xlsx", {"Jan": ROWS, "Feb": ROWS}), sheet="Journal")


def test_a_name_with_brackets_is_no_pattern(tmp_path):
    def content(book, sheet):
        sheet.write_row(0, 0, ["Code", "Amount"])

    path = write(tmp_path / "a.xlsx", {"Data (1)": ROWS, "Data 1": content})
    assert cells_of(read(path, sheet="Data (1)"), "source_sheet") == ["Data (1)", "Data (1)"]


def test_sheets_of_one_layout_are_one_table(tmp_path):
    february = [["Title"], ["AMOUNT", "Code", "Remark"], [3, "W3", "late"]]
    path = write(tmp_path / "a.xlsx", {"Month 1": ROWS, "Notes": [["x"]], "Month 2": february, "Month 3": []})
    frame = read(path, {"Code", "Amount"}, sheet="month *").tables[""]
    assert frame.select("Code", "Amount", "Remark", "source_sheet", "source_row").rows() == [
        ("W1", "1", None, "Month 1", 2),
        ("W2", "2", None, "Month 1", 3),
        ("W3", "3", "late", "Month 2", 3),
    ]


def test_sheets_of_two_layouts_are_not_one_table(tmp_path):
    path = write(tmp_path / "a.xlsx", {"Month 1": ROWS, "Month 2": [["Code", "Kind"], ["W3", "x"]]})
    with pytest.raises(UnreadableFile, match="sheet Month 2 lacks Amount"):
        read(path, {"Code", "Amount"}, sheet="Month *")
