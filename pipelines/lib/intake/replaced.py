"""Whether what a manifest says it replaces is there: a date mistyped once more leaves the wrong file standing.

Candidates flow in; what was found stands in their envelope, where rule V86B reads it. What is replaced is decided when
the lake is read (lake/current.sql), not here.
"""

from collections.abc import Iterable

from pipelines.lib.intake.candidate import Candidate
from pipelines.lib.intake.known import Known, is_named, names_of

SHOWN = 6


def settle_replacement(candidate: Candidate, known: Known, batch: Iterable[Candidate] = ()) -> None:
    """Say in the candidate's envelope that its manifest replaces nothing that was accepted or is judged with it."""
    replaces, source = candidate.receipt.manifest.replaces, candidate.identity.source
    if replaces is None or source is None:
        return
    role = candidate.identity.role
    loads = [load for load in known.loads if load.source_id == source.source_id and load.role == role]
    beside = [other for other in batch if other.source_id == source.source_id and other.identity.role == role]
    others = [one for one in (*loads, *beside) if one.submission_id != candidate.submission_id]
    if any(is_named(one, replaces) for one in others):
        return
    days = sorted({names_of(one)[0] for one in others if one.data_date}, reverse=True)
    there = f"accepted were those of {', '.join(days[:SHOWN])}" if days else "none was accepted so far"
    candidate.envelope["replaces_problem"] = (
        f"its manifest says that it replaces {replaces}, and no other {role} of this source "
        f"bears that data date or id: {there}"
    )
