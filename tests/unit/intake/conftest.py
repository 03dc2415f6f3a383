"""A tiny workspace, what is dropped into its inbox, and what became of it."""

import tempfile

import pytest

from tests.end_to_end.test_history import new_workspace
from tests.unit.intake.deliveries import COST, JANUARY, drop, ledger, run


@pytest.fixture(autouse=True, scope="module")
def own_temporary_folder():
    """A run sends temporary files into its workspace; the tests after this module get their own place back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", tempfile.tempdir)
        yield


@pytest.fixture
def workspace(tmp_path):
    return new_workspace(tmp_path)


@pytest.fixture
def loaded(workspace):
    """A workspace with one accepted ledger, and its load."""
    drop(workspace, COST, JANUARY, ledger())
    return workspace, run(workspace)[JANUARY]
