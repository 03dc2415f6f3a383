"""When a file was received: its arrival, unless its source or its manifest states a time that can be true."""

import datetime as dt
import os

import pytest

from pipelines.lib.config.load import load
from pipelines.lib.intake.received import receipt_note, receipt_problem, received_at
from pipelines.lib.lake.archive import Receipt
from pipelines.lib.lake.current import current_submissions
from pipelines.lib.lake.records import read_records
from tests.unit.intake.deliveries import COST, JANUARY, drop, ledger, run

ARRIVED = dt.datetime(2026, 3, 4, 9)


def by_arrival(workspace):
    """The ledger's source as a new contractor's is: nothing said of the time of receipt."""
    source = workspace.sources / "parties/builder/cost.yml"
    source.write_text(source.read_text().replace("received: file_time\n", ""))


def current(workspace):
    names = {record.load_id: record.sha256[:8] for record in read_records(workspace)}
    return [names[load_id] for load_id in current_submissions(workspace)["load_id"]]


def test_a_correction_whose_copy_kept_an_older_time_supersedes(workspace):
    """Copying tools keep a file's time: the correction was written before the first one was sent."""
    by_arrival(workspace)
    drop(workspace, COST, JANUARY, ledger(amount="900.00"), received="2025-02-05T09:00:00+00:00")
    run(workspace)
    drop(workspace, COST, JANUARY, ledger(amount="950.00"), received="2025-02-01T09:00:00+00:00")
    correction = run(workspace)[JANUARY]
    assert current(workspace) == [correction.sha256[:8]]


def test_a_time_of_the_future_can_be_superseded(workspace):
    by_arrival(workspace)
    drop(workspace, COST, JANUARY, ledger(amount="900.00"), received="2035-01-01T00:00:00+00:00")
    run(workspace)
    drop(workspace, COST, JANUARY, ledger(amount="950.00"))
    assert current(workspace) != [run(workspace)[JANUARY].sha256[:8]] or len(read_records(workspace)) == 2
    assert current(workspace) == [read_records(workspace)[-1].sha256[:8]]


def test_folders_that_differ_in_case_are_one_and_the_file_received_later_counts(workspace):
    drop(workspace, "Builder/Cost", JANUARY, ledger(amount="950.00"), received="2025-02-05T09:00:00+00:00")
    drop(workspace, COST, JANUARY, ledger(amount="900.00"), received="2025-02-03T09:00:00+00:00")
    run(workspace)
    records = {record.sha256[:8]: record for record in read_records(workspace)}
    assert [record.source_id for record in records.values()] == ["builder.cost"] * 2
    assert [records[sha].received_at for sha in current(workspace)] == [dt.datetime(2025, 2, 5, 9)]


@pytest.mark.parametrize("says_file_time", [True, False])
def test_a_time_of_1980_does_not_make_the_data_date_implausible(workspace, says_file_time):
    if not says_file_time:
        by_arrival(workspace)
    drop(workspace, COST, JANUARY, ledger(), received="1980-01-01T00:00:00+00:00")
    record = run(workspace)[JANUARY]
    assert record.verdict == "ACCEPTED" and record.received_at.year >= 2025
    assert record.counts["info"] == (1 if says_file_time else 0)


def test_a_file_time_of_the_future_is_its_arrival_and_a_finding_says_so(workspace):
    drop(workspace, COST, JANUARY, ledger(), received="2099-01-01T00:00:00+00:00")
    record = run(workspace)[JANUARY]
    assert record.received_at <= record.committed_at and record.counts["info"] == 1


def test_the_time_of_receipt_survives_a_rename_of_ours(workspace):
    """Taking a file changes its inode's time; what counts was read before."""
    by_arrival(workspace)
    path = drop(workspace, COST, JANUARY, ledger())
    before = dt.datetime.fromtimestamp(path.stat().st_ctime, dt.UTC).replace(tzinfo=None)
    record = run(workspace)[JANUARY]
    assert abs(record.received_at - before) < dt.timedelta(microseconds=10)


def test_a_copy_is_received_when_it_came_whatever_it_says(workspace):
    by_arrival(workspace)
    path = drop(workspace, COST, JANUARY, ledger())
    os.utime(path, (0, 0))
    assert run(workspace)[JANUARY].received_at.year >= 2025


def receipt(file_time=None, manifest=None):
    return Receipt("r", "0" * 64, "x.csv", "builder", "cost", ARRIVED, ARRIVED, 1, manifest, file_time)


CASES = {
    # what the source says, the file's time, the manifest -> the time that counts, a word of the note
    "nothing is stated": ("arrival", dt.datetime(2026, 1, 1), None, ARRIVED, None),
    "the file's own time": ("file_time", dt.datetime(2026, 1, 1), None, dt.datetime(2026, 1, 1), None),
    "later than its arrival": ("file_time", dt.datetime(2035, 1, 1), None, ARRIVED, "later than its arrival"),
    "a clock that was not set": ("file_time", dt.datetime(1980, 1, 1), None, ARRIVED, "not set"),
    "an old receipt without it": ("file_time", None, None, ARRIVED, None),
    "the manifest first": ("file_time", dt.datetime(2026, 1, 1), "received_at: 2026-02-01", dt.datetime(2026, 2, 1), None),
    "a manifest of the future": ("arrival", None, "received_at: 2030-02-01", ARRIVED, "in its manifest"),
}  # fmt: skip


@pytest.mark.parametrize(("says", "file_time", "manifest", "expected", "word"), CASES.values(), ids=CASES.keys())
def test_which_time_counts(workspace, says, file_time, manifest, expected, word):
    source = load(workspace).sources["builder.cost"].model_copy(update={"received": says})
    found = receipt(file_time, manifest)
    assert received_at(found, source) == expected
    assert (word in receipt_note(found, source)) if word else receipt_note(found, source) is None


@pytest.mark.parametrize(
    ("stated", "data_date", "is_problem"),
    [
        ("2016-02-02", "2026-02-01", True),
        ("2025-01-30", "2026-02-01", True),
        ("2025-02-01", "2026-02-01", False),  # a year before it: V04C warns
        ("2026-02-03", "2026-02-01", False),
        ("2016-02-02", "2062-02-01", False),  # no file of any receipt can be of that day: V04B
        ("2030-02-01", "2026-02-01", False),  # does not count: V87
    ],
)
def test_a_stated_time_long_before_the_data_date_is_named(stated, data_date, is_problem):
    found = receipt_problem(receipt(manifest=f"received_at: {stated}"), None, dt.datetime.fromisoformat(data_date))
    assert (found is not None) == is_problem and (not found or ("in its manifest" in found and stated in found))


def test_a_stated_time_that_cannot_be_is_refused_and_the_data_date_is_not_blamed(workspace):
    drop(workspace, COST, JANUARY, ledger(), "received_at: 2016-02-03")
    record = run(workspace)[JANUARY]
    assert record.verdict == "REJECTED" and "V88" in record.reason and "V04B" not in record.reason


def test_a_file_of_no_source_is_received_when_it_arrived():
    assert received_at(receipt(dt.datetime(2020, 1, 1)), None) == ARRIVED
