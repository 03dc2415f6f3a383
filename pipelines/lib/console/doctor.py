"""`pmo doctor`: what was looked at, family by family, and what to do about each problem."""

from collections.abc import Iterable

from rich.console import Console

from pipelines.lib.console.plain import plain
from pipelines.lib.doctor.finding import Finding
from pipelines.lib.plural import number_of


def print_findings(console: Console, findings: Iterable[tuple[str, Finding]]) -> int:
    """One line per finding below its family, as they come; returns how many are problems."""
    problems, shown = 0, ""
    for family, finding in findings:
        if family != shown:
            console.print(f"[bold]{family}[/bold]", highlight=False)
            shown = family
        problems += finding.is_problem
        mark = "[red]problem[/red]" if finding.is_problem else "[green]ok     [/green]"
        fix = f". {finding.fix[:1].upper()}{finding.fix[1:].rstrip('.')}." if finding.fix else ""
        line = f"{finding.about}: {finding.said}{fix}"
        console.print(f"  {mark} {plain(line)}", soft_wrap=True, highlight=False)
    console.print(number_of(problems, "problem") if problems else "No problem found.")
    return problems
