"""A judged candidate becomes a load: Parquet into place, findings, fault list, record last.

Readers see only what has a record. A crash before it leaves files that nobody reads; the next run writes them again
under the same names or moves them aside (sweep.py).
"""

import shutil
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.lib.errors import Unforeseen
from pipelines.lib.files import mark_of, move_durably
from pipelines.lib.intake.candidate import Candidate, cut_off
from pipelines.lib.intake.resent import is_under_another_name, judge_resent
from pipelines.lib.intake.session import Session
from pipelines.lib.intake.verdict import Judgement
from pipelines.lib.lake.moments import next_moment
from pipelines.lib.lake.records import Record, write_record
from pipelines.lib.validation.fault_list import write_fault_list
from pipelines.lib.validation.rules import RuleBook
from pipelines.lib.workspace import Workspace


def commit(session: Session, candidate: Candidate, judgement: Judgement) -> Record:
    """Write the load (when it is accepted), its findings and fault list, and the record of its verdict last."""
    lake = session.workspace.lake
    tables = _move_tables(session.workspace, candidate) if judgement.is_accepted else {}
    path = _relative("finding", candidate) if judgement.findings else None
    if path:
        move_durably(judgement.findings, lake / path)
    files = [file for file in (*(file for file, _ in tables.values()), path) if file]
    record = _record(
        candidate,
        judgement,
        tables=tables,
        findings=path,
        files={file: mark_of(lake / file) for file in files},
        committed_at=next_moment(session.workspace),
    )
    if path:
        record = _with_fault_list(session, record)
    write_record(session.workspace, record)
    shutil.rmtree(lake / "_staging" / candidate.load_id, ignore_errors=True)
    return record


def commit_duplicate(session: Session, candidate: Candidate, first: Record) -> Record:
    """Record that these bytes were already accepted for this source, role and data date: nothing else changes."""
    reason = f"already accepted on {first.committed_at:%Y-%m-%d %H:%M} UTC as load {first.load_id}"
    judgement = Judgement("DUPLICATE", reason)
    if is_under_another_name(candidate, first):
        reason = f"{reason}, then named {first.file_name}"
        judgement = session.validating.call(judge_resent, session.workspace, session.rules, candidate, first, reason)
    return commit(session, candidate, judgement)


def commit_copy(session: Session, candidate: Candidate, first: Record) -> Record:
    """Record that these bytes were refused a moment ago, for the same reason: the findings of that load are theirs."""
    judgement = Judgement(first.verdict, f"the same bytes as load {first.load_id}: {first.reason}", first.counts)
    shared = {"findings": first.findings, "files": first.files}
    record = _record(candidate, judgement, **shared, committed_at=next_moment(session.workspace))
    write_record(session.workspace, record)
    return record


def fault_folder(workspace: Workspace, record: Record) -> Path:
    """faults/<source>/<data date>_<load>/: one folder per load that has findings."""
    day = f"{record.data_date:%Y-%m-%d}" if record.data_date else "no-data-date"
    return workspace.faults / record.source_id / f"{day}_{record.load_id[:8]}"


def fault_list_of(folder: Path, submission: dict[str, Any], findings: Path, rules: RuleBook) -> None:
    """Write a load's fault list from its file of findings; in a limited process."""
    write_fault_list(folder, submission, pl.read_parquet(findings, glob=False), rules)


def _with_fault_list(session: Session, record: Record) -> Record:
    """The record of a load whose fault list is written; of one whose list can't be, with a word on that."""
    folder, findings = fault_folder(session.workspace, record), session.workspace.lake / record.findings
    try:
        session.validating.call(fault_list_of, folder, record.model_dump(), findings, session.rules)
    except Unforeseen as error:
        said = f"{record.reason or record.verdict}; the fault list could not be written: {error.what}"
        return record.model_copy(update={"reason": said, "cause": f"{error.what}\n{error.cause}"})
    return record


def _move_tables(workspace: Workspace, candidate: Candidate) -> dict[str, tuple[str, int]]:
    tables = {}
    for name, staged in candidate.staged.items():
        path = _relative(name, candidate)
        move_durably(staged, workspace.lake / path)
        tables[name] = (path, candidate.rows[name])
    return tables


def _relative(table: str, candidate: Candidate) -> str:
    return f"{table}/source_id={candidate.source_id}/load_id={candidate.load_id}.parquet"


def _record(
    candidate: Candidate,
    judgement: Judgement,
    **more: Any,
) -> Record:
    """The record of a verdict; `more` are its files and the moment of its commit."""
    source, receipt = candidate.identity.source, candidate.receipt
    return Record(
        load_id=candidate.load_id,
        submission_id=candidate.submission_id,
        receipt_id=receipt.receipt_id,
        config_hash=candidate.config_hash,
        source_id=candidate.source_id,
        party_id=receipt.party,
        feed=source.feed if source else receipt.folder,
        role=candidate.identity.role,
        baseline_id=candidate.identity.baseline_id,
        data_date=candidate.data_date,
        cut_off_day=cut_off(candidate),
        period_id=receipt.manifest.period,
        verdict=judgement.verdict,
        reason=judgement.reason,
        cause=candidate.cause,
        received_at=candidate.received_at,
        file_name=receipt.name,
        sha256=receipt.sha256,
        encoding=candidate.encoding,
        content=candidate.content,
        row_count=sum(candidate.rows.values()),
        counts=judgement.counts,
        replaces=receipt.manifest.replaces,
        approved_changes=receipt.manifest.approved_changes,
        contracts=candidate.contracts,
        strangers=candidate.strangers,
        **more,
    )
