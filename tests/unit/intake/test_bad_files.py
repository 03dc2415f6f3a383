"""Whatever lands in the inbox gets a verdict with a reason, and costs no other file its place.

Every case is a file of one and the same run, beside a good one.
"""

import datetime as dt
import io
import zipfile

import pytest

from pipelines.lib.intake.commit import fault_folder
from pipelines.lib.lake.archive import read_receipts
from pipelines.lib.lake.records import read_records
from tests.end_to_end.small_contract import small_xer
from tests.end_to_end.test_history import new_workspace
from tests.unit.intake.deliveries import COST, JANUARY, SCHEDULE, drop, ledger, run

XER = small_xer(dt.date(2025, 2, 1)).encode("cp1252")
OTHERS = XER.replace(b"Project Management", b"Another Planner")
TASKS = XER.index(b"%T\tTASK\r\n")


def workbook():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return content.getvalue()


# place, name, content, manifest, what the reason must say
REJECTED = [
    (SCHEDULE, "cut before its activities.xer", XER[:TASKS], None, "missing tables TASK"),
    (SCHEDULE, "header only.xer", b"ERMHDR\t22.12", None, "header but no table"),
    (SCHEDULE, "noise.xer", b"ERMHDR\t22.12\n" + bytes(range(256)), None, "header but no table"),
    (SCHEDULE, "cut among its activities.xer", XER[: TASKS + 1200], None, "V01D"),
    (SCHEDULE, "cut in its last row.xer", XER[: XER.rindex(b"%R") + 6], None, "V01D"),
    (SCHEDULE, "cut after a row of P6.xer", XER[: XER.rindex(b"%R")], None, "V01D"),
    (SCHEDULE, "no end mark of P6.xer", XER.replace(b"%E\r\n", b""), None, "V01D"),
    (SCHEDULE, "empty.xer", b"", None, "it is empty"),
    (SCHEDULE, "report.xer", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", None, "it is a PDF"),
    (SCHEDULE, "no data date.xer", XER.replace(b"2025-02-01 00:00", b"0000-00-00 00:00"), None, "V04E "),
    (SCHEDULE, "undeclared.xer", XER, "{role: baseline, baseline_id: BL7}", "`baselines`: BL0"),
    (COST, "ledger_2025-03-01.csv", b"", None, "the file is empty"),
    (COST, "ledger_2025-03-02.csv", workbook(), None, "an Excel workbook"),
    (COST, "ledger_2025-03-03.csv", b"\x00\x01\x02\x03", None, "a binary file"),
    (COST, "ledger_2025-03-04.csv", ledger() + b'"W1,D2', None, "cells of line 3"),
    (COST, "ledger_2025-03-05.csv", b"cost_key,entry_type\nW1,actual\n", None, "missing columns amount"),
    (COST, "ledger_2025-03-12.csv", b"cost_key,entry_type,amount\n", None, "headers and no row"),
    (COST, "ledger_january.csv", ledger("J"), None, "V04F "),
    (COST, "ledger_2025-02-31.csv", ledger("F"), None, "V04F "),
    (COST, "ledger_2003-01-31.csv", ledger(), None, "V04B"),
    (COST, "costs of March.csv", ledger("M"), None, "patterns expected in inbox/builder/cost: ledger_*.csv"),
    (COST, "ledger_2025-03-06.csv", ledger(), "role: [\n", "expected the node content"),
    (COST, "ledger_2025-03-07.csv", ledger(), "rolle: update\n", "rolle"),
    (COST, "ledger_2025-03-08.csv", ledger(), "- a list\n", "expected keys with values"),
    (COST, "ledger_2025-03-09.csv", ledger(), "\x00", "special characters"),
    (COST, "ledger_2025-03-10.csv", ledger(), "a: !!python/object/apply:os.abort []\n", "constructor"),
    (COST, "ledger_2025-03-11.csv", ledger(), f"sha256: {'a' * 64}\n", "V01B"),
    ("stranger/cost", "from nobody.csv", ledger("S"), None, "no source is configured for inbox/stranger/cost"),
    ("", "beside all folders.csv", ledger("B"), None, "lay in inbox; files belong in"),
]  # fmt: skip
# Damage that leaves a readable file is told, never passed over in silence.
WARNED = [
    ("cut after a row.xer", OTHERS[: OTHERS.rindex(b"%R")], "V01C"),
    ("no end mark.xer", OTHERS.replace(b"%E\r\n", b""), "V01C"),
]
REFUSED_NAMES = [name for _, name, *_ in REJECTED]


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """Workspace and verdicts by file name of one run over everything."""
    workspace = new_workspace(tmp_path_factory.mktemp("bad"))
    for place, name, content, manifest, _ in REJECTED:
        drop(workspace, place, name, content, manifest)
    for name, content, _ in WARNED:
        drop(workspace, SCHEDULE, name, content)
    drop(workspace, COST, JANUARY, ledger())
    return workspace, run(workspace)


@pytest.mark.parametrize("position", range(len(REJECTED)), ids=REFUSED_NAMES)
def test_a_file_that_cannot_be_used_is_rejected_with_a_reason(done, position):
    workspace, records = done
    _, name, content, _, reason = REJECTED[position]
    record = records[name]
    assert record.verdict == "REJECTED"
    assert reason in record.reason
    assert record.tables == {} and record.counts["blocking"] >= 1
    page = (fault_folder(workspace, record) / "faults.html").read_text()
    assert "REJECTED" in page
    archived = workspace.archive / record.sha256[:2] / record.sha256 / name
    assert archived.read_bytes() == content


@pytest.mark.parametrize(("name", "rule"), [(name, rule) for name, _, rule in WARNED])
def test_a_damaged_file_that_still_speaks_is_accepted_with_a_warning(done, name, rule):
    record = done[1][name]
    assert record.verdict == "ACCEPTED_WITH_WARNINGS"
    assert rule in record.reason.split(", ")


def test_the_good_file_among_them_is_loaded(done):
    record = done[1][JANUARY]
    assert (record.verdict, record.reason, record.contracts) == ("ACCEPTED", None, {"C1": 1})


def test_every_file_received_has_one_verdict_and_the_inbox_is_empty(done):
    workspace, records = done
    assert len(records) == len(read_receipts(workspace)) == len(REJECTED) + len(WARNED) + 1
    assert [path for path in workspace.inbox.rglob("*") if path.is_file()] == []
    assert not (workspace.lake / "_staging").exists()


def test_rejected_files_are_not_judged_again_while_nothing_changes(done):
    workspace, records = done
    assert run(workspace) == {}
    assert len(read_records(workspace)) == len(records)


@pytest.mark.parametrize(("name", "day"), [("ledger_2025-03-02.csv", dt.datetime(2025, 3, 3)), ("noise.xer", None)])
def test_a_file_that_cannot_be_read_belongs_to_the_month_its_name_says(done, name, day):
    """Else its month would look as if nothing had been refused in it."""
    workspace, _ = done
    record = next(record for record in read_records(workspace) if record.file_name == name)
    assert record.verdict == "REJECTED" and record.data_date == day
