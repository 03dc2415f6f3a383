"""What a cell of a workbook reads as: expected texts by hand, and openpyxl's reading of random workbooks."""

import datetime as dt

import openpyxl
import pytest

from pipelines.lib.errors import UnreadableFile
from tests.unit.readers.books import cells_of, read, repacked, write


def column(tmp_path, *cells, **options):
    """The texts of cells (value, number format) below a header; a value that begins with = is a formula with result."""

    def content(book, sheet):
        sheet.write(0, 0, "Value")
        for number, cell in enumerate(cells, 1):
            value, shown = cell if isinstance(cell, tuple) else (cell, None)
            sheet.write(number, 0, value, book.add_format({"num_format": shown}) if shown else None)
            sheet.write(number, 1, "x")

    return cells_of(read(write(tmp_path / "a.xlsx", {"S": content}, **options), header_row=1), "Value")


def test_numbers_are_plain_digits(tmp_path):
    written = [24184688, 1e15, 0.1, -1234.5, 0.0000001, 12.50, (64500000, "#,##0 [$CHF]"), (5, '0.0"d"'), (7, "[Red]0")]
    expected = ["24184688", "1000000000000000", "0.1", "-1234.5", "0.0000001", "12.5", "CHF 64500000", "5", "7"]
    assert column(tmp_path, *written) == expected


def test_texts_stay_what_they_are(tmp_path):
    written = [
        "64,500,000 CHF",
        "£1,464.00",
        "8%",
        "007",
        "22-Nov-23 A",
        "605.9d",
        "  blanks around ",
        "two\nlines",
        "=1 + 1",
    ]
    assert column(tmp_path, *written[:-1], strings_to_numbers=False) == [
        "64,500,000 CHF", "£1,464.00", "8%", "007", "22-Nov-23 A", "605.9d", "blanks around", "two\nlines",
    ]  # fmt: skip


def test_percentages_are_as_they_are_shown(tmp_path):
    written = [
        (0.08, "0 %"),
        (0.07, "0%"),
        (0.125, "0.00%"),
        (1, "0%"),
        (-0.05, "0.0%;[Red]-0.0%"),
        (1 / 3, "0%"),
        (0.08, '0"%"'),
    ]
    assert column(tmp_path, *written) == ["8%", "7%", "12.5%", "100%", "-5%", "33.33333333333333%", "0.08"]


def test_amounts_come_with_the_currency_that_their_format_names(tmp_path):
    written = [
        (50000, "[$CHF] #,##0.00"),
        (-0.5, '#,##0.00 "CHF"'),
        (60000, "[$$-409]#,##0.00"),
        (7, "[$€-2] #,##0"),
        (8, "[$-409]#,##0.00"),
        (9, '0 "MIO"'),
        (10, "[Red]0.00"),
        ("11", "[$CHF] 0"),
        (0.08, "0%"),
    ]
    shown = ["CHF 50000", "CHF -0.5", "$ 60000", "€ 7", "8", "9", "10", "11", "8%"]
    assert column(tmp_path, *written) == shown


def test_a_text_in_a_cell_with_a_percent_format_is_a_text(tmp_path):
    assert column(tmp_path, ("8%", "0%"), ("8", "0%"), ("n/a", "0%")) == ["8%", "8", "n/a"]


@pytest.mark.parametrize("system", [False, True])
def test_date_cells_are_iso_dates_in_both_date_systems(tmp_path, system):
    day, moment = dt.datetime(2023, 11, 22), dt.datetime(2023, 11, 22, 17, 30, 15)
    shown = [
        (day, "dd/mm/yyyy"),
        (day, "d-mmm-yy"),
        (moment, "m/d/yy h:mm"),
        (day, 'yyyy"年"m"月"d"日"'),
        (day, "[$-40C]d mmm yyyy;@"),
    ]
    texts = column(tmp_path, *shown, date_1904=system)
    assert texts == ["2023-11-22", "2023-11-22", "2023-11-22 17:30:15", "2023-11-22", "2023-11-22"]


def test_booleans(tmp_path):
    assert column(tmp_path, True, False) == ["true", "false"]


def test_errors_keep_their_text(tmp_path):
    def content(book, sheet):
        sheet.write_row(0, 2, ["Code", "Amount"])
        for row, error in enumerate(("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"), 4):
            sheet.write(row, 2, "W")
            sheet.write_formula(row, 3, "=B1", None, error)

    assert cells_of(read(write(tmp_path / "a.xlsx", {"S": content})), "Amount") == [
        "#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!",
    ]  # fmt: skip


