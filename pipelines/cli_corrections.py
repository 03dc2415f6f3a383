"""What people correct by hand: `pmo withdraw`, `pmo discard`, `pmo reload`. Thin, like cli.py."""

from typing import Annotated

import typer
from rich.console import Console

from pipelines.lib.console.plain import plain
from pipelines.lib.plural import number_of
from pipelines.lib.workspace import Workspace

corrections = typer.Typer()
console = Console()


@corrections.command()
def withdraw(
    load_id: Annotated[str, typer.Argument(help="The load, as `pmo status` shows it (its first digits are enough)")],
    reason: Annotated[str, typer.Option(help="Why: kept in the history")],
) -> None:
    """Take an accepted submission out. Its bytes and history stay; `pmo run` publishes without it."""
    from pipelines.lib.intake.corrections import withdraw_load

    workspace = Workspace.from_environment()
    with workspace.lock():
        record = withdraw_load(workspace, load_id, reason)
    console.print(f"Withdrawn: {plain(record.file_name)} ({record.source_id}). `pmo run` publishes without it.")


@corrections.command()
def discard(
    receipt: Annotated[str, typer.Argument(help="The receipt, or its rejected load, as `pmo status` shows it")],
    reason: Annotated[str, typer.Option(help="Why: kept in the history")],
) -> None:
    """Set a file aside for good that has no verdict or was rejected: no run tries it again. Its bytes stay."""
    from pipelines.lib.intake.corrections import discard_receipt

    workspace = Workspace.from_environment()
    with workspace.lock():
        discarded = discard_receipt(workspace, receipt, reason)
    console.print(f"Discarded: {plain(discarded.name)}. No run reads it again; its bytes stay in the archive.")


@corrections.command()
def reload(
    source: Annotated[str, typer.Argument(help="The source, for example acme-civils.schedule")],
) -> None:
    """Read everything current of a source again from the archive, under today's mapping and rules."""
    from pipelines.lib.intake.corrections import reload_source

    workspace = Workspace.from_environment()
    with workspace.lock():
        records = reload_source(workspace, source)
    for record in records:
        console.print(f"{record.verdict:<24} {plain(record.file_name)}")
    console.print(f"{number_of(len(records), 'load')} read again. `pmo run` publishes them.")
