"""What people correct by hand: withdraw a submission, set a receipt aside, read a source's archive again."""

from pipelines.lib.config.load import load_config
from pipelines.lib.errors import PmoError
from pipelines.lib.intake.compare import compare_what_is_current
from pipelines.lib.intake.judge import judge_and_commit
from pipelines.lib.intake.kinship import settle_kinship
from pipelines.lib.intake.known import Known
from pipelines.lib.intake.reading import read_receipt
from pipelines.lib.intake.session import open_session
from pipelines.lib.lake.archive import Receipt, read_receipts
from pipelines.lib.lake.current import current_submissions, set_aside_in_force
from pipelines.lib.lake.discards import read_discards, write_discard
from pipelines.lib.lake.records import Record, latest_verdicts, read_records, read_withdrawals, write_withdrawal
from pipelines.lib.plural import number_of
from pipelines.lib.workspace import Workspace


def withdraw_load(workspace: Workspace, load_id: str, reason: str) -> Record:
    """Take an accepted load out; `load_id` may be its first digits.

    Raises:
        PmoError: no reason, none or several match, or it is already withdrawn.
    """
    _refuse_blank(reason)
    accepted = [record for record in read_records(workspace) if record.is_accepted]
    matching = [record for record in accepted if record.load_id.startswith(load_id)]
    if len(matching) != 1:
        raise PmoError(
            f"{number_of(len(matching), 'accepted load begins', 'accepted loads begin')} with {load_id!r}",
            fix="take the id from `pmo status`",
        )
    if matching[0].load_id in {withdrawal.load_id for withdrawal in read_withdrawals(workspace)}:
        raise PmoError(f"{matching[0].file_name} is already withdrawn", where=matching[0].source_id)
    write_withdrawal(workspace, matching[0], reason)
    return matching[0]


def discard_receipt(workspace: Workspace, digits: str, reason: str) -> Receipt:
    """Set a receipt without a verdict, or a rejected one, aside for good; `digits` begin its id or that of its load.

    Raises:
        PmoError: no reason, none or several match, it was accepted, or it is discarded already.
    """
    _refuse_blank(reason)
    latest = {record.receipt_id: record for record in latest_verdicts(read_records(workspace))}
    loads = {receipt_id: record.load_id for receipt_id, record in latest.items()}
    receipts = {receipt.receipt_id: receipt for receipt in read_receipts(workspace)}
    matching = [name for name in receipts if name.startswith(digits) or loads.get(name, "").startswith(digits)]
    if len(matching) != 1 or not digits:
        raise PmoError(
            f"{number_of(len(matching), 'receipt begins', 'receipts begin')} with {digits!r}",
            fix="take the id from `pmo status`",
        )
    receipt, record = receipts[matching[0]], latest.get(matching[0])
    if record and record.is_accepted:
        fix = f'pmo withdraw {record.load_id[:8]} --reason "why"'
        raise PmoError(f"{receipt.name} was accepted, so it is withdrawn, not discarded", fix=fix)
    if receipt.receipt_id in read_discards(workspace):
        raise PmoError(f"{receipt.name} is already discarded")
    write_discard(workspace, receipt.receipt_id, reason)
    return receipt


def _refuse_blank(reason: str) -> None:
    if not reason.strip():
        raise PmoError("a reason is needed: it is kept in the history", fix='--reason "why it goes"')


def reload_source(workspace: Workspace, source_id: str) -> list[Record]:
    """Read what is current of a source again, under today's mapping and rules; loads that would not change are left.

    Raises:
        PmoError: no such source.
    """
    config = load_config(workspace.sources)
    if source_id not in config.sources:
        raise PmoError(f"no source {source_id!r}", fix=f"one of: {', '.join(sorted(config.sources))}")
    workspace.keep_temporary_files()
    records = {record.load_id: record for record in read_records(workspace)}
    current = {records[load_id].receipt_id for load_id in _current_loads(workspace, source_id)}
    receipts = [receipt for receipt in read_receipts(workspace) if receipt.receipt_id in current]
    with open_session(workspace, config) as session:
        known = Known.of(workspace)
        read = [read_receipt(session, receipt, known) for receipt in receipts]
        for candidate in read:
            settle_kinship(candidate, known)
        reloaded = judge_and_commit(session, [candidate for candidate in read if candidate.load_id not in records])
        compare_what_is_current(session)
    return reloaded


def _current_loads(workspace: Workspace, source_id: str) -> list[str]:
    """What is current, and what would be if our models could count with it."""
    current = current_submissions(workspace)
    missing = [item.load_id for item in set_aside_in_force(workspace) if item.source_id == source_id]
    return current.filter(current["source_id"] == source_id)["load_id"].to_list() + missing
