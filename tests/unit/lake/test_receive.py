"""Out of the inbox without loss: writers that pause, names that are taken again, disks that fail, manifests that are traps."""

import pytest

from pipelines.lib.lake import leave
from pipelines.lib.lake import receive as receiving
from pipelines.lib.lake.archive import read_receipts
from pipelines.lib.lake.receive import failed_to_leave, receive
from tests.unit.lake.dropping import drop


def between(monkeypatch, module, name, act):
    """Let something happen just before a step."""
    real = getattr(module, name)

    def call(*args, **kwargs):
        act()
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, call)


def test_a_writer_that_comes_back_after_the_check_keeps_its_file(workspace, monkeypatch):
    """It opens the file after it was archived: the file goes back with everything that is written to it."""
    path = drop(workspace, "jan.csv", b"first half\n")
    writers = []
    between(monkeypatch, leave, "write_json", lambda: writers or writers.append(path.open("ab")))
    assert receive(workspace) == []
    writers[0].write(b"second half\n")
    writers[0].close()
    assert path.read_bytes() == b"first half\nsecond half\n" and read_receipts(workspace) == []
    assert [left.why for left in failed_to_leave(workspace)] == [receiving.CHANGED]
    (receipt,) = receive(workspace)
    assert receipt.path(workspace).read_bytes() == b"first half\nsecond half\n" and failed_to_leave(workspace) == []


def test_what_arrives_under_the_name_of_a_file_that_leaves_is_not_lost(workspace, monkeypatch):
    path = drop(workspace, "jan.csv", b"old")
    between(monkeypatch, leave, "write_receipt", lambda: path.exists() or drop(workspace, "jan.csv", b"new"))
    (old,) = receive(workspace)
    assert old.path(workspace).read_bytes() == b"old" and path.read_bytes() == b"new"
    monkeypatch.undo()
    (new,) = receive(workspace)
    assert new.path(workspace).read_bytes() == b"new" and len(read_receipts(workspace)) == 2


def test_another_file_that_took_the_place_just_before_goes_back(workspace, monkeypatch):
    path = drop(workspace, "jan.csv", b"old")

    def replace():
        if path.exists():
            path.unlink()
            drop(workspace, "jan.csv", b"new", moment="2026-02-05T10:00:00+00:00")

    between(monkeypatch, leave, "write_json", replace)
    assert receive(workspace) == [] and path.read_bytes() == b"new"
    monkeypatch.undo()
    (receipt,) = receive(workspace)
    assert receipt.path(workspace).read_bytes() == b"new"


def test_a_file_that_goes_back_never_overwrites_a_newer_one(workspace, monkeypatch):
    path = drop(workspace, "jan.csv", b"old")
    writers = []

    def write_and_replace():
        if not writers:
            (taken,) = path.parent.glob(".taking/*")
            writers.append(taken.open("ab"))
            drop(workspace, "jan.csv", b"new")

    between(monkeypatch, leave, "_is_the_one", write_and_replace)
    assert receive(workspace) == []
    writers[0].write(b" and more")
    writers[0].close()
    monkeypatch.undo()
    kept = {receipt.path(workspace).read_bytes(): receipt.name for receipt in receive(workspace)}
    assert kept[b"new"] == "jan.csv" and kept[b"old and more"].startswith("jan.put-back-")


def test_a_manifest_that_arrives_later_waits_for_its_own_file(workspace, monkeypatch):
    drop(workspace, "jan.csv")
    beside = drop(workspace, "jan.csv.manifest.yml", b"note: first")
    between(monkeypatch, leave, "write_receipt", lambda: drop(workspace, beside.name, b"note: second"))
    (receipt,) = receive(workspace)
    assert receipt.manifest.note == "first" and beside.read_text() == "note: second"


def test_a_file_that_vanishes_is_named_and_stops_no_other(workspace, monkeypatch):
    drop(workspace, "good.csv")
    gone = drop(workspace, "gone.csv")
    real = receiving.keep_bytes

    def vanish(workspace, handle, name):
        if name == "gone.csv":
            gone.unlink()
        return real(workspace, handle, name)

    monkeypatch.setattr(receiving, "keep_bytes", vanish)
    said = []
    assert [receipt.name for receipt in receive(workspace, say=said.append)] == ["good.csv"]
    assert len(said) == 1 and "acme/schedule/gone.csv" in said[0] and "vanished" in said[0]


def test_a_disk_that_fails_for_one_file_stops_no_other(workspace, monkeypatch):
    drop(workspace, "good.csv")
    bad = drop(workspace, "bad.csv")
    real = receiving.keep_bytes

    def fail(workspace, handle, name):
        if name == "bad.csv":
            raise OSError(5, "Input/output error")
        return real(workspace, handle, name)

    monkeypatch.setattr(receiving, "keep_bytes", fail)
    assert [receipt.name for receipt in receive(workspace)] == ["good.csv"]
    assert bad.exists() and "Input/output error" in failed_to_leave(workspace)[0].why


def test_a_planted_link_in_the_place_of_taking_is_not_followed(workspace, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    path = drop(workspace, "jan.csv")
    (path.parent / ".taking").symlink_to(outside)
    assert receive(workspace) == []
    assert path.exists() and list(outside.iterdir()) == []
    assert "link" in failed_to_leave(workspace)[0].why


@pytest.mark.parametrize("damage", ["", "{}", '{"receipt": 1, "sidecar_stamp": null}', "[]"])
def test_a_damaged_note_stops_no_file_and_is_told_at_every_run(workspace, damage):
    drop(workspace, "jan.csv")
    note = workspace.lake / "_receiving" / "abc.json"
    note.parent.mkdir(parents=True)
    note.write_text(damage)
    assert len(receive(workspace)) == 1 and receive(workspace) == []
    assert "abc.json is damaged" in failed_to_leave(workspace)[0].why
    (workspace.lake / "_left_in_inbox.json").write_text("{")
    assert "the next run writes it anew" in failed_to_leave(workspace)[0].why
