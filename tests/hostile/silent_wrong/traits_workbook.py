"""Traits of a ledger as a workbook."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import xlsxwriter

from tests.hostile.silent_wrong.good import JANUARY, LEDGER_HEADER, LEDGER_LINES, Planted

SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
NOTHING: Callable = lambda book, sheet: None  # noqa: E731


def book(
    lines: list[str] = LEDGER_LINES,
    extra: Callable = NOTHING,
    first_row: int = 0,
    options: dict | None = None,
    dates: str = "cell",
) -> bytes:
    """A ledger written by XlsxWriter; `extra` writes more into its sheet."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, **(options or {})}) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet()
        sheet.write_row(first_row, 0, LEDGER_HEADER.split(","))
        for row, line in enumerate(lines, start=first_row + 1):
            key, document, kind, date, amount, words = line.split(",")
            sheet.write_row(row, 0, [key, document, kind])
            when = dt.date.fromisoformat(date)
            if dates == "cell":
                sheet.write_datetime(row, 3, when, day)
            else:
                sheet.write_string(row, 3, when.strftime(dates))
            sheet.write_number(row, 4, float(amount))
            sheet.write_string(row, 5, words)
        extra(workbook, sheet)
    return content.getvalue()


def part(name: str, old: bytes, new: bytes, content: bytes | None = None) -> bytes:
    """A workbook with some bytes of a part exchanged."""
    source, out = io.BytesIO(content or book()), io.BytesIO()
    with zipfile.ZipFile(source) as had, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as has:
        for item in had.namelist():
            data = had.read(item)
            assert item != name or old in data, old
            has.writestr(item, data.replace(old, new) if item == name else data)
    return out.getvalue()


def _total(word: str) -> bytes:
    return book(extra=lambda b, s: (s.write(6, 0, word), s.write_formula(6, 4, "=SUM(E2:E6)", None, 6000)))


def _merged(b, s):
    s.merge_range(1, 0, 2, 0, "W1")
    s.merge_range(3, 0, 4, 0, "W2")


def _second_sheet(b, s):
    other = b.add_worksheet("Other")
    other.write_row(0, 0, LEDGER_HEADER.split(","))
    other.write_row(1, 0, ["W9", "Z1", "actual", "2026-02-03", 777.0, "Other"])


def _hidden_sheet(b, s):
    other = b.add_worksheet("Old")
    other.write_row(0, 0, LEDGER_HEADER.split(","))
    other.hide()


def _text_amounts(form: str) -> bytes:
    def write(b, s):
        for row, line in enumerate(LEDGER_LINES, start=1):
            s.write_string(row, 4, form.format(float(line.split(",")[4])))

    return book(extra=write)


def _formatted(number_format: str) -> bytes:
    def write(b, s):
        for row, line in enumerate(LEDGER_LINES, start=1):
            s.write_number(row, 4, float(line.split(",")[4]), b.add_format({"num_format": number_format}))

    return book(extra=write)


