"""The inbox empties into the archive; every byte is kept once, every receipt is a row."""

import datetime as dt
import json

from pipelines.lib.lake.archive import read_receipts
from pipelines.lib.lake.inbox import look
from pipelines.lib.lake.receive import receive
from tests.unit.lake.dropping import drop


def test_a_file_moves_to_the_archive_with_its_receipt(workspace):
    path = drop(workspace, "jan.xer")
    before = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    (receipt,) = receive(workspace)
    assert not path.exists()
    assert receipt.path(workspace).read_bytes() == b"bytes"
    assert (receipt.party, receipt.folder) == ("acme", "schedule")
    assert receipt.file_time == dt.datetime(2026, 2, 4, 10)
    assert abs(receipt.arrived_at - before) < dt.timedelta(minutes=1)
    assert read_receipts(workspace) == [receipt]
    assert not list(workspace.inbox.rglob(".*")) and not list((workspace.lake / "_receiving").glob("*"))


def test_the_sidecar_travels_with_its_file(workspace):
    drop(workspace, "jan.xer.manifest.yml", b"received_at: 2026-02-09 08:00:00\nreplaces: 2026-12-01\n")
    drop(workspace, "jan.xer")
    (receipt,) = receive(workspace)
    assert receipt.manifest.received_at == dt.datetime(2026, 2, 9, 8)
    assert receipt.manifest.replaces == "2026-12-01"
    assert look(workspace.inbox, 0).ready == [] and list(workspace.inbox.rglob("*.yml")) == []


def test_a_broken_sidecar_is_told_and_loses_nothing(workspace):
    drop(workspace, "jan.xer")
    drop(workspace, "jan.xer.manifest.yml", b"role: king\n")
    (receipt,) = receive(workspace)
    assert "role" in receipt.manifest_problem
    assert receipt.path(workspace).is_file()


def test_the_same_bytes_twice_are_kept_once(workspace):
    drop(workspace, "jan.xer")
    receive(workspace)
    drop(workspace, "jan.xer", moment="2026-02-05T10:00:00+00:00")
    receive(workspace)
    assert len([path for path in workspace.archive.rglob("*") if path.is_file()]) == 1


def test_the_same_delivery_before_any_verdict_is_the_same_receipt_first_seen_when_it_came_first(workspace):
    drop(workspace, "jan.xer")
    (first,) = receive(workspace)
    drop(workspace, "jan.xer")
    receive(workspace)
    assert read_receipts(workspace) == [first]


def test_a_receipt_with_one_time_only_is_read_as_before(workspace):
    drop(workspace, "jan.xer")
    (receipt,) = receive(workspace)
    (path,) = (workspace.lake / "_receipts").glob("*.json")
    values = json.loads(path.read_text())
    old = {
        name: values[name]
        for name in values
        if name not in ("arrived_at", "file_time", "sidecar_problem", "archived_as", "checksum")
    }
    path.write_text(json.dumps({**old, "received_at": "2025-03-04 09:00:00"}))
    (read,) = read_receipts(workspace)
    assert read.arrived_at == dt.datetime(2025, 3, 4, 9) and read.file_time is None
    assert read.path(workspace) == receipt.path(workspace)
