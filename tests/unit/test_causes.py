"""What is behind an exception is found, and the search ends."""

from pipelines.lib.causes import known_cause
from pipelines.lib.errors import ConfigError


def test_an_error_of_ours_is_found_behind_others():
    step, ours = RuntimeError("step failed"), ConfigError("no such key")
    step.__cause__ = ours
    assert known_cause(step) is ours


def test_causes_that_lead_in_a_circle_end():
    step, inner = RuntimeError("step failed"), KeyError("x")
    step.__cause__, inner.__context__ = inner, step
    assert known_cause(step) is None
