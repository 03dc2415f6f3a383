"""What stays in the inbox, with a word on why: links, pipes, devices, folders, what can't be opened."""

import os
import socket

import pytest

from pipelines.lib.lake.arrival import open_safely
from pipelines.lib.lake.inbox import look
from tests.unit.lake.dropping import drop, names, why


def test_nothing_but_an_ordinary_file_is_opened(workspace, tmp_path):
    folder = drop(workspace, "good.xer").parent
    secret = tmp_path / "secret.txt"
    secret.write_text("outside")
    (folder / "link.xer").symlink_to(secret)
    (folder / "nowhere.xer").symlink_to(tmp_path / "missing")
    (folder / "folder_link").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.xer")
    (folder / "unpacked.xer").mkdir()
    (folder / "unpacked.xer" / "inside.xer").write_bytes(b"x")
    with socket.socket(socket.AF_UNIX) as plug:
        here = os.getcwd()
        os.chdir(folder)
        plug.bind("socket.xer")
        os.chdir(here)
        found = look(workspace.inbox, 0)
    assert names(found.ready) == ["good.xer"]
    reasons = why(found)
    assert {name: reasons[name].split(",")[0] for name in ("link.xer", "nowhere.xer", "folder_link", "pipe.xer", "socket.xer")} == {
        "link.xer": "it is a link", "nowhere.xer": "it is a link", "folder_link": "it is a link",
        "pipe.xer": "it is a pipe", "socket.xer": "it is a socket",
    }  # fmt: skip
    assert "folder named like a file" in reasons["unpacked.xer"] and len(reasons) == 6


@pytest.mark.skipif(not os.path.exists("/dev/null") or os.geteuid() != 0, reason="only root makes device nodes")
def test_a_device_is_refused(workspace):
    folder = drop(workspace, "good.xer").parent
    try:
        os.mknod(folder / "device.xer", 0o600 | 0o020000, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("no device nodes may be made here")
    assert "a device" in why(look(workspace.inbox, 0))["device.xer"]


def test_what_waits_for_its_sender_is_named(workspace):
    drop(workspace, "jan.xer.PART")
    drop(workspace, "~$jan.xlsx")
    drop(workspace, ".hidden.xer")
    drop(workspace, "feb.xer.manifest.yml")
    found = look(workspace.inbox, 0)
    assert found.ready == [] and sorted(why(found)) == ["feb.xer.manifest.yml", "jan.xer.PART"]
    assert "without its file" in why(found)["feb.xer.manifest.yml"]


def test_a_folder_or_file_without_permission_is_named_and_stops_no_other(workspace, monkeypatch):
    drop(workspace, "good.xer")
    drop(workspace, "closed.xer")
    real = os.open

    def refuse(path, *args, **kwargs):
        if str(path).endswith("closed.xer"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", refuse)
    found = look(workspace.inbox, 0)
    assert names(found.ready) == ["good.xer"] and "Permission denied" in why(found)["closed.xer"]


def test_a_folder_that_cannot_be_listed_is_named(workspace, monkeypatch):
    drop(workspace, "good.xer")
    drop(workspace, "x.xer", place="closed/schedule")
    real = os.scandir

    def refuse(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = look(workspace.inbox, 0)
    assert names(found.ready) == ["good.xer"] and "Permission denied" in why(found)["closed"]


def test_no_inbox_is_an_empty_one(workspace):
    assert look(workspace.inbox, 10).left == []


@pytest.mark.parametrize("trap", [lambda path: path.symlink_to("/etc/hostname"), os.mkfifo], ids=["link", "pipe"])
def test_what_takes_the_place_of_a_file_after_the_look_is_not_opened(workspace, tmp_path, monkeypatch, trap):
    path = drop(workspace, "jan.xer")
    ordinary = path.lstat()
    path.unlink()
    trap(path)
    monkeypatch.setattr("pathlib.Path.lstat", lambda _: ordinary)
    with pytest.raises(OSError):  # a pipe that is opened otherwise blocks for ever
        open_safely(path)


def test_a_hidden_folder_is_named_and_nothing_is_taken_from_it(workspace):
    folder = drop(workspace, "good.xer").parent / ".old"
    folder.mkdir()
    (folder / "forgotten.xer").write_bytes(b"x")
    found = look(workspace.inbox, 0)
    assert names(found.ready) == ["good.xer"]
    assert "a hidden folder" in why(found)[".old"]
