"""The project is parsed once for a state of its files, and again when what was kept is hurt."""

import shutil

import pytest

from pipelines.lib.warehouse import parsed as module
from pipelines.lib.warehouse.parsed import manifest_of, parsed
from tests.parsed_once import parsed_for_tests


@pytest.fixture
def parsing(tmp_path, monkeypatch):
    """A folder with a parsed project, and the times at which it was parsed anew."""
    target, times, kept = tmp_path / "target", [], parsed_for_tests()
    shutil.copytree(kept, target)

    def parse_again(folder):
        times.append(folder)
        shutil.copytree(kept, folder, dirs_exist_ok=True)

    monkeypatch.setattr(module, "_parse", parse_again)
    return target, times


def test_what_was_parsed_is_read(parsing):
    target, times = parsing
    assert "model.pmo.fct_kpi" in parsed(target).nodes
    assert times == []


def test_a_changed_project_is_parsed_again(parsing, monkeypatch):
    target, times = parsing
    monkeypatch.setattr(module, "project_hash", lambda: "another state of the files")
    parsed(target)
    parsed(target)
    assert times == [target]


@pytest.mark.parametrize("content", [b"", b"\x00\xff", None])
@pytest.mark.parametrize(("name", "read"), [(module.PARSED, parsed), (module.MANIFEST, manifest_of)])
def test_what_is_hurt_is_parsed_again(parsing, name, read, content):
    target, times = parsing
    path = target / name
    path.unlink() if content is None else path.write_bytes(content)
    assert read(target)
    assert times == [target]
