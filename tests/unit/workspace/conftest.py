"""A tiny workspace for tests that hurt it."""

from tests.unit.intake.conftest import workspace  # noqa: F401
