"""A tiny workspace for tests that hurt it."""

from tests.unit.intake.conftest import own_temporary_folder, workspace  # noqa: F401
