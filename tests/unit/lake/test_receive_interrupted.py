"""Stopped before and after every single step of a receipt, the next run ends where an undisturbed one does."""

import contextlib
import os
import shutil
from collections import Counter

import pytest

from pipelines.lib.lake.archive import read_receipts
from pipelines.lib.lake.receive import receive
from pipelines.lib.workspace import Workspace
from tests.unit.lake.dropping import drop

STEPS = ("replace", "rename", "unlink", "rmdir", "mkdir")
FILES = {"a.csv": b"one", "b.csv": b"two"}


class Killed(BaseException):
    """The process is gone: nothing of it may be handled."""


class Killer:
    """Counts the steps that change names; ends everything before or after the nth one."""

    def __init__(self, monkeypatch, nth, moment):
        self.nth, self.moment, self.count, self.is_dead = nth, moment, 0, False
        for name in STEPS:
            monkeypatch.setattr(os, name, self._wrapped(getattr(os, name)))

    def _wrapped(self, real):
        def call(*args, **kwargs):
            self.count += 1
            if self.is_dead or (self.count == self.nth and self.moment == "before"):
                self.is_dead = True
                raise Killed
            result = real(*args, **kwargs)
            if self.count == self.nth:
                self.is_dead = True
                raise Killed
            return result

        return call


def deliver(workspace):
    for name, content in FILES.items():
        drop(workspace, name, content)
    drop(workspace, "a.csv.manifest.yml", b"note: with a\n")


def state(workspace):
    receipts = read_receipts(workspace)
    kept = Counter((r.receipt_id, r.name, r.path(workspace).read_bytes(), r.manifest_text) for r in receipts)
    return kept, sorted(path.name for path in workspace.inbox.rglob("*") if path.name not in ("acme", "schedule"))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """The state after one clean receipt, and how many steps it took."""
    workspace = new(tmp_path_factory.mktemp("clean"))
    with pytest.MonkeyPatch.context() as patch:
        deliver(workspace)
        killer = Killer(patch, nth=-1, moment="never")
        assert len(receive(workspace)) == 2
    return state(workspace), killer.count


def new(home):
    return Workspace(home=home, sources=home / "sources", expectations=home / "expectations")


@pytest.mark.parametrize("moment", ["before", "after"])
def test_stopped_at_every_step_nothing_is_lost_or_doubled(undisturbed, tmp_path, moment):
    expected, steps = undisturbed
    assert steps > 20
    for nth in range(1, steps + 1):
        workspace = new(tmp_path / f"{moment}{nth}")
        deliver(workspace)
        with pytest.MonkeyPatch.context() as patch, contextlib.suppress(Killed):  # a step may remove what is not there
            Killer(patch, nth, moment)
            receive(workspace)
        receive(workspace)
        assert state(workspace) == expected, f"{moment} step {nth}"
        assert not list((workspace.lake / "_receiving").glob("*")), f"{moment} step {nth}"
        shutil.rmtree(workspace.home)


def test_stopped_while_a_new_file_arrives_under_the_name_both_are_kept(tmp_path, undisturbed):
    _, steps = undisturbed
    for nth in range(1, steps + 1):
        workspace = new(tmp_path / str(nth))
        path = drop(workspace, "a.csv", b"old")
        with pytest.MonkeyPatch.context() as patch:
            Killer(patch, nth, "after")
            with contextlib.suppress(Killed):
                receive(workspace)
        was_replaced = path.exists()
        drop(workspace, "a.csv", b"new", moment="2026-02-05T10:00:00+00:00")
        receive(workspace)
        receive(workspace)
        kept = {receipt.path(workspace).read_bytes() for receipt in read_receipts(workspace)}
        assert kept == ({b"new"} if was_replaced else {b"old", b"new"}), f"step {nth}"
        shutil.rmtree(workspace.home)


def test_the_time_of_arrival_is_the_one_before_the_crash(tmp_path):
    workspace = new(tmp_path)
    path = drop(workspace, "a.csv")
    arrived = path.stat().st_ctime
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Killed):
        real = os.rename
        patch.setattr(os, "rename", lambda *args: (real(*args), (_ for _ in ()).throw(Killed()))[0])
        receive(workspace)
    receive(workspace)
    (receipt,) = read_receipts(workspace)
    assert abs(receipt.arrived_at.timestamp() + _offset(receipt.arrived_at) - arrived) < 0.001


def _offset(moment):
    """The receipt's time is UTC without a zone; `timestamp` reads it as local time."""
    local = moment.astimezone()
    return local.utcoffset().total_seconds()


def test_a_delivery_sent_again_before_its_verdict_keeps_its_manifest_through_a_crash(tmp_path):
    """The receipt is there from the first time, the second file has not left yet."""
    workspace = new(tmp_path)
    deliver(workspace)
    receive(workspace)
    expected = state(workspace)
    deliver(workspace)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Killed):
        patch.setattr(os, "rename", lambda *_: (_ for _ in ()).throw(Killed()))
        receive(workspace)
    receive(workspace)
    assert state(workspace) == expected
