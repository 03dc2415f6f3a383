"""Regular expressions of the configuration, on RE2: the time they take grows with the text, whatever the pattern.

A pattern of the configuration meets text that strangers wrote (names of files, headers): with Python's `re` one of the
two can keep a run busy for ever. RE2 knows neither backreferences nor lookaround; both are refused when the
configuration is read. Patterns in SQL run on DuckDB's own RE2.
"""

from typing import Annotated

import re2
from pydantic import AfterValidator

from pipelines.lib.names import nfc

# What RE2 stops at -> what it is called, and what to write instead.
NOT_POSSIBLE = {
    "(?=": "lookahead is not possible; match the text behind as well",
    "(?!": "lookahead is not possible; match the text behind as well",
    "(?<=": "lookbehind is not possible; match the text before as well",
    "(?<!": "lookbehind is not possible; match the text before as well",
    "(?P": "a backreference is not possible; write out what is repeated",
    **{f"\\{digit}": "a backreference is not possible; write out what is repeated" for digit in range(1, 10)},
}


def search(pattern: str, text: str) -> dict[str, str | None] | None:
    """The named groups of the first match (empty without any), None where nothing matches; both are compared in NFC.

    Raises:
        ValueError: it is no regular expression, or one that RE2 can't take.
    """
    readable = nfc(text).encode("utf-8", "replace").decode("utf-8")
    found = _compiled(pattern).search(readable)
    return None if found is None else found.groupdict()


def group_names(pattern: str) -> set[str]:
    """The names of a pattern's groups.

    Raises:
        ValueError: see search.
    """
    return set(_compiled(pattern).groupindex)


def _compiled(pattern: str) -> re2._Regexp:
    options = re2.Options()
    options.log_errors = False  # else RE2 writes its own lines to stderr
    try:
        return re2.compile(nfc(pattern), options)
    except (re2.error, UnicodeEncodeError) as error:
        raise ValueError(_explained(error)) from None


def _explained(error: Exception) -> str:
    reason = error.args[0]
    said = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(error)
    known = next((words for mark, words in NOT_POSSIBLE.items() if said.endswith(mark)), None)
    return f"{known} ({said})" if known else f"no regular expression: {said}"


def _checked(pattern: str) -> str:
    _compiled(pattern)
    return pattern


Pattern = Annotated[str, AfterValidator(_checked)]
