"""Out of the inbox without loss: writers that pause, names that are taken again, disks that fail, manifests that are traps."""

import os
import unicodedata

import pytest

from pipelines.lib.lake import leave
from pipelines.lib.lake import receive as receiving
from pipelines.lib.lake.archive import read_receipts
from pipelines.lib.lake.receive import failed_to_leave, receive
from tests.unit.lake.dropping import drop

BOMB = "\n".join(
    ["a0: &a0 [x,x,x,x,x,x,x,x,x]", *(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))]
)


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


NAMES = {
    "240 bytes": "x" * 240 + ".csv",
    "255 bytes": "é" * 125 + "x.csv",
    "no UTF-8": os.fsdecode(b"relev\xe9.csv"),
    "a line break": "a\nb.csv",
    "right to left": "\u202evsc.exe.csv",
    "markup": "[red]x[/red]<script>.csv",
    "a tab and a bell": "a\tb\x07.csv",
    "a quote": 'it\'s "one".csv',
    "decomposed": unicodedata.normalize("NFD", "relevé.csv"),
    "blanks of other kinds": "a\u00a0b\u3000c.csv",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_any_name_is_received_and_can_be_shown(workspace, name):
    path = drop(workspace, name)
    (receipt,) = receive(workspace)
    assert not path.exists() and receipt.path(workspace).read_bytes() == b"bytes"
    assert read_receipts(workspace) == [receipt]
    receipt.name.encode("utf-8")
    assert all(char.isprintable() or char in "\u00a0\u3000" for char in receipt.name)
    assert receipt.path(workspace).suffix == ".csv"


def test_folders_of_any_name_are_received_too(workspace):
    drop(workspace, "x.csv", place=os.fsdecode(b"par\xffty/fe\ned/deeper"))
    (receipt,) = receive(workspace)
    assert (receipt.party, receipt.folder) == ("par\\xffty", "fe\\ned")


def write(path, content):
    path.write_bytes(content)


SIDECARS = {
    "a folder": (lambda path: path.mkdir(), "no ordinary file"),
    "a link": (lambda path: path.symlink_to("/etc/hostname"), "no ordinary file"),
    "a pipe": (lambda path: os.mkfifo(path), "no ordinary file"),
    "half a gigabyte": (lambda path: (write(path, b"note: x"), os.truncate(path, 500_000_000)), "larger than 64 KB"),
    "no UTF-8": (lambda path: write(path, b"note: \xe9t\xe9"), "not in UTF-8"),
    "half a surrogate pair": (lambda path: write(path, b'note: "\\ud800"'), "no valid YAML"),
    "a surrogate as a key": (lambda path: write(path, b'"\\ud800": 1'), "no valid YAML"),
    "laughs": (lambda path: write(path, BOMB.encode()), "references"),
    "deep": (lambda path: write(path, b"note: " + b"[" * 20_000), "no valid YAML"),
    "a tag that breaks the parser": (lambda path: write(path, b"note: !!timestamp x"), "no valid YAML"),
    "an empty number": (lambda path: write(path, b'note: !!int ""'), "no valid YAML"),
    "a list": (lambda path: write(path, b"- 1\n- 2\n"), "its manifest"),
    "long nonsense": (lambda path: write(path, b"role: " + b"x" * 60_000), "role"),
    "markup": (lambda path: write(path, b'role: "\\e[31m[/red]"'), "role"),
    "python": (lambda path: write(path, b"note: !!python/object/apply:os.system [id]"), "no valid YAML"),
}


@pytest.mark.parametrize(("make", "said"), SIDECARS.values(), ids=SIDECARS.keys())
def test_the_worst_manifest_is_its_own_files_problem(workspace, make, said):
    path = drop(workspace, "jan.csv")
    make(path.with_name("jan.csv.manifest.yml"))
    (receipt,) = receive(workspace)
    assert said in receipt.manifest_problem and len(receipt.manifest_problem) < 400
    assert receipt.manifest_problem.isprintable()
    assert read_receipts(workspace) == [receipt]


def test_a_manifest_of_a_windows_tool_is_read(workspace):
    path = drop(workspace, "jan.csv")
    path.with_name("jan.csv.manifest.yml").write_bytes("note: été\r\n".encode("utf-16"))
    (receipt,) = receive(workspace)
    assert receipt.manifest.note == "été"


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
