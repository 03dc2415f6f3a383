"""A workspace whose configuration a test may add to."""

import shutil

import pytest

from pipelines.lib.workspace import PROJECT_ROOT, Workspace


@pytest.fixture
def workspace(tmp_path):
    shutil.copytree(PROJECT_ROOT / "sources", tmp_path / "sources")
    return Workspace(home=tmp_path / "home", sources=tmp_path / "sources", expectations=PROJECT_ROOT / "expectations")
