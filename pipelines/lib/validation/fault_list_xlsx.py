"""The fault list as a workbook: a summary by rule, and the rows, for those who work through them.

Findings and words flow in, bytes flow out. A sender's text is written as text: nothing in it can run as a formula.
"""

import io
from typing import Any

from pipelines.lib.validation.wording import Wording

# A sheet is for working through by hand; faults.csv has every row.
SHOWN_PER_RULE = 2_000
WIDTHS = {"rule": 7, "severity": 11, "count": 8, "expected": 42, "why": 50, "fix": 50, "file": 28, "sheet": 12,
          "row": 7, "item": 18, "column": 22, "value": 24, "found": 60}  # fmt: skip
COLOURS = {"blocking": "#B3261E", "critical": "#B25D00", "warning": "#8A6D00", "info": "#555577"}


def fault_workbook(groups: list[dict[str, Any]], wording: Wording) -> bytes:
    """The bytes of faults.xlsx.

    Args:
        groups: One per rule: rule_id, severity, title, why, fix, count, and `rows`, a frame of findings.
        wording: The language.
    """
    from xlsxwriter import Workbook

    content, words = io.BytesIO(), wording.labels
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(content, options) as book:
        styles = {name: book.add_format({"font_color": colour, "bold": True}) for name, colour in COLOURS.items()}
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        summary = _sheet(book, words["summary"], ["rule", "severity", "count", "expected", "why", "fix"], words)
        for line, group in enumerate(groups, 1):
            summary.write_string(line, 0, group["rule_id"], wrapped)
            summary.write_string(line, 1, words[group["severity"]], styles[group["severity"]])
            summary.write_number(line, 2, group["count"], wrapped)
            for column, name in enumerate(("title", "why", "fix"), 3):
                summary.write_string(line, column, group[name], wrapped)
        _write_rows(book, groups, words, styles)
    return content.getvalue()


def _write_rows(book: Any, groups: list[dict[str, Any]], words: dict[str, str], styles: dict[str, Any]) -> None:
    heads = ["rule", "severity", "file", "sheet", "row", "item", "column", "value", "found", "fix"]
    sheet = _sheet(book, words["all_rows"], heads, words)
    line = 0
    for group in groups:
        shown = group["rows"].head(SHOWN_PER_RULE)
        for file, sheet_name, row, item, column, value, detail in shown.select(
            "source_file", "source_sheet", "source_row", "row_key", "column_name", "value", "detail"
        ).iter_rows():
            line += 1
            sheet.write_string(line, 0, group["rule_id"])
            sheet.write_string(line, 1, words[group["severity"]], styles[group["severity"]])
            found = detail or group["title"]
            for position, text in (
                (2, file),
                (3, sheet_name),
                (5, item),
                (6, column),
                (7, value),
                (8, found),
                (9, group["fix"]),
            ):
                if text:
                    sheet.write_string(line, position, text[:32_000])
            if row is not None:
                sheet.write_number(line, 4, row)
        if group["count"] > shown.height:
            line += 1
            sheet.write_string(line, 0, group["rule_id"])
            sheet.write_string(line, 8, f"{group['count'] - shown.height} {words['more']}")
    sheet.autofilter(0, 0, max(line, 1), len(heads) - 1)


def _sheet(book: Any, name: str, heads: list[str], words: dict[str, str]) -> Any:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1})
    for column, head in enumerate(heads):
        sheet.write_string(0, column, words["rows" if head == "count" else head], bold)
        sheet.set_column(column, column, WIDTHS[head])
    sheet.freeze_panes(1, 0)
    return sheet
