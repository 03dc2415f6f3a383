"""What an error means for the file it happened to: a sentence for people, and the technical cause for engineers.

An error that nobody provided for says nothing against a file's content, and the sentence says so.
"""

import re

from pipelines.lib.errors import InternalError, LimitExceeded, PmoError, Unforeseen
from pipelines.lib.readers.excel_cells import CUT_OUTSIDE

NOTHING_KNOWN = "nothing is known against its content"
TELL = "if it ends the same way, the PMO's data engineer finds the cause in the record of this load"
RULE = re.compile(r"rule (V\d{2}[A-Z]?)")


def read_failure(error: PmoError, kind: str | None) -> tuple[str, str | None]:
    """Problem and cause of a file that was not read to its end.

    Args:
        error: What happened.
        kind: How its source reads files: xer, csv, excel.
    """
    if isinstance(error, LimitExceeded):
        return _beyond_limit(error, "reading", kind), error.cause
    if isinstance(error, Unforeseen):
        problem = f"this program could not read the file; {NOTHING_KNOWN}; export it anew and send it; {TELL}"
        return problem, _technical(error)
    return error.sentence(), None


def validation_failure(error: PmoError, kind: str | None) -> tuple[str, str | None]:
    """Problem and cause of a file whose rows could not be held against the rules."""
    if isinstance(error, LimitExceeded):
        return _beyond_limit(error, "checking", kind), error.cause
    rules = _rules(error) if isinstance(error, InternalError) else ""
    which = f" (rule {rules})" if rules else ""
    problem = (
        f"this program could not check the file against the rules{which}; {NOTHING_KNOWN}; "
        f"look for values far out of any range, export it anew and send it; {TELL}"
    )
    return problem, _technical(error)


def commit_failure(error: PmoError) -> tuple[str, str | None]:
    """Problem and cause of a file that was judged and could not be kept."""
    problem = f"this program could not load the file; {NOTHING_KNOWN}; send it again; {TELL}"
    return problem, _technical(error)


def comparison_failure(error: PmoError, other: str) -> tuple[str, str | None]:
    """Problem and cause of a comparison that could not be made."""
    if isinstance(error, LimitExceeded):
        return f"with {other}: {error.what} (`limits: {error.key}` of portfolio.yml)", error.cause
    rules = _rules(error)
    problem = f"with {other}: " + (f"rule {rules} could not be judged" if rules else "this program could not do it")
    return problem, _technical(error)


def _technical(error: PmoError) -> str:
    """What engineers need: the error, and the traceback of one that nobody provided for."""
    return f"{error.what}\n{getattr(error, 'cause', '')}".strip()


def _rules(error: PmoError) -> str:
    """The rules that an error names, once each."""
    return ", ".join(dict.fromkeys(RULE.findall(error.what)))


def _beyond_limit(error: LimitExceeded, doing: str, kind: str | None) -> str:
    fix = "send it in parts"
    if kind == "excel":
        fix = f"a stray cell far away from the data makes such a workbook: {CUT_OUTSIDE}"
    limit = f"the PMO's data engineer can raise `limits: {error.key}` of portfolio.yml"
    return f"{doing} the file was stopped: {error.what}; {NOTHING_KNOWN}; {fix}; {limit}"
