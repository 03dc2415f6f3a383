"""The demo's workbooks look like those people send."""

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipelines.demo.workbook import Amount, Percent, Sheet, workbook_bytes


@pytest.fixture
def book(inbox: Path):
    return lambda path: load_workbook(inbox / path, data_only=True)


def test_the_french_journal_has_a_title_sub_totals_notes_and_a_hidden_list(book) -> None:
    journal = book("rail-agency/cost/journal_2025-03-01.xlsx")
    assert [(sheet.title, sheet.sheet_state) for sheet in journal] == [
        ("Lisez-moi", "visible"), ("Journal", "visible"), ("Listes", "hidden"),
    ]  # fmt: skip
    rows = list(journal["Journal"].iter_rows(values_only=True))
    assert rows[0][0].startswith("Agence du rail") and not any(rows[3]) and rows[4][2] == "N° pièce"
    assert isinstance(rows[5][4], dt.datetime)
    body = rows[5:]
    subtotals = [row for row in body if str(row[6]).startswith("Sous-total")]
    assert [row[6] for row in subtotals] == ["Sous-total 2025-01", "Sous-total 2025-02"]
    assert body[-1][6] == "Total général"
    assert sum(row[8] for row in body if row[2]) == pytest.approx(sum(row[8] for row in subtotals), abs=0.001)
    assert body[-1][8] == pytest.approx(sum(row[8] for row in subtotals), abs=0.001)


def test_the_english_report_has_a_sheet_a_contract_and_two_header_rows(book) -> None:
    report = book("hub-authority/cost/cost_report_2025-02-01.xlsx")
    assert report.sheetnames == ["Cover", "HUB-station", "HUB-fitout"]
    sheet = report["HUB-station"]
    assert [sheet.cell(4, column).value for column in (1, 2, 5, 9)] == ["Contract", "Document", "Cost", "Amount"]
    assert [sheet.cell(5, column).value for column in (2, 3, 4, 9, 10)] == ["No.", "Line", "Posted", "Net", "Currency"]
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A4:A5", "B4:D4", "E4:H4", "I4:J4"}
    assert sheet.cell(sheet.max_row, 7).value == "Total"


def test_registers_write_percentages_as_text_and_amounts_as_text(book) -> None:
    english = book("northbridge/risk/risk_register_2025-02-01.xlsx")["Register"]
    french = book("sud-rail/risk/registre_risques_2025-02-01.xlsx")["Registre"]
    assert english.cell(6, 9).value.endswith(" %") and isinstance(english.cell(6, 11).value, int)
    assert isinstance(french.cell(5, 9).value, float) and french.cell(5, 9).number_format == "0%"
    assert french.cell(5, 11).value.endswith(",00")


def test_the_same_table_gives_the_same_bytes() -> None:
    sheet = Sheet("A", [["x", 1, Percent(5), Amount(1250), Amount(1250, "=D1"), dt.date(2025, 1, 2), None]], (("a",),))
    first = workbook_bytes([sheet], dt.date(2025, 1, 31))
    assert first == workbook_bytes([sheet], dt.date(2025, 1, 31))
    assert first != workbook_bytes([sheet], dt.date(2025, 2, 28))
