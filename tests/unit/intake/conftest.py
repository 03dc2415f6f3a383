"""A tiny workspace, what is dropped into its inbox, and what became of it."""

import pytest

from tests.end_to_end.test_history import new_workspace
from tests.unit.intake.deliveries import COST, JANUARY, drop, ledger, run


@pytest.fixture
def workspace(tmp_path):
    return new_workspace(tmp_path)


@pytest.fixture
def loaded(workspace):
    """A workspace with one accepted ledger, and its load."""
    drop(workspace, COST, JANUARY, ledger())
    return workspace, run(workspace)[JANUARY]
