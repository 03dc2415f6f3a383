"""A receipt -> a candidate, whatever happens while it is read: what nobody provided for becomes the file's problem."""

import contextlib

from pipelines.lib.config.rulebook_hash import hash_for
from pipelines.lib.errors import MachineFault, PmoError
from pipelines.lib.intake.candidate import Candidate
from pipelines.lib.intake.data_date import date_in_name
from pipelines.lib.intake.failure import read_failure
from pipelines.lib.intake.identify import Identity, identify, source_of
from pipelines.lib.intake.known import Known
from pipelines.lib.intake.read import read_candidate
from pipelines.lib.intake.session import Session
from pipelines.lib.lake.archive import Receipt


def read_receipt(session: Session, receipt: Receipt, known: Known) -> Candidate:
    """Read one file in the limited process.

    Raises:
        MachineFault: its rows can't be written down: no file's doing.
    """
    try:
        source = source_of(session.config, receipt)
        expected = known.encoding_of(source.source_id) if source else None
        return session.reading.call(read_candidate, session.workspace, session.config, receipt, expected)
    except MachineFault:
        raise
    except PmoError as error:
        candidate = _unread(session, receipt, error)
        session.say(f"{receipt.name}: {candidate.problem}\n{candidate.cause or ''}".strip())
        return candidate


def _unread(session: Session, receipt: Receipt, error: PmoError) -> Candidate:
    """What is known of a file without having read it."""
    source = source_of(session.config, receipt)
    config_hash = hash_for(session.config, session.workspace.expectations, source)
    problem, cause = read_failure(error, source.read.kind if source else None)
    candidate = Candidate(receipt, Identity(source), config_hash, problem, cause)
    with contextlib.suppress(Exception):  # what fails here failed before: it is the cause
        candidate.identity = identify(session.config, receipt)
        stated = receipt.manifest.data_date
        candidate.data_date = stated or (date_in_name(source, receipt.name) if source else None)
    return candidate.name()
