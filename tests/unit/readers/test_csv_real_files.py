"""Logs that other people published, read cell by cell as Python's own csv module reads them."""

import csv
import datetime as dt

import polars as pl
import pytest

from pipelines.lib.config.source import ReadSpec
from pipelines.lib.conform.dates import to_date
from pipelines.lib.readers.csv import read_csv

DIRTY = "contract_logs/ND3404__construction-project-controls-analytics/change_orders_raw.csv"
# Rows below the header as the collection's index counts them, with another program.
LOGS = [
    (DIRTY, 557),
    ("contract_logs/ND3404__construction-project-controls-analytics/monthly_performance_raw.csv", 1747),
    ("contract_logs/Yashu2903__HVAC-Margin-Challenge/labor_logs.csv", 16_445),
    ("contract_logs/Yashu2903__HVAC-Margin-Challenge/field_notes.csv", 1324),
    ("contract_logs/Yashu2903__HVAC-Margin-Challenge/material_deliveries.csv", 269),
    ("contract_logs/Yashu2903__HVAC-Margin-Challenge/change_orders.csv", 64),
    ("contract_logs/brkshnf-cmyk__federal-office-project-controls/risk_register.csv", 10),
    ("contract_logs/brkshnf-cmyk__federal-office-project-controls/evm_monthly.csv", 192),
]


def by_python(path):
    """Header and rows, each with the line it begins on."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.reader(handle)
        header, begins, rows = next(reader), reader.line_num + 1, []
        for row in reader:
            rows.append((*(cell.strip() or None for cell in row), begins))
            begins = reader.line_num + 1
    return [" ".join(name.split()) for name in header], rows


@pytest.mark.parametrize(("log", "count"), LOGS, ids=[log.split("/", 1)[1] for log, _ in LOGS])
def test_every_cell_and_line_is_as_python_reads_it(shared, log, count):
    raw = read_csv(shared / log, ReadSpec(kind="csv"))
    header, rows = by_python(shared / log)
    assert raw.tables[""].height == count
    assert raw.tables[""].columns == [*header, "source_row"]
    assert raw.tables[""].rows() == rows
    assert raw.facts["delimiter"] == "," and raw.notes == []


def test_a_column_of_three_date_formats_is_read_by_three(shared):
    """2025-08-16, 02/24/2025 and, once, 11/8/25: two formats leave that one unread rather than guess its century."""
    log = read_csv(shared / DIRTY, ReadSpec(kind="csv")).tables[""]
    text = pl.col("Submitted_Date")
    two, three = ["%Y-%m-%d", "%m/%d/%Y"], ["%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y"]
    read = log.select("source_row", text, two=to_date(text, two), three=to_date(text, three))
    assert read.filter(text == "02/24/2025")["two"].unique().to_list() == [dt.date(2025, 2, 24)]
    unread = read.filter(pl.col("two").is_null())
    assert unread.rows() == [(418, "11/8/25", None, dt.date(2025, 11, 8))]
    assert read["three"].null_count() == 0
