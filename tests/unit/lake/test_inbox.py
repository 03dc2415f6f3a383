"""What may be taken out of the inbox, what still arrives, and what stays with a word on why."""

import os
import time

from pipelines.lib.lake import writers
from pipelines.lib.lake.inbox import look, look_once_settled
from tests.unit.lake.dropping import drop, names

NOW = "2099-01-01T00:00:00+00:00"


def touch(path, seconds_ago):
    moment = time.time() - seconds_ago
    os.utime(path, (moment, moment))


def test_a_file_that_changed_just_now_still_arrives(workspace):
    path = drop(workspace, "jan.xer")
    touch(path, 2)
    found = look(workspace.inbox, 10)
    assert (names(found.ready), names(found.arriving)) == ([], ["jan.xer"])
    touch(path, 12)
    assert names(look(workspace.inbox, 10).ready) == ["jan.xer"]


def test_a_file_moved_in_by_a_rename_is_ready_at_once(workspace, tmp_path):
    outside = drop(workspace, "jan.xer", place="elsewhere")
    touch(outside, 3600)
    target = workspace.inbox / "acme/schedule/jan.xer"
    target.parent.mkdir(parents=True)
    os.rename(outside, target)
    assert names(look(workspace.inbox, 10).ready) == ["jan.xer"]


def test_an_open_writer_is_seen_however_long_it_pauses(workspace):
    path = drop(workspace, "jan.xer")
    with path.open("ab") as writer:
        touch(path, 3600)
        assert names(look(workspace.inbox, 10).arriving) == ["jan.xer"]
        writer.write(b"the rest")
    touch(path, 3600)
    assert names(look(workspace.inbox, 10).ready) == ["jan.xer"]


def test_a_reader_is_no_writer(workspace):
    with drop(workspace, "jan.xer").open("rb"):
        assert names(look(workspace.inbox, 10).ready) == ["jan.xer"]


def test_where_no_writer_can_be_seen_a_rename_has_to_settle_too(workspace, monkeypatch):
    monkeypatch.setattr("pipelines.lib.lake.arrival.is_open_for_writing", lambda handle, folder: None)
    drop(workspace, "jan.xer")  # its modification time is old, its change time is not
    assert names(look(workspace.inbox, 10).arriving) == ["jan.xer"]


def test_a_folder_that_refuses_every_lease_says_nothing_of_writers(workspace, monkeypatch):
    path = drop(workspace, "jan.xer")
    monkeypatch.setattr(writers, "_refused", lambda handle: writers.errno.EAGAIN)
    writers._tells_writers.cache_clear()
    with path.open("rb") as file:
        assert writers.is_open_for_writing(file.fileno(), path.parent) is None
    writers._tells_writers.cache_clear()


def test_a_manifest_that_is_still_written_holds_its_file_back(workspace):
    drop(workspace, "jan.xer")
    touch(drop(workspace, "jan.xer.manifest.yml"), 1)
    assert names(look(workspace.inbox, 10).arriving) == ["jan.xer"]


def test_one_wait_takes_what_has_stood_still_whatever_the_clock_says(workspace):
    """A clock that was set back leaves times of the future, which never grow old."""
    path = drop(workspace, "jan.xer", moment=NOW)
    assert names(look(workspace.inbox, 0.1).ready) == [] or path.stat().st_ctime <= time.time() - 0.1
    slept = []
    found = look_once_settled(workspace.inbox, 0.05, lambda seconds: (slept.append(seconds), time.sleep(seconds)))
    assert names(found.ready) == ["jan.xer"] and slept


def test_a_file_that_grows_during_the_wait_is_not_taken(workspace):
    path = drop(workspace, "jan.xer")
    touch(path, 0)

    def grow(seconds):
        time.sleep(seconds)
        with path.open("ab") as file:
            file.write(b"more")

    assert names(look_once_settled(workspace.inbox, 0.3, grow).ready) == []