def test_a_formula_reads_as_its_stored_result(tmp_path):
    def content(book, sheet):
        sheet.write_row(0, 0, ["Code", "Amount"])
        for row, result in enumerate((12.5, "text", "", True), 1):
            sheet.write(row, 0, "W")
            sheet.write_formula(row, 1, "=A1", None, result)

    # XlsxWriter writes an empty text as no result at all, as it says in its documentation of write_formula
    path = write(tmp_path / "a.xlsx", {"S": content})
    stored = repacked(path, tmp_path / "b.xlsx", sheet1=lambda xml: xml.replace(b'"B4"', b'"B4" t="str"'))
    assert cells_of(read(stored), "Amount") == ["12.5", "text", None, "true"]


def test_a_formula_that_nobody_calculated_says_so(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Code", "Amount", "Total"], ["W1", 5, "=B2*2"], ["W2", 6, '=IF(B3<7,"a & b",B2)']):
        book.active.append(row)
    book.active["C9"] = "=SUM(C2:C3)"
    book.save(tmp_path / "a.xlsx")
    raw = read(tmp_path / "a.xlsx")
    assert cells_of(raw, "Total") == [
        f"={text} (no stored result)" for text in ("B2*2", 'IF(B3<7,"a & b",B2)', "SUM(C2:C3)")
    ]
    assert cells_of(raw, "source_row") == [2, 3, 9]


def test_whole_numbers_of_more_than_15_digits_keep_every_digit_that_the_file_holds(tmp_path):
    # Excel keeps 15 digits and writes 123456789012345000 as the third; other programs write all digits.
    stored = [b"123456789012345678", b"123456789012345679", b"1.2345678901234499E+17", b"1E+15", b"-1.5E+20", b"1.5E-3"]
    path = write(tmp_path / "a.xlsx", {"S": [["Id"], *([number] for number in range(1, 7))]})

    def change(xml):
        for number, digits in enumerate(stored, 1):
            xml = xml.replace(b"<v>%d</v></c></row>" % number, b"<v>" + digits + b"</v></c></row>")
        return xml

    assert cells_of(read(repacked(path, tmp_path / "b.xlsx", sheet1=change), header_row=1), "Id") == [
        "123456789012345678", "123456789012345679", "123456789012345000", "1000000000000000", "-150000000000000000000", "0.0015",
    ]  # fmt: skip


def test_cells_without_references_are_refused_where_it_matters(tmp_path):
    from pipelines.lib.errors import UnreadableFile

    book = openpyxl.Workbook()
    book.active.append(["Code", "=A1"])
    book.save(tmp_path / "a.xlsx")
    bare = repacked(tmp_path / "a.xlsx", tmp_path / "b.xlsx", sheet1=lambda xml: xml.replace(b' r="B1"', b' x="B1"'))
    with pytest.raises(UnreadableFile, match="cells do not say where they stand"):
        read(bare, header_row=1)


# One value a cell, as people enter them; openpyxl writes and reads them back.


def test_the_extension_of_excel_2013_does_not_hide_the_date_system(tmp_path):
    """calamine reads the later `workbookPr`; the same bytes without it are the control."""
    extension = (
        b'<extLst><ext uri="{1}" xmlns:x15="x"><x15:workbookPr chartTrackingRefBase="1"/></ext></extLst></workbook>'
    )
    day = [["Date"], [dt.date(2026, 2, 3)]]
    plain = write(tmp_path / "plain.xlsx", {"A": day}, date_1904=True, default_date_format="yyyy-mm-dd")
    book = repacked(plain, tmp_path / "new.xlsx", workbook=lambda data: data.replace(b"</workbook>", extension))
    assert cells_of(read(plain), "Date") == cells_of(read(book), "Date") == ["2026-02-03"]


def test_rows_that_stand_twice_under_one_number_are_refused(tmp_path):
    plain = write(tmp_path / "plain.xlsx", {"A": [["Code", "Amount"], ["W1", 1], ["W2", 2]]})
    book = repacked(
        plain,
        tmp_path / "twice.xlsx",
        sheet1=lambda data: data.replace(b'r="3"', b'r="2"').replace(b'"A3"', b'"A2"').replace(b'"B3"', b'"B2"'),
    )
    with pytest.raises(UnreadableFile, match="sheet A holds 3 rows with content, of which 2 can be read"):
        read(book)
