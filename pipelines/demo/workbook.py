"""Workbooks as people make them: title lines, one or two header rows, real dates and numbers, sheets beside and hidden.

Typed cells flow in, the bytes of an .xlsx flow out, the same every time: a workbook is created on the day it speaks of.
"""

import datetime as dt
import io
from dataclasses import dataclass
from itertools import groupby
from typing import Any


@dataclass(frozen=True)
class Percent:
    """Whole percents, shown as a spreadsheet's percentage."""

    value: int


@dataclass(frozen=True)
class Amount:
    """Money in cents; `formula` is what the cell holds beside its value, as a total does."""

    cents: int
    formula: str = ""


Cell = str | int | Percent | Amount | dt.date | None
Row = list[Cell]


@dataclass(frozen=True)
class Sheet:
    """One sheet: title lines, a blank one, header lines (equal neighbours and blanks below are merged), rows."""

    name: str
    rows: list[Row]
    headers: tuple[tuple[str, ...], ...] = ()
    title: tuple[str, ...] = ()
    is_hidden: bool = False


def workbook_bytes(sheets: list[Sheet], day: dt.date, date_format: str = "yyyy-mm-dd") -> bytes:
    """The bytes of a workbook created on a day."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False}) as book:
        book.set_properties({"created": dt.datetime.combine(day, dt.time(9)), "author": "Project controls"})
        styles = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "header": book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center"}),
            "date": book.add_format({"num_format": date_format}),
            "amount": book.add_format({"num_format": "#,##0.00"}),
            "percent": book.add_format({"num_format": "0%"}),
        }
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, styles)
    return content.getvalue()


def first_data_row(sheet: Sheet) -> int:
    """The 1-based row of the sheet's first data row."""
    return len(sheet.title) + bool(sheet.title) + len(sheet.headers) + 1


def _write(target: Any, sheet: Sheet, styles: dict[str, Any]) -> None:
    for line, text in enumerate(sheet.title):
        target.write_string(line, 0, text, styles["title"])
    _write_headers(target, sheet, styles["header"])
    for line, row in enumerate(sheet.rows, first_data_row(sheet) - 1):
        for column, cell in enumerate(row):
            _write_cell(target, line, column, cell, styles)
    if sheet.is_hidden:
        target.hide()


def _write_headers(target: Any, sheet: Sheet, style: Any) -> None:
    top = len(sheet.title) + bool(sheet.title)
    last = len(sheet.headers) - 1
    for depth, names in enumerate(sheet.headers):
        column = 0
        for name, run in groupby(names):
            width = len(list(run))
            is_alone = depth < last and width == 1 and not sheet.headers[depth + 1][column]
            bottom = top + depth + int(is_alone)
            if name and (width > 1 or is_alone):
                target.merge_range(top + depth, column, bottom, column + width - 1, name, style)
            elif name:
                target.write_string(top + depth, column, name, style)
            column += width


def _write_cell(target: Any, line: int, column: int, cell: Cell, styles: dict[str, Any]) -> None:
    match cell:
        case None:
            return
        case Amount(cents, ""):
            target.write_number(line, column, cents / 100, styles["amount"])
        case Amount(cents, formula):
            target.write_formula(line, column, formula, styles["amount"], cents / 100)
        case Percent(value):
            target.write_number(line, column, value / 100, styles["percent"])
        case dt.date():
            target.write_datetime(line, column, dt.datetime.combine(cell, dt.time()), styles["date"])
        case int():
            target.write_number(line, column, cell)
        case _:
            target.write_string(line, column, cell)
