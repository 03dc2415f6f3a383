"""A value that may be of several kinds (`month_end`, `{day: 25}`, `{dates: [...]}`) and is none: which one was meant.

What the library found wrong with each kind flows in, what is wrong with the kind that was meant flows out.
"""

from typing import Any

Problem = dict[str, Any]
# What is wrong with a kind that was not meant at all.
OTHER_KEYS = ("missing", "extra_forbidden")


def one_kind_each(problems: list[Problem], content: Any) -> list[Problem]:
    """The problems, of a value of several kinds those with the kind that fits it best.

    Where none fits, one problem stands for all: the sayings of the `others` in it are alternatives.
    """
    groups: dict[object, dict[str | int, list[Problem]]] = {}
    for number, problem in enumerate(problems):
        at = _kind_at(problem, content)
        place, kind = (problem["loc"][:at], problem["loc"][at]) if at is not None else (number, number)
        groups.setdefault(place, {}).setdefault(kind, []).append(problem)
    return [problem for place, kinds in groups.items() for problem in _of_intended_kind(place, kinds)]


def is_there(content: Any, part: str | int) -> bool:
    """Whether a key or position stands in a part of the file."""
    if isinstance(content, dict):
        return part in content
    return isinstance(content, list) and isinstance(part, int) and part < len(content)


def _kind_at(problem: Problem, content: Any) -> int | None:
    """Where in a problem's place the library names a kind: a word that is no key of the file."""
    for position, part in enumerate(problem["loc"]):
        if not is_there(content, part):
            is_missing_key = problem["type"] == "missing" and position == len(problem["loc"]) - 1
            return position if isinstance(part, str) and not is_missing_key else None
        content = content[part]
    return None


def _of_intended_kind(place: object, kinds: dict[str | int, list[Problem]]) -> list[Problem]:
    """The problems with the kind that was meant."""
    if len(kinds) == 1:
        return next(iter(kinds.values()))
    fitting = [own for own in kinds.values() if not any(_is_of_another_type(one, place) for one in own)]
    if not fitting:
        first, *others = (own[0] for own in kinds.values())
        return [first | {"others": others}]
    best = min(fitting, key=_strange)
    alike = [own for own in fitting if _strange(own) == _strange(best)]
    return _missing_one_of(alike) if len(alike) > 1 and _strange(best) else best


def _is_of_another_type(problem: Problem, place: object) -> bool:
    is_whole = len(problem["loc"]) == len(place) + 1
    return is_whole and (problem["type"].endswith("_type") or problem["type"] == "literal_error")


def _strange(problems: list[Problem]) -> int:
    return sum(problem["type"] in OTHER_KEYS for problem in problems)


def _missing_one_of(kinds: list[list[Problem]]) -> list[Problem]:
    """Keys that no kind has: each kind's own key is an alternative."""
    missing = [problem for own in kinds for problem in own if problem["type"] == "missing"]
    return [missing[0] | {"others": missing[1:]}, *(one for one in kinds[0] if one["type"] == "extra_forbidden")]
