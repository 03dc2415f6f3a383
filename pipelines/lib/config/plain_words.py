"""What a model refused, in words of ours: a ValidationError flows in, (place, sentence) flows out.

The library speaks of inputs and types; who reads this has written a YAML file.
"""

import datetime as dt
import re
from typing import Any

from pydantic import ValidationError

from pipelines.lib.config.kinds import is_there, one_kind_each

Place = tuple[str | int, ...]
MAX_SHOWN = 80
OWN = ("value_error", "assertion_error")
# What an error's type begins with -> what to say; its context fills the gaps.
SAID = {
    "missing": "this key is missing",
    "extra_forbidden": "there is no such key here",
    "literal_error": "expected {expected}",
    "enum": "expected {expected}",
    "greater_than_equal": "expected {ge} or more",
    "greater_than": "expected more than {gt}",
    "less_than_equal": "expected {le} or less",
    "less_than": "expected less than {lt}",
    "string_too_long": "expected at most {max_length} characters",
    "string_too_short": "expected at least {min_length} characters",
    "string_pattern_mismatch": "expected text of the form {pattern}",
    "too_long": "expected at most {max_length} entries",
    "too_short": "expected at least {min_length} entries",
    "string": "expected text",
    "int": "expected a whole number",
    "float": "expected a number",
    "decimal": "expected a number",
    "finite": "expected a number",
    "bool": "expected true or false",
    "datetime": "expected a date, YYYY-MM-DD, and a time",
    "date": "expected a date, YYYY-MM-DD",
    "timezone": "expected a date and a time",
    "list": "expected a list",
    "tuple": "expected a list",
    "set": "expected a list",
    "iterable": "expected a list",
    "dict": "expected keys with values below",
    "mapping": "expected keys with values below",
    "model": "expected keys with values below",
    "none_required": "expected nothing",
}


def violations(error: ValidationError, content: Any) -> list[tuple[Place, str]]:
    """Each violated key's place in `content`, and in words: key, what was expected, what was found."""
    found = []
    for problem in one_kind_each([one for one in error.errors() if not _is_echo(one)], content):
        place = _place(problem["loc"], content, problem["type"] == "missing")
        key = ".".join(str(part) for part in place) or "(the whole file)"
        value = "" if isinstance(problem["input"], dict) else f" (found {shortened(problem['input'])})"
        found.append((place, f"{key}: {_sentence(problem)}{value}"))
    return list(dict.fromkeys(found))


def shortened(value: object) -> str:
    """A value as it is shown in a sentence."""
    text = value.isoformat() if isinstance(value, dt.date) else repr(value)
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "..."


def _is_echo(problem: dict[str, Any]) -> bool:
    """A list is called too short where its entries are wrong, which is told of each."""
    return problem["type"] == "too_short" and len(problem["input"]) >= problem["ctx"]["min_length"]


def _sentence(problem: dict[str, Any]) -> str:
    """What is wrong; `others` are what other kinds of value would have been right."""
    others = problem.get("others", ())
    if problem["type"] == "missing" and others:
        return f"this key or {' or '.join(str(other['loc'][-1]) for other in others)} is missing"
    said = dict.fromkeys(map(_said, (problem, *others)))
    return " or ".join([*list(said)[:1], *(one.removeprefix("expected ") for one in list(said)[1:])])


def _place(loc: Place, content: Any, is_missing: bool) -> Place:
    """The keys that stand in the file: the library adds a word for each kind that a value may be of."""
    place: list[str | int] = []
    for position, part in enumerate(loc):
        if is_there(content, part):
            content = content[part]
        elif not (is_missing and position == len(loc) - 1):
            continue
        place.append(part)
    return tuple(place)


def _said(problem: dict[str, Any]) -> str:
    kind, context = problem["type"], problem.get("ctx", {})
    if kind in OWN:
        return re.sub(r"^(Value|Assertion) error,? ", "", problem["msg"])
    said = next((said for start, said in SAID.items() if kind.startswith(start)), None)
    if said is None:
        return problem["msg"][:1].lower() + problem["msg"][1:].replace("Input should", "it should")
    return said.format_map(context)
