"""The command `pmo contract`. Thin, like cli.py."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pipelines.lib.workspace import Workspace

contracts = typer.Typer(help="Contracts: propose configuration from a contractor's own files.", no_args_is_help=True)
console = Console()


@contracts.callback()
def _group() -> None:
    """Keeps `new` a command of its own while it is the only one."""


@contracts.command(name="new")
def contract_new(
    files: Annotated[list[Path], typer.Argument(help="Samples: XER, CSV, XLSX", exists=True, dir_okay=False)],
    answers: Annotated[
        list[str], typer.Option("--set", help="An answer given beforehand, KEY=VALUE; can be repeated")
    ] = [],  # noqa: B006 - typer copies it
    feed: Annotated[
        str | None, typer.Option(help="cost, earned_value, risk or invoice; recognised when left out")
    ] = None,
    dry_run: Annotated[bool, typer.Option(help="Show the YAML, write nothing")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing: take every default, write the files")] = False,
) -> None:
    """Propose a contract and its sources from sample files, check the samples under them, write the YAML.

    What the files say is read from them: kind, sheet, header row, encoding, numbers, dates, columns. What no file
    says is asked: contract, project, party, what an amount means. In a script: --yes with --set contract=L16-civils.
    """
    from pipelines.lib.console.proposal import print_next_steps, print_proposal, print_texts
    from pipelines.lib.propose.install import all_texts, check_proposal, install
    from pipelines.lib.propose.start import start

    workspace = Workspace.from_environment()
    asks = sys.stdin.isatty() and not yes
    proposal = start(workspace, files, answers, feed, _prompt if asks else None)
    checked = check_proposal(workspace, proposal)
    print_proposal(console, proposal, checked)
    if dry_run:
        print_texts(console, all_texts(workspace, proposal))
        return
    if asks and not typer.confirm("\nWrite these files?", default=True):
        raise typer.Exit(1)
    with workspace.lock():
        written = install(workspace, proposal)
    print_next_steps(console, proposal, written, workspace.inbox)


def _prompt(text: str, default: str | None) -> str | None:
    return typer.prompt(text, default=default or "", show_default=bool(default)).strip() or None
