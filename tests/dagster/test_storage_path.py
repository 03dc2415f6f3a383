"""Dagster keeps its history in the workspace, whatever the folder is called."""

import shutil

import dagster as dg

from pipelines.job import _take_paths_literally
from pipelines.lib.workspace import PROJECT_ROOT


@dg.op
def nothing():
    pass


@dg.job
def small():
    nothing()


def test_a_percent_sign_in_the_path_is_a_percent_sign(tmp_path, monkeypatch):
    home = tmp_path / "a [b] %20 é"
    home.mkdir()
    shutil.copy(PROJECT_ROOT / "dagster.yaml", home)
    monkeypatch.setenv("DAGSTER_HOME", str(home))
    _take_paths_literally()
    with dg.DagsterInstance.get() as instance:
        assert small.execute_in_process(instance=instance).success
    assert (home / "history" / "runs.db").is_file()
    assert [path.name for path in tmp_path.iterdir()] == [home.name]
