"""Receipts -> records: each file is read, many are validated together, each is committed with its own verdict.

Whatever happens to one file, foreseen or not, is its verdict and costs no other file its place. Only what is no file's
doing stops a run: a rule that can't be judged at all, a full disk.
"""

from dataclasses import replace
from functools import cache, partial

from pipelines.lib.errors import MachineFault, PmoError, Unforeseen
from pipelines.lib.files import fault_of_machine
from pipelines.lib.intake.candidate import Candidate
from pipelines.lib.intake.commit import commit, commit_copy, commit_duplicate
from pipelines.lib.intake.failure import commit_failure, validation_failure
from pipelines.lib.intake.identical import identical
from pipelines.lib.intake.isolate import in_halves
from pipelines.lib.intake.kinship import settle_kinship
from pipelines.lib.intake.known import Known
from pipelines.lib.intake.reading import read_receipt
from pipelines.lib.intake.replaced import settle_replacement
from pipelines.lib.intake.session import Session
from pipelines.lib.intake.validate import check_rules, judge_candidates
from pipelines.lib.intake.verdict import Judgement
from pipelines.lib.lake.archive import Receipt
from pipelines.lib.lake.records import Record, standing_records
from pipelines.lib.plural import number_of

# So many files, or so many bytes of their rows in memory, are validated together.
FILES, BYTES = 40, 256 * 1024**2
# Submission -> the file that was read for it, and the receipts of the same bytes.
Batch = dict[str, tuple[Candidate, list[Receipt]]]


def judge_receipts(session: Session, receipts: list[Receipt]) -> list[Record]:
    """Read, validate and commit some receipts, in order of receipt."""
    accepted = {record.submission_id: record for record in standing_records(session.workspace)}
    known = Known.of(session.workspace)
    records: list[Record] = []
    batch: Batch = {}
    for first, *copies in identical(session.config, receipts):
        candidate = read_receipt(session, first, known)
        is_settled = settle_kinship(candidate, known, [other for other, _ in batch.values()])
        if not is_settled or candidate.submission_id in batch or _is_full(batch):
            session.say(f"validating {number_of(len(batch), 'file')}; verdicts: {len(records)} of {len(receipts)}")
            records += _settle(session, batch, accepted)
            batch, known = {}, Known.of(session.workspace)
            settle_kinship(candidate, known)
        settle_replacement(candidate, known, [other for other, _ in batch.values()])
        first_load = accepted.get(candidate.submission_id)
        if first_load:
            records += [commit_duplicate(session, one, first_load) for one in _with_copies(candidate, copies)]
        else:
            batch[candidate.submission_id] = candidate, copies
    return records + _settle(session, batch, accepted)


def judge_and_commit(session: Session, candidates: list[Candidate]) -> list[Record]:
    """One record each."""
    records = []
    for start in range(0, len(candidates), FILES):
        some = candidates[start : start + FILES]
        judged = judge(session, some)
        records += [_commit(session, candidate, judged[candidate.load_id]) for candidate in some]
    return records


def judge(session: Session, candidates: list[Candidate]) -> dict[str, Judgement]:
    """Load -> judgement. What fails in validation alone, beside rules that can be judged, is that file's own verdict.

    Raises:
        InternalError: a rule can't be judged on any file.
    """
    judged, failing = _attempt(session, candidates)
    if not failing:
        return judged
    for candidate, error in failing:
        source = candidate.identity.source
        candidate.fail(*validation_failure(error, source.read.kind if source else None))
        session.say(f"{candidate.receipt.name}: {candidate.problem}\n{candidate.cause}")
    told, untold = _attempt(session, [candidate for candidate, _ in failing])
    return judged | told | {one.load_id: Judgement("REJECTED", one.problem) for one, _ in untold}


def _attempt(
    session: Session, candidates: list[Candidate]
) -> tuple[dict[str, Judgement], list[tuple[Candidate, PmoError]]]:
    """What can be judged, and what fails alone."""
    judge_some = partial(session.validating.call, judge_candidates, session.workspace, session.config, session.rules)
    check_once = cache(partial(session.validating.call, check_rules, session.config, session.rules))
    parts, failing = in_halves(candidates, judge_some, check_once)
    return {load_id: one for part in parts for load_id, one in part.items()}, failing


def _settle(session: Session, batch: Batch, accepted: dict[str, Record]) -> list[Record]:
    """Judge and commit a batch, copies with what they are copies of; `accepted` learns what is new."""
    records = []
    for record in judge_and_commit(session, [candidate for candidate, _ in batch.values()]):
        if record.is_accepted:
            accepted[record.submission_id] = record
        again = commit_duplicate if record.is_accepted else commit_copy
        _, *copies = _with_copies(*batch[record.submission_id])
        records += [record, *(again(session, copy, record) for copy in copies)]
    return records


def _commit(session: Session, candidate: Candidate, judgement: Judgement) -> Record:
    try:
        return commit(session, candidate, judgement)
    except MachineFault:
        raise
    except Exception as error:
        fault = fault_of_machine(error)
        if fault:
            raise fault from error
        candidate.fail(*commit_failure(Unforeseen.of(error)))
        return commit(session, candidate, Judgement("REJECTED", candidate.problem))


def _with_copies(candidate: Candidate, copies: list[Receipt]) -> list[Candidate]:
    return [candidate, *(replace(candidate, receipt=receipt).name() for receipt in copies)]


def _is_full(batch: Batch) -> bool:
    return len(batch) >= FILES or sum(candidate.size for candidate, _ in batch.values()) >= BYTES
