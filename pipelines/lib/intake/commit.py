"""A judged candidate becomes a load: Parquet into place, findings, fault list, record last.

Readers see only what has a record. A crash before it leaves files that nobody reads; the next run writes them again
under the same names or moves them aside (sweep.py).
"""

import shutil
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.lib.files import mark_of, move_durably, write_parquet
from pipelines.lib.intake.candidate import Candidate, cut_off
from pipelines.lib.lake.moments import next_moment
from pipelines.lib.lake.records import Record, write_record
from pipelines.lib.validation.fault_list import write_fault_list
from pipelines.lib.validation.rules import RuleBook
from pipelines.lib.workspace import Workspace

SEVERITIES = ("blocking", "critical", "warning", "info")


def commit(workspace: Workspace, candidate: Candidate, findings: pl.DataFrame, rules: RuleBook) -> Record:
    """Write the load (when it is accepted), its findings and fault list, and the record of its verdict last."""
    verdict, reason = verdict_of(candidate, findings)
    accepted = verdict != "REJECTED"
    tables = _move_tables(workspace, candidate) if accepted else {}
    path = _relative("finding", candidate) if findings.height else None
    if path:
        write_parquet(workspace.lake / path, findings)
    files = [file for file in (*(file for file, _ in tables.values()), path) if file]
    record = _record(
        candidate,
        findings,
        verdict,
        reason,
        tables=tables,
        findings=path,
        files={file: mark_of(workspace.lake / file) for file in files},
        committed_at=next_moment(workspace),
    )
    if findings.height:
        write_fault_list(fault_folder(workspace, record), record.model_dump(), findings, rules)
    write_record(workspace, record)
    shutil.rmtree(workspace.lake / "_staging" / candidate.load_id, ignore_errors=True)
    return record


def commit_duplicate(workspace: Workspace, candidate: Candidate, first: Record) -> Record:
    """Record that these bytes were already accepted for this source, role and data date: nothing else changes."""
    reason = f"already accepted on {first.committed_at:%Y-%m-%d %H:%M} UTC as load {first.load_id}"
    record = _record(candidate, pl.DataFrame(), "DUPLICATE", reason, committed_at=next_moment(workspace))
    write_record(workspace, record)
    return record


def fault_folder(workspace: Workspace, record: Record) -> Path:
    """faults/<source>/<data date>_<load>/: one folder per load that has findings."""
    day = f"{record.data_date:%Y-%m-%d}" if record.data_date else "no-data-date"
    return workspace.faults / record.source_id / f"{day}_{record.load_id[:8]}"


def verdict_of(candidate: Candidate, findings: pl.DataFrame) -> tuple[str, str | None]:
    """The verdict of a candidate and why."""
    blocking = findings.filter(pl.col("severity") == "blocking")
    if candidate.problem or blocking.height:
        return "REJECTED", candidate.problem or _failed(blocking)
    noted = findings.filter(pl.col("severity").is_in(["critical", "warning"]))
    if noted.height:
        return "ACCEPTED_WITH_WARNINGS", ", ".join(noted["rule_id"].unique().sort().to_list())
    return "ACCEPTED", None


def _failed(blocking: pl.DataFrame) -> str:
    """Each blocking rule with what it says of its first row."""
    first = blocking.sort("rule_id", "source_sheet", "source_row", nulls_last=True)
    first = first.unique("rule_id", keep="first", maintain_order=True)
    said = (f"{rule} ({message})" for rule, message in first.select("rule_id", "message").iter_rows())
    return "fails " + "; ".join(said)


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
    found: pl.DataFrame,
    verdict: str,
    reason: str | None,
    **more: Any,
) -> Record:
    """The record of a verdict; `more` are its files and the moment of its commit."""
    source, receipt = candidate.identity.source, candidate.receipt
    counted = dict(found.group_by("severity").len().iter_rows()) if found.height else {}
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
        verdict=verdict,
        reason=reason,
        received_at=candidate.received_at,
        file_name=receipt.name,
        sha256=receipt.sha256,
        encoding=candidate.encoding,
        content=candidate.content,
        row_count=sum(candidate.rows.values()),
        counts={severity: counted.get(severity, 0) for severity in SEVERITIES},
        replaces=receipt.manifest.replaces,
        approved_changes=receipt.manifest.approved_changes,
        contracts=candidate.contracts,
        **more,
    )
