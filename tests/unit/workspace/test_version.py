"""A workspace says its version: none is migrated, a newer one refused, and the lock is told apart from a fault."""

import json

import pytest

from pipelines.lib.errors import PmoError
from pipelines.lib.workspace import Workspace
from pipelines.lib.workspace_version import VERSION


@pytest.fixture
def bare(tmp_path, monkeypatch):
    monkeypatch.setenv("PMO_HOME", str(tmp_path / "home"))
    return Workspace.named()


def test_the_first_use_writes_the_version_and_a_workspace_without_one_gets_it(bare):
    (bare.home / "lake/_submissions").mkdir(parents=True)
    with bare.lock():
        assert json.loads((bare.home / "workspace.json").read_text()) == {"version": VERSION}


def test_a_newer_workspace_is_refused_before_anything_is_touched(bare):
    bare.home.mkdir()
    (bare.home / "workspace.json").write_text('{"version": 99}')
    with pytest.raises(PmoError, match="version 99, this program knows versions up to 1"):
        Workspace.from_environment()
    with pytest.raises(PmoError, match="install the newer program"), bare.lock():
        raise AssertionError("the workspace was opened")


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"version": "x"}'])
def test_a_version_that_can_not_be_read_is_told(bare, content):
    bare.home.mkdir()
    (bare.home / "workspace.json").write_text(content)
    with pytest.raises(PmoError, match="does not say the version"):
        Workspace.from_environment()


def test_a_path_that_duckdb_would_cut_is_refused(bare, monkeypatch, tmp_path):
    monkeypatch.setenv("PMO_HOME", str(tmp_path / "what?"))
    with pytest.raises(PmoError, match="question mark"):
        Workspace.from_environment()


def test_a_lock_that_can_not_be_taken_is_named(bare):
    (bare.home / ".lock").mkdir(parents=True)
    with pytest.raises(PmoError, match=r"\.lock: the lock can't be taken"), bare.lock():
        raise AssertionError("the lock was taken")
