"""The whole way of what was received: pending receipts -> candidates -> one validation -> verdicts -> comparisons.

All new loads of a table are validated in one batch; verdicts are kept apart by load.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from pipelines.lib.config.load import Config
from pipelines.lib.config.rulebook_hash import hash_for
from pipelines.lib.intake.candidate import Candidate, read_candidate, stage
from pipelines.lib.intake.commit import commit, commit_duplicate
from pipelines.lib.intake.compare import compare_what_is_current
from pipelines.lib.intake.identify import identify
from pipelines.lib.intake.received import received_at
from pipelines.lib.intake.sweep import sweep
from pipelines.lib.intake.validate import validate_candidates
from pipelines.lib.lake.archive import Receipt, read_receipts
from pipelines.lib.lake.discards import read_discards
from pipelines.lib.lake.receive import receive
from pipelines.lib.lake.records import Record, read_records, read_withdrawals
from pipelines.lib.validation.rules import RuleBook, load_rules
from pipelines.lib.workspace import Workspace

BATCH = 200
Progress = Callable[[str], None]


@dataclass
class Intake:
    """What one run took in."""

    records: list[Record] = field(default_factory=list)
    comparisons: int = 0


def take_in(workspace: Workspace, config: Config, progress: Progress = lambda _: None) -> Intake:
    """Archive what waits in the inbox, judge every receipt that has no verdict yet, compare successors anew."""
    sweep(workspace)
    workspace.keep_temporary_files()
    received = receive(workspace, config.portfolio.inbox.settle_seconds, progress)
    if received:
        progress(f"{len(received)} files received")
    rules = load_rules(workspace.expectations)
    done = Intake()
    pending = pending_receipts(workspace, config)
    for start in range(0, len(pending), BATCH):
        batch = pending[start : start + BATCH]
        progress(f"reading and validating {start + 1} to {start + len(batch)} of {len(pending)}")
        done.records += judge(workspace, config, rules, batch)
    shutil.rmtree(workspace.lake / "_staging", ignore_errors=True)
    done.comparisons = compare_what_is_current(workspace, config, rules)
    return done


def pending_receipts(workspace: Workspace, config: Config) -> list[Receipt]:
    """Receipts without a verdict, and rejected ones whose mapping, rules or contract have changed since."""
    latest = {record.receipt_id: record for record in read_records(workspace)}
    discarded = read_discards(workspace)
    known = (receipt for receipt in read_receipts(workspace) if receipt.receipt_id not in discarded)
    pending = [receipt for receipt in known if _is_pending(workspace, config, receipt, latest)]
    return sorted(pending, key=lambda receipt: _order(config, receipt))


def judge(workspace: Workspace, config: Config, rules: RuleBook, receipts: list[Receipt]) -> list[Record]:
    """Read, validate in one batch and commit some receipts, in order of receipt."""
    accepted = _accepted(workspace)
    candidates: dict[str, Candidate] = {}
    records, again = [], []
    for receipt in receipts:
        candidate = read_candidate(workspace, config, receipt)
        first = accepted.get(candidate.submission_id)
        if first:
            records.append(commit_duplicate(workspace, candidate, first))
        elif candidate.submission_id in candidates:
            again.append(receipt)  # the same bytes twice in one batch: the first one's verdict decides
        else:
            stage(workspace, candidate)
            candidates[candidate.submission_id] = candidate
    records += validate_and_commit(workspace, config, rules, list(candidates.values()))
    return records + (judge(workspace, config, rules, again) if again else [])


def validate_and_commit(
    workspace: Workspace, config: Config, rules: RuleBook, candidates: list[Candidate]
) -> list[Record]:
    """One validation over all candidates, then one commit each."""
    findings = validate_candidates(workspace, config, rules, candidates)
    records: list[Record] = []
    for candidate in candidates:
        own = findings.filter(pl.col("load_id") == candidate.load_id)
        records.append(commit(workspace, candidate, own, rules))
    return records


def _order(config: Config, receipt: Receipt) -> tuple:
    """By time of receipt: of the same bytes delivered twice the first one is no duplicate."""
    return received_at(receipt, identify(config, receipt).source), receipt.name, receipt.receipt_id


def _is_pending(workspace: Workspace, config: Config, receipt: Receipt, latest: dict[str, Record]) -> bool:
    record = latest.get(receipt.receipt_id)
    if record is None:
        return True
    if record.verdict != "REJECTED":
        return False
    source = identify(config, receipt).source
    return record.config_hash != hash_for(config, workspace.expectations, source)


def _accepted(workspace: Workspace) -> dict[str, Record]:
    """Submission -> its load that counts: accepted and not withdrawn."""
    gone = {withdrawal.load_id for withdrawal in read_withdrawals(workspace)}
    records = read_records(workspace)
    return {record.submission_id: record for record in records if record.is_accepted and record.load_id not in gone}
