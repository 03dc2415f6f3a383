"""A tiny workspace, what is dropped into its inbox, and what became of it."""

import tempfile

import pytest

from tests.end_to_end.test_history import new_workspace


@pytest.fixture(autouse=True, scope="module")
def own_temporary_folder():
    """A run sends temporary files into its workspace; the tests after this module get their own place back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", tempfile.tempdir)
        yield


@pytest.fixture
def workspace(tmp_path):
    return new_workspace(tmp_path)
