"""What can be mended without a choice: moved aside, or read again where the very same load results. Nothing is deleted.

A damaged workspace flows in; lines on what was done, or is left for a person to decide, flow out. The caller holds the
lock.
"""

from collections.abc import Iterator
from pathlib import Path

from pipelines.lib.config.load import load_config
from pipelines.lib.dagster_storage import move_broken_storage
from pipelines.lib.intake.judge import judge_and_commit
from pipelines.lib.intake.known import Known
from pipelines.lib.intake.reading import read_receipt
from pipelines.lib.intake.session import open_session
from pipelines.lib.intake.sweep import orphans
from pipelines.lib.lake.archive import Receipt, read_receipts
from pipelines.lib.lake.damage import Damage, find_damage
from pipelines.lib.lake.orphans import keep_as_orphan
from pipelines.lib.lake.records import Record, read_records, write_record
from pipelines.lib.warehouse.database import log_of
from pipelines.lib.workspace import Workspace

# Folder of lake/ -> what a person does about a document of it that could not be read.
LOST = {
    "_submissions": "`pmo run` reads its file again, under today's mapping and rules",
    "_withdrawals": "a load that was taken out counts again: look at `pmo status`, `pmo withdraw` it anew",
    "_discards": "a delivery that was discarded is judged again: look at `pmo status`, `pmo discard` it anew",
    "_set_aside": "`pmo run` tries the load again, and sets it aside again where its model still fails",
    "_receipts": "to read that delivery again, have the file sent again",
    "_comparisons": "`pmo run` compares anew",
    "_config": "days before the next `pmo run` may be shown under an older configuration",
}


def repair(workspace: Workspace) -> Iterator[str]:
    """Mend what is safe; each line says what was done and what is left to do."""
    yield from _reload_damaged(workspace)
    for damage in find_damage(workspace, checksums=True):
        yield from _move_aside(workspace, damage)
    for path in [*orphans(workspace), *filter(lambda log: log.exists(), [log_of(workspace.published_file)])]:
        yield f"{path} moved to {keep_as_orphan(workspace, path)}."
    moved = move_broken_storage(workspace)
    if moved:
        yield f"Dagster's storage was broken and lies in {moved}; the history of runs begins anew."


def _reload_damaged(workspace: Workspace) -> Iterator[str]:
    """Read damaged loads again from the archive, where today's mapping and rules give the very same load."""
    lost = _damaged_loads(workspace)
    if not lost:
        return
    workspace.keep_temporary_files()
    known = {record.load_id: record for record in read_records(workspace)}
    with open_session(workspace, load_config(workspace.sources)) as session:
        for receipt in _to_try(workspace, set(lost), list(known.values())):
            # In what its own load was read, whatever came before or after it.
            own = (record for record in known.values() if record.receipt_id == receipt.receipt_id)
            candidate = read_receipt(session, receipt, Known(workspace.lake, tuple(own)))
            if candidate.load_id in lost:
                for path in filter(lambda path: path.exists(), lost.pop(candidate.load_id)):
                    keep_as_orphan(workspace, path)
                (record,) = judge_and_commit(session, [candidate])
                _keep_moment(workspace, record, known.get(record.load_id))
                yield f"{receipt.name} was read again from the archive: the same load {candidate.load_id[:8]}."
    yield from (_not_the_same(known[load_id]) for load_id in lost if load_id in known)


def _keep_moment(workspace: Workspace, record: Record, before: Record | None) -> None:
    """A load that was known since a moment is known since then still: a past day must give what it gave."""
    if before:
        write_record(workspace, record.model_copy(update={"committed_at": before.committed_at}))


def _damaged_loads(workspace: Workspace) -> dict[str, list[Path]]:
    """Load -> its damaged or missing files: its record, its tables, its findings."""
    damaged = {damage.path for damage in find_damage(workspace, checksums=True)}
    loads = {path.stem: [path] for path in damaged if path.parent.name == "_submissions"}
    for record in read_records(workspace):
        files = [workspace.lake / file for file in record.files if workspace.lake / file in damaged]
        if files:
            loads[record.load_id] = files
    return loads


def _to_try(workspace: Workspace, lost: set[str], records: list[Record]) -> list[Receipt]:
    """The deliveries that may have made the lost loads, with their bytes as they came."""
    judged = {record.receipt_id for record in records if record.load_id not in lost}
    damaged = {damage.path for damage in find_damage(workspace, checksums=True)}
    return [
        receipt
        for receipt in read_receipts(workspace)
        if receipt.receipt_id not in judged and receipt.path(workspace) not in damaged
    ]


def _not_the_same(record: Record) -> str:
    return (
        f"{record.file_name} of {record.source_id} (load {record.load_id[:8]}) can't be read again as the same load: "
        f"its mapping, rules or contract have changed since, or its archived file is damaged. Run `pmo reload "
        f"{record.source_id}`, or `pmo withdraw {record.load_id[:8]}` to go on without it."
    )


def _move_aside(workspace: Workspace, damage: Damage) -> Iterator[str]:
    """What is damaged goes out of the way, so that it can be written again; what is missing can't."""
    left = LOST.get(damage.path.parent.name, damage.fix)
    if damage.path.exists() and damage.path.is_relative_to(workspace.lake):
        yield f"{damage.path} moved to {keep_as_orphan(workspace, damage.path)}: {left}."
    else:
        yield f"{damage.path} {damage.what}: {left}."
