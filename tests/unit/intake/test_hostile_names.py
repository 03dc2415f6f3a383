"""Whatever a file is called: it has a verdict, its fault list can be written, and the others are loaded."""

import os
import unicodedata

from openpyxl import load_workbook

from pipelines.lib.lake.records import read_records
from tests.unit.intake.deliveries import COST, JANUARY, drop, ledger, run

ACCENTED = "relevé_2025-02-28.csv"
NAMES = [
    "x" * 250 + ".csv",
    os.fsdecode(b"relev\xe9.csv"),
    "a\nb\x07.csv",
    "\u202evsc.exe.csv",
    "[red]<script>alert(1)</script>'; drop table x --.csv".replace("/", "|"),
    '=HYPERLINK("http:||x").csv',
]


def test_a_verdict_for_every_name(workspace):
    for number, name in enumerate(NAMES):
        drop(workspace, COST, name, ledger(f"H{number}"))
    drop(workspace, os.fsdecode(b"part\xffy/fe\ned"), "x.csv", ledger("P"))
    drop(workspace, COST, JANUARY, ledger())
    records = run(workspace)
    assert records[JANUARY].verdict == "ACCEPTED"
    assert len(records) == len(NAMES) + 2
    assert all(
        record.verdict == "REJECTED" and record.reason.isprintable()
        for name, record in records.items()
        if name != JANUARY
    )
    assert len(read_records(workspace)) == len(records)
    pages = list(workspace.faults.rglob("faults.html"))
    assert len(pages) == len(NAMES) + 1
    for page in pages:
        assert "<script>alert" not in page.read_text(encoding="utf-8")
    for book in workspace.faults.rglob("*.xlsx"):
        cells = [cell for sheet in load_workbook(book) for row in sheet for cell in row]
        assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert not [path for path in workspace.home.rglob("*") if "\n" in path.name and "inbox" not in path.parts]


def test_a_name_in_either_form_is_the_same_month(workspace):
    source = workspace.sources / "parties/builder/cost.yml"
    source.write_text(source.read_text().replace("ledger_", "relevé_"))
    drop(workspace, COST, unicodedata.normalize("NFD", ACCENTED), ledger(), received="2025-03-03T09:00:00+00:00")
    (record,) = run(workspace).values()
    assert record.verdict == "ACCEPTED" and f"{record.data_date:%Y-%m-%d}" == "2025-03-01"
