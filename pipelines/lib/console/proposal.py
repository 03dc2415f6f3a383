"""`pmo contract new`: what was recognised, what stays open, how each sample fares, and what to do next."""

from pathlib import Path

from rich.console import Console

from pipelines.lib.console.faults import print_findings
from pipelines.lib.console.figures import shown
from pipelines.lib.console.plain import plain
from pipelines.lib.propose.install import Checked
from pipelines.lib.propose.proposal import Proposal

COLOURS = {"ACCEPTED": "green", "ACCEPTED_WITH_WARNINGS": "yellow", "REJECTED": "red"}


def print_proposal(console: Console, proposal: Proposal, checked: list[Checked]) -> None:
    """Source by source: columns recognised, columns ignored, open points, verdict on the sample."""
    for source_id, draft in proposal.drafts.items():
        console.print(
            f"\n[bold]{plain(source_id)}[/bold] from {plain(', '.join(path.name for path in draft.samples))}",
            highlight=False,
        )
        for ours, theirs in draft.columns.items():
            console.print(f"  {ours:<20} <- {plain(theirs)}", highlight=False, soft_wrap=True)
        for name, value in draft.content.get("versions", [{}])[0].get("constants", {}).items():
            console.print(f"  {name:<20} =  {plain(value)}", highlight=False, soft_wrap=True)
        if draft.ignored:
            console.print(
                f"  [dim]nothing takes: {plain(', '.join(draft.ignored))}[/dim]", highlight=False, soft_wrap=True
            )
        for line in draft.open:
            console.print(f"  [yellow]open[/yellow] {plain(line)}", highlight=False, soft_wrap=True)
        for item in (item for item in checked if item.source_id == source_id):
            reason = f": {plain(item.reason)}" if item.reason else ""
            console.print(f"  [{COLOURS[item.verdict]}]{item.verdict}[/] as {plain(item.name)}{reason}", soft_wrap=True)
            print_findings(console, item.findings)
    for name, why in proposal.skipped.items():
        console.print(f"\n[bold]{plain(name)}[/bold] [yellow]left out[/yellow]: {plain(why)}", soft_wrap=True)


def print_texts(console: Console, texts: dict[str, str]) -> None:
    """Each proposed file as it would be written."""
    for name, text in texts.items():
        console.print(f"\n[bold]sources/{plain(name)}[/bold]")
        console.print(plain(text), highlight=False, soft_wrap=True, end="")


def print_next_steps(console: Console, proposal: Proposal, written: list[Path], inbox: Path) -> None:
    """The commands that bring the samples in."""
    console.print("\nWritten: " + plain(", ".join(shown(path) for path in written)), soft_wrap=True, highlight=False)
    console.print("Next: read them once (lines with OPEN want you), then")
    for source_id, draft in proposal.drafts.items():
        folder = inbox / proposal.party / source_id.split(".", 1)[1]
        for path, name in draft.samples.items():
            command = f"mkdir -p {shown(folder)} && cp '{path}' '{shown(folder)}/{name}'"
            console.print(f"  {plain(command)}", soft_wrap=True, highlight=False)
    console.print("  pmo run")
