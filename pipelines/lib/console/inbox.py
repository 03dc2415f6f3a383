"""What `pmo run` and `pmo status` say of the inbox: what stays in it and why, and files without a verdict.

Flows in: a workspace. Flows out: lines on the console, what needs somebody first. Verdicts belong to
deliveries.py.
"""

from collections.abc import Collection

from rich.console import Console

from pipelines.lib.config.load import Config
from pipelines.lib.console.plain import plain
from pipelines.lib.lake.archive import Receipt, read_receipts
from pipelines.lib.lake.arrival import Arrival
from pipelines.lib.lake.discards import Discard, read_discards
from pipelines.lib.lake.inbox import TAKING, Left, look, place_of
from pipelines.lib.lake.receive import failed_to_leave
from pipelines.lib.plural import number_of
from pipelines.lib.workspace import Workspace


def print_left(workspace: Workspace, config: Config, console: Console) -> None:
    """One line for each thing that lies in the inbox, refused ones first; files that are ready are counted."""
    found = look(workspace.inbox, config.portfolio.inbox.settle_seconds)
    ready = {place_of(workspace.inbox, arrival.path) for arrival in found.ready}
    stuck = [left for left in failed_to_leave(workspace) if left.place in ready or left.place.startswith(TAKING)]
    waiting = [*(left for left in found.left if left.waits), *_arriving(workspace, config, found.arriving)]
    for left in (*(left for left in found.left if not left.waits), *stuck):
        _print(console, "red", "refused", left.place, left.why)
    for left in waiting:
        _print(console, "yellow", "waiting", left.place, left.why)
    count = len(ready - {left.place for left in stuck})
    if count:
        console.print(f"{number_of(count, 'file')} in the inbox ready to be taken by `pmo run`", highlight=False)


def print_receipts(workspace: Workspace, judged: Collection[str], console: Console) -> None:
    """Receipts without a verdict first, then those that somebody set aside; `judged` are the ids of the others."""
    discards, receipts = read_discards(workspace), read_receipts(workspace)
    for receipt in receipts:
        if receipt.receipt_id not in judged and receipt.receipt_id not in discards:
            why = (
                f"received {receipt.arrived_at:%Y-%m-%d %H:%M} UTC, the run that took it is not over or was stopped: "
                f"`pmo run` judges it; `pmo discard {receipt.receipt_id[:8]} --reason ...` sets it aside"
            )
            _print(console, "red", "no verdict", _place(receipt), why)
    for receipt in receipts:
        if receipt.receipt_id in discards:
            _print(console, "dim", "discarded", _place(receipt), _said(discards[receipt.receipt_id]))


def _arriving(workspace: Workspace, config: Config, arrivals: list[Arrival]) -> list[Left]:
    """Files that are still being written, as far as anybody can tell."""
    written = "somebody has it open for writing: it is taken when they have closed it"
    fresh = f"it changed less than {config.portfolio.inbox.settle_seconds:g} seconds ago: `pmo run` waits for it"
    return [
        Left(place_of(workspace.inbox, arrival.path), written if arrival.has_writer else fresh) for arrival in arrivals
    ]


def _place(receipt: Receipt) -> str:
    return "/".join(part for part in (receipt.party, receipt.folder, receipt.name) if part)


def _said(discard: Discard) -> str:
    return f"{discard.reason} ({discard.discarded_by}, {discard.discarded_at:%Y-%m-%d})"


def _print(console: Console, colour: str, what: str, place: str, why: str) -> None:
    console.print(f"[{colour}]{what}[/{colour}] {plain(place)}: {plain(why)}", soft_wrap=True, highlight=False)
