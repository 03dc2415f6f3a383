import pytest

from pipelines.lib.workspace import Workspace


@pytest.fixture
def workspace(tmp_path):
    return Workspace(home=tmp_path, sources=tmp_path / "sources", expectations=tmp_path / "expectations")