_V1500 = b"<v>1500</v>"
TRAITS = {
    "clean": Planted(book()),
    "first_file_of_the_source": Planted(book(), before=b""),
    "date_system_1904": Planted(book(options={"date_1904": True})),
    "date_system_1904_flag_alone": Planted(part(BOOK, b"<sheets>", b'<workbookPr date1904="1"/><sheets>')),
    "date_system_1904_after_excel_2013": Planted(part(
        BOOK, b"<sheets>", b'<x15:workbookPr xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main" chartTrackingRefBase="1"/><sheets>',
        book(options={"date_1904": True}))),
    "merged_codes": Planted(book(["W1,D1,actual,2026-01-10,1234.50,Steel", "W1,D2,actual,2026-01-20,800.25,Sand", *LEDGER_LINES[2:]], _merged)),
    "merged_amounts": Planted(book(extra=lambda b, s: s.merge_range(3, 4, 4, 4, 1500.0, b.add_format({"bold": True}))), right={"ac": -1}),
    "merged_dates": Planted(book(extra=lambda b, s: s.merge_range(3, 3, 4, 3, "2026-02-03"))),
    "codes_blank_below_the_first": Planted(book(extra=lambda b, s: [s.write_blank(row, 0, None) or s.write_string(row, 0, "") for row in (2, 4)])),
    "nil_as_dash_text": Planted(book(extra=lambda b, s: s.write_row(6, 0, ["W1", "D6", "actual", "2026-02-20", " -   "]))),
    "amounts_as_text": Planted(_text_amounts("{:.2f}")),
    "amounts_as_text_grouped": Planted(_text_amounts("{:,.2f}")),
    "amounts_as_text_with_currency": Planted(_text_amounts("CHF {:.2f}")),
    "amounts_as_text_with_blank": Planted(_text_amounts("{:.2f}\u00a0")),
    "numbers_under_a_decimal_comma": Planted(book(), source={"locale": {"decimal": ",", "thousands": "."}}),
    "number_of_three_decimals_under_a_decimal_comma": Planted(
        book([*LEDGER_LINES[:4], LEDGER_LINES[4].replace("464.50", "464.512")]), right={"ac": 6000.012}, source={"locale": {"decimal": ",", "thousands": "."}}),
    "format_in_thousands": Planted(_formatted('0.0,"k"')),
    "format_in_chf": Planted(_formatted("[$CHF] #,##0.00")),
    "format_in_dollars": Planted(_formatted("[$$-409]#,##0.00")),
    "format_percent": Planted(_formatted("0.00%")),
    "format_date_on_amount": Planted(_formatted("yyyy-mm-dd")),
    "hidden_row": Planted(book(extra=lambda b, s: s.set_row(3, None, None, {"hidden": True}))),
    "filtered_rows": Planted(book(extra=lambda b, s: (s.autofilter(0, 0, 5, 5), s.filter_column(0, "x == W1"), s.set_row(3, None, None, {"hidden": True}), s.set_row(4, None, None, {"hidden": True})))),
    "hidden_column_of_amounts": Planted(book(extra=lambda b, s: s.set_column(4, 4, None, None, {"hidden": True}))),
    "second_sheet": Planted(book(extra=_second_sheet)),
    "hidden_second_sheet": Planted(book(extra=_hidden_sheet)),
    "second_table_below": Planted(book(extra=lambda b, s: (s.write_row(8, 0, ["cost_key", "amount"]), s.write_row(9, 0, ["W1", 9000])))),
    "second_table_beside": Planted(book(extra=lambda b, s: (s.write_row(0, 8, ["cost_key", "amount"]), s.write_row(1, 8, ["W1", 9000])))),
    "same_table_below": Planted(book(extra=lambda b, s: (s.write_row(8, 0, LEDGER_HEADER.split(",")), s.write_row(9, 0, ["W9", "Z1", "actual", "2026-02-03", 777.0, "x"])))),
    "total_english": Planted(_total("Total")),
    "total_polish": Planted(_total("Razem")),
    "total_greek": Planted(_total("Σύνολο")),
    "total_without_a_word": Planted(book(extra=lambda b, s: s.write_formula(6, 4, "=SUM(E2:E6)", None, 6000))),
    "formulas_without_values": Planted(book(extra=lambda b, s: s.write_formula(3, 4, "=1000+500", None, ""))),
    "formula_never_calculated": Planted(book(extra=lambda b, s: s.write_formula(3, 4, "=1000+500"))),
    "link_to_another_book": Planted(book(extra=lambda b, s: s.write_formula(3, 4, "='[rates.xlsx]Sheet1'!A1", None, 1500))),
    "link_to_another_book_broken": Planted(book(extra=lambda b, s: s.write_formula(3, 4, "='[rates.xlsx]Sheet1'!A1", None, "#REF!"))),
    "error_cell": Planted(part(SHEET, _V1500, b"<v>#VALUE!</v>").replace(b"", b"")),
    "title_above": Planted(book(first_row=3, extra=lambda b, s: s.write(0, 0, "Ledger of contract 7"))),
    "footer_in_dollars": Planted(book(extra=lambda b, s: s.write(7, 0, "All amounts in USD")), right={"ac": -1}),
    "amount_twice_and_other": Planted(book(extra=lambda b, s: s.write_column(0, 6, ["Amount", 1, 1, 1, 1, 1])), right={"ac": -1}),
    "title_in_thousands": Planted(book(first_row=2, extra=lambda b, s: s.write(0, 0, "Amounts in k EUR")), right={"ac": 6_000_000}),
    "dates_as_text": Planted(book(dates="%Y-%m-%d")),
    "dates_as_text_day_first": Planted(book(dates="%d/%m/%Y")),
    "dates_as_text_month_first": Planted(book(dates="%m/%d/%Y")),
    "dates_as_text_two_digit_years": Planted(book(dates="%d.%m.%y")),
    "date_of_2062": Planted(book([*LEDGER_LINES[:2], LEDGER_LINES[2].replace("2026", "2062"), *LEDGER_LINES[3:]])),
    "date_with_noise": Planted(part(SHEET, b"<v>46056</v>", b"<v>46055.99999999999</v>")),
    "every_line_twice": Planted(book([*LEDGER_LINES, *LEDGER_LINES])),
    "only_january": Planted(book(JANUARY)),
    "rich_text_code": Planted(book(extra=lambda b, s: s.write_rich_string(3, 0, "W", b.add_format({"bold": True}), "2"))),
    "line_break_in_a_cell": Planted(book(extra=lambda b, s: s.write_string(3, 5, "Crane\nlarge"))),
    "boolean_amount": Planted(book(extra=lambda b, s: s.write_boolean(3, 4, True))),
    "cut_off": Planted(book()[:-300]),
}  # fmt: skip
