"""A Parquet file without a record is moved aside, never deleted; its load is read again."""

import subprocess
import sys

from pipelines.lib.intake.sweep import sweep
from pipelines.lib.lake.records import read_records
from tests.unit.intake.deliveries import COST, JANUARY, drop, ledger, run


def test_a_load_whose_record_is_lost_is_read_again_and_its_old_files_are_kept(workspace):
    drop(workspace, COST, JANUARY, ledger())
    record = run(workspace)[JANUARY]
    path, _ = record.tables["cost_entry"]
    before = (workspace.lake / path).read_bytes()
    (workspace.lake / "_submissions" / f"{record.load_id}.json").unlink()
    assert run(workspace)[JANUARY].load_id == record.load_id
    assert (workspace.lake / "_orphans" / path).read_bytes() == before
    assert (workspace.lake / path).is_file()
    assert [known.load_id for known in read_records(workspace)] == [record.load_id]


def test_a_second_orphan_of_the_same_name_does_not_overwrite_the_first(workspace):
    folder = workspace.lake / "cost_entry" / "source_id=builder.cost"
    for content in (b"one", b"two"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "load_id=x.parquet").write_bytes(content)
        sweep(workspace)
    kept = workspace.lake / "_orphans" / "cost_entry" / "source_id=builder.cost"
    assert sorted(path.read_bytes() for path in kept.iterdir()) == [b"one", b"two"]


def test_what_another_process_is_working_with_stays(workspace):
    """A check needs no lock; a run that begins meanwhile must not take its files away."""
    working = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True)
    theirs, left = (workspace.temporary / str(pid) for pid in (working.pid, gone.stdout.strip()))
    for folder in (theirs, left):
        folder.mkdir(parents=True)
    sweep(workspace)
    working.communicate(b"")
    assert theirs.is_dir() and not left.exists()
