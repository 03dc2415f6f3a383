"""Packages import downwards only: the contract stands in pyproject.toml."""

from importlinter.cli import lint_imports


def test_every_room_imports_from_those_below_it_only() -> None:
    assert lint_imports(no_cache=True) == 0
