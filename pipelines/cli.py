"""The command `pmo`. Thin: it reads the arguments, calls pipelines/lib, prints the result.

Dagster and Great Expectations are imported only by the commands that need them.
"""

import datetime as dt
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pipelines.cli_contract import contracts
from pipelines.cli_corrections import corrections
from pipelines.lib.console.interrupt import listen
from pipelines.lib.console.mishap import explain
from pipelines.lib.console.plain import plain, plain_path
from pipelines.lib.errors import PmoError
from pipelines.lib.plural import number_of
from pipelines.lib.workspace import PROJECT_ROOT, Workspace

app = typer.Typer(
    help="""From contractors' files to a published KPI warehouse.

Drop files into [bold]inbox/<party>/<feed>/[/bold], then [bold]pmo run[/bold]. Every file gets a verdict. What is
accepted becomes KPIs in [bold]published/pmo.duckdb[/bold]. What has faults gets a list for its sender in
[bold]faults/[/bold].

First steps: [cyan]pmo demo[/cyan], [cyan]pmo run[/cyan], [cyan]pmo status[/cyan],
[cyan]pmo sql "from kpi.kpi_portfolio_period"[/cyan].
A contractor's file before it is loaded: [cyan]pmo check FILE --source PARTY.FEED[/cyan].""",
    rich_markup_mode="rich",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(contracts, name="contract")
app.add_typer(corrections)
console = Console()
problems = Console(stderr=True)


@app.command()
def demo(
    months: Annotated[int, typer.Option(help="How many months of deliveries to write", min=1, max=12)] = 12,
) -> None:
    """Write the demo portfolio's deliveries into the inbox (3 projects, 6 contracts; faults planted and known)."""
    from pipelines.demo.write import write_demo

    workspace = Workspace.from_environment()
    files = write_demo(workspace.inbox, months=months)
    console.print(f"{number_of(len(files), 'file')} of the demo portfolio written to {plain_path(workspace.inbox)}")


@app.command()
def run() -> None:
    """Take in what waits in the inbox, validate it, rebuild the warehouse, publish it.

    Exit code 0 also when a file was rejected: that is a verdict, not an error. Exit code 2 when our own model failed
    a test: nothing is published then and the last publication stays. Exit code 3 while an accepted file is set aside,
    because a model of ours fails on it: everything else is published.
    """
    from pipelines.lib.config.load import load
    from pipelines.lib.console.damage import print_damage, print_remade
    from pipelines.lib.console.deliveries import print_not_counted, print_set_aside
    from pipelines.lib.console.inbox import print_left
    from pipelines.lib.lake.damage import find_damage, refuse
    from pipelines.lib.lake.records import read_records
    from pipelines.lib.refresh import has_work

    workspace = Workspace.from_environment()
    config = load(workspace)
    is_new = has_work(workspace, config)
    if is_new:
        from pipelines.job import run_refresh
        from pipelines.lib.console.figures import print_summary

        known = {record.load_id for record in read_records(workspace)}
        print_remade(workspace, console)
        run_refresh(workspace, console)
        print_summary(workspace, console)
        print_not_counted(workspace, known, console)
    damaged = find_damage(workspace)
    if not is_new:
        refuse(damaged)
        console.print(f"Nothing new: {plain_path(workspace.published_file)} is up to date.")
    print_left(workspace, config, console)
    print_damage(damaged, console)
    if print_set_aside(workspace, console):
        raise typer.Exit(3)


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="The file as the contractor sent it", exists=True, dir_okay=False)],
    source: Annotated[str, typer.Option(help="Which source it would be, for example acme-civils.schedule")],
) -> None:
    """Read and validate one file without loading it: verdict and faults. Exit code 1 when it would be rejected."""
    from pipelines.lib.console.faults import print_findings
    from pipelines.lib.intake.check import check_file

    verdict, reason, findings = check_file(Workspace.from_environment(), file, source)
    colour = "red" if verdict == "REJECTED" else "green" if verdict == "ACCEPTED" else "yellow"
    console.print(f"[{colour}]{verdict}[/{colour}] {plain(file.name)}" + (f": {plain(reason)}" if reason else ""))
    print_findings(console, findings)
    raise typer.Exit(1 if verdict == "REJECTED" else 0)


@app.command()
def status() -> None:
    """Who has sent what, for which period, with which verdict; what is missing or overdue."""
    from pipelines.lib.console.damage import print_damage
    from pipelines.lib.console.deliveries import print_status
    from pipelines.lib.lake.damage import find_damage

    workspace = Workspace.from_environment()
    print_status(workspace, console)
    print_damage(find_damage(workspace), console)


@app.command(name="as-of")
def as_of(
    moment: Annotated[
        dt.datetime,
        typer.Argument(
            help="UTC, for example 2026-03-31T18:00:00",
            formats=["%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"],
        ),
    ],
) -> None:
    """Build the warehouse as it was known at a moment, in a database of its own."""
    from pipelines.lib.warehouse.history import build_as_of

    workspace = Workspace.from_environment()
    with workspace.lock():
        file = build_as_of(workspace, moment)
    console.print(f"As known at {moment:%Y-%m-%d %H:%M:%S} UTC: {plain_path(file)}")


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help='For example "from kpi.kpi_contract_period limit 5"')],
) -> None:
    """Query the published file, read-only."""
    from pipelines.lib.console.figures import print_query

    print_query(Workspace.from_environment(), query, console)


@app.command()
def doctor(
    repair: Annotated[
        bool, typer.Option("--repair", help="Mend what is safe: move aside, read again; nothing is deleted")
    ] = False,
) -> None:
    """Check installation, configuration and workspace, with every checksum. Exit code 1 when something is wrong."""
    from pipelines.lib.console.doctor import print_findings
    from pipelines.lib.doctor.examine import examine
    from pipelines.lib.doctor.repair import repair as mend

    workspace = Workspace.named()
    if repair:
        with workspace.lock():
            for line in mend(workspace):
                console.print(plain(line), soft_wrap=True, highlight=False)
    raise typer.Exit(1 if print_findings(console, examine(workspace)) else 0)


@app.command()
def dev() -> None:
    """Open Dagster's UI with everything loaded; schedule and sensor run."""
    from pipelines.job import dagster_home

    workspace = Workspace.from_environment()
    if "%" in str(workspace.home):
        raise PmoError("Dagster's UI can't open a folder with a % in it", where=str(workspace.home), fix="rename it")
    environment = {**os.environ, "DAGSTER_HOME": str(dagster_home(workspace))}
    command = shutil.which("dagster", path=str(Path(sys.executable).parent)) or "dagster"
    arguments = [command, "dev", "-m", "pipelines.definitions"]
    raise typer.Exit(subprocess.call(arguments, env=environment, cwd=PROJECT_ROOT))


def main() -> None:
    """Run a command; whatever stops it is one sentence on stderr, and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a file's name may hold what this terminal can't show
    listen(console, problems)
    try:
        app()
    except Exception as error:
        sys.exit(explain(error, Workspace.named(), problems))


if __name__ == "__main__":
    main()
