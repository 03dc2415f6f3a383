"""The inbox empties into the archive; every byte is kept once, every receipt is a row."""

import datetime as dt
import os

import pytest

from pipelines.lib.lake.archive import read_receipts, receive, waiting_files
from pipelines.lib.workspace import Workspace


@pytest.fixture
def workspace(tmp_path):
    return Workspace(home=tmp_path, sources=tmp_path / "sources", expectations=tmp_path / "expectations")


def drop(workspace, name, content=b"bytes", moment="2026-02-04T10:00:00+00:00"):
    path = workspace.inbox / "acme" / "schedule" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    seconds = dt.datetime.fromisoformat(moment).timestamp()
    os.utime(path, (seconds, seconds))
    return path


def test_a_file_moves_to_the_archive_with_its_receipt(workspace):
    path = drop(workspace, "jan.xer")
    (receipt,) = receive(workspace)
    assert not path.exists()
    assert receipt.path(workspace).read_bytes() == b"bytes"
    assert (receipt.party, receipt.folder, receipt.received_at) == ("acme", "schedule", dt.datetime(2026, 2, 4, 10))
    assert read_receipts(workspace) == [receipt]


def test_the_sidecar_travels_with_its_file(workspace):
    drop(workspace, "jan.xer")
    drop(workspace, "jan.xer.manifest.yml", b"received_at: 2026-02-09 08:00:00\nreplaces: 2026-12-01\n")
    (receipt,) = receive(workspace)
    assert receipt.received_at == dt.datetime(2026, 2, 9, 8)
    assert receipt.manifest.replaces == "2026-12-01"
    assert waiting_files(workspace) == [] and list(workspace.inbox.rglob("*.yml")) == []


def test_a_broken_sidecar_is_told_and_loses_nothing(workspace):
    drop(workspace, "jan.xer")
    drop(workspace, "jan.xer.manifest.yml", b"role: king\n")
    (receipt,) = receive(workspace)
    assert "role" in receipt.manifest_problem
    assert receipt.path(workspace).is_file()


def test_unfinished_copies_wait(workspace):
    drop(workspace, "jan.xer.part")
    drop(workspace, "~$jan.xlsx")
    assert receive(workspace) == []


def test_the_same_bytes_twice_are_kept_once_and_received_twice(workspace):
    drop(workspace, "jan.xer")
    receive(workspace)
    drop(workspace, "jan.xer", moment="2026-02-05T10:00:00+00:00")
    receive(workspace)
    assert len(read_receipts(workspace)) == 2
    assert len([path for path in workspace.archive.rglob("*") if path.is_file()]) == 1
