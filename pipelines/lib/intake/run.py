"""The whole way of what was received: pending receipts -> verdicts (judge.py) -> comparisons (compare.py)."""

import shutil
from dataclasses import dataclass, field

from pipelines.lib.config.load import Config
from pipelines.lib.config.rulebook_hash import hash_for
from pipelines.lib.intake.compare import compare_what_is_current
from pipelines.lib.intake.identify import source_of
from pipelines.lib.intake.judge import judge_receipts
from pipelines.lib.intake.received import received_at
from pipelines.lib.intake.session import Progress, open_session
from pipelines.lib.intake.sweep import sweep
from pipelines.lib.lake.archive import Receipt, read_receipts
from pipelines.lib.lake.damage import Damage, find_damage
from pipelines.lib.lake.discards import read_discards
from pipelines.lib.lake.documents import broken_documents
from pipelines.lib.lake.receive import receive
from pipelines.lib.lake.records import Record, read_records, read_withdrawals
from pipelines.lib.plural import number_of
from pipelines.lib.workspace import Workspace


@dataclass
class Intake:
    """What one run took in, and what is damaged in the lake."""

    records: list[Record] = field(default_factory=list)
    comparisons: int = 0
    damaged: list[Damage] = field(default_factory=list)


def take_in(workspace: Workspace, config: Config, progress: Progress = lambda _: None) -> Intake:
    """Archive what waits in the inbox, judge every receipt that has no verdict yet, compare successors anew."""
    sweep(workspace)
    workspace.keep_temporary_files()
    received = receive(workspace, config.portfolio.inbox.settle_seconds, progress)
    if received:
        progress(f"{number_of(len(received), 'file')} received")
    for path, what in broken_documents(workspace.lake / "_submissions", lambda values: Record(**values)).items():
        progress(f"{path} {what}: the file that it is about is read again")
    pending = pending_receipts(workspace, config)
    with open_session(workspace, config, progress) as session:
        if pending:
            progress(f"reading {number_of(len(pending), 'file')}")
            session.validating.start()
        done = Intake(judge_receipts(session, pending))
        shutil.rmtree(workspace.lake / "_staging", ignore_errors=True)
        done.damaged = find_damage(workspace)
        for damage in done.damaged:
            progress(damage.sentence())
        # Where figures can't rest on the lake, comparisons can't either, and nothing is published.
        if not any(damage.stops for damage in done.damaged):
            done.comparisons = compare_what_is_current(session)
    return done


def pending_receipts(workspace: Workspace, config: Config) -> list[Receipt]:
    """Receipts without a verdict, and rejected ones that something has changed for since.

    That is their mapping, rules or contract, or that a schedule they were compared with was withdrawn.
    """
    latest = {record.receipt_id: record for record in read_records(workspace)}
    discarded = read_discards(workspace)
    known = (receipt for receipt in read_receipts(workspace) if receipt.receipt_id not in discarded)
    gone = {withdrawal.load_id for withdrawal in read_withdrawals(workspace)}
    pending = [
        receipt for receipt in known if _is_pending(workspace, config, receipt, latest.get(receipt.receipt_id), gone)
    ]
    there = [receipt for receipt in pending if receipt.path(workspace).is_file()]  # damage.py tells the others
    return sorted(there, key=lambda receipt: _order(config, receipt))


def _order(config: Config, receipt: Receipt) -> tuple:
    """By time of receipt: of the same bytes delivered twice the first one is no duplicate."""
    return received_at(receipt, source_of(config, receipt)), receipt.name, receipt.receipt_id


def _is_pending(workspace: Workspace, config: Config, receipt: Receipt, record: Record | None, gone: set[str]) -> bool:
    if record is None:
        return True
    if record.verdict != "REJECTED":
        return False
    if gone & set(record.strangers):
        return True
    return record.config_hash != hash_for(config, workspace.expectations, source_of(config, receipt))
