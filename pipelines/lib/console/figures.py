"""The portfolio at a glance, and where everything is; queries of the published file."""

import os
from decimal import Decimal
from pathlib import Path

import duckdb
from rich import box
from rich.console import Console
from rich.table import Table

from pipelines.lib.console.plain import plain
from pipelines.lib.errors import PmoError
from pipelines.lib.lake.records import latest_verdicts, read_records
from pipelines.lib.workspace import Workspace

MONEY = "money"
# KPI -> heading and how a figure is written.
SHOWN = {
    "CO-01": ("BAC", MONEY),
    "SP-01": ("SPI", "{:.3f}"),
    "CO-04": ("CPI", "{:.3f}"),
    "CO-05": ("EAC-1", MONEY),
    "SP-08": ("BEI", "{:.2f}"),
    "SP-19": ("slip, d", "{:,.0f}"),
    "RK-03": ("risk", MONEY),
}
COLOURS = {"GREEN": "green", "AMBER": "yellow", "RED": "red", "GREY": "dim"}
FIGURES = """
    select k.scope, coalesce(k.contract_id, k.project_id, 'portfolio') as name, k.currency, k.kpi_id,
           k.value, k.status, k.reason_code, k.rag
    from kpi.fct_kpi as k
    inner join marts.dim_kpi as d using (kpi_id, variant)
    where d.is_default and k.baseline_basis = 'in_force' and k.scope in ('portfolio', 'project', 'contract')
      and k.period_id = (select max(period_id) from kpi.fct_kpi)
      and k.kpi_id in {kpis}
    order by case k.scope when 'portfolio' then 0 when 'project' then 1 else 2 end, k.project_id, k.contract_id
"""


def print_summary(workspace: Workspace, console: Console) -> None:
    """The newest period's figures per portfolio, project and contract; verdicts; where things are."""
    with open_published(workspace) as con:
        rows = con.sql(FIGURES.format(kpis=tuple(SHOWN))).fetchall()
        period = con.sql("select max(period_id) from kpi.fct_kpi").fetchone()
        reasons = dict(con.sql("select reason_code, reason_name from marts.dim_reason").fetchall())
    title = f"Figures of {period[0] if period and period[0] else '(no period yet)'}"
    # Narrow padding: nine columns must fit a terminal of 80.
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("", no_wrap=True)
    table.add_column("in", no_wrap=True)
    for heading, _ in SHOWN.values():
        table.add_column(heading, justify="right", no_wrap=True)
    for (scope, name, currency), figures in _by_row(rows).items():
        cells = [_cell(figures.get(kpi_id), style) for kpi_id, (_, style) in SHOWN.items()]
        indent = {"portfolio": "", "project": " ", "contract": "  "}[scope]
        table.add_row(f"{indent}{plain(name)}", plain(currency or ""), *cells)
    console.print(table)
    unknown = sorted(
        {reason for *_, value, _, reason, _ in rows if value is None and reason}, key=lambda code: int(code[1:])
    )
    if unknown:
        named = ", ".join(f"{code} {reasons.get(code, '')}" for code in unknown)
        console.print(f"[dim]{plain(named)}: what to do is in marts.dim_reason[/dim]", highlight=False)
    print_places(workspace, console)


def print_places(workspace: Workspace, console: Console) -> None:
    """Verdicts in numbers and the folders a user opens next."""
    records = latest_verdicts(read_records(workspace))
    verdicts = {verdict: sum(record.verdict == verdict for record in records) for verdict in _VERDICTS}
    console.print("Verdicts: " + ", ".join(f"{count} {name}" for name, count in verdicts.items() if count))
    console.print(f"Database     {plain(shown(workspace.published_file))}", soft_wrap=True)
    console.print(f"Parquet      {plain(shown(workspace.published / 'parquet' / 'current'))}", soft_wrap=True)
    console.print(f"Fault lists  {plain(shown(workspace.faults))}", soft_wrap=True)
    console.print('Next: pmo status, pmo sql "from kpi.kpi_portfolio_period", pmo --help', soft_wrap=True)


_VERDICTS = ("ACCEPTED", "ACCEPTED_WITH_WARNINGS", "REJECTED", "DUPLICATE")


def print_query(workspace: Workspace, query: str, console: Console) -> None:
    """A query's rows as a table.

    Raises:
        PmoError: the query is wrong, or tries to write.
    """
    with open_published(workspace) as con:
        try:
            relation = con.sql(query)
            if relation is None:
                return
            rows = relation.fetchall()
        except duckdb.Error as error:
            raise PmoError(str(error), where="query", fix='`pmo sql "show all tables"` lists what there is') from None
        table = Table()
        for name in relation.columns:
            table.add_column(plain(name), overflow="fold")
        for row in rows:
            table.add_row(*("" if value is None else plain(_written(value)) for value in row))
    console.print(table)


def open_published(workspace: Workspace) -> duckdb.DuckDBPyConnection:
    """A read-only connection that can reach no other file.

    Raises:
        PmoError: nothing is published yet.
    """
    if not workspace.published_file.is_file():
        raise PmoError("nothing is published yet", where=str(workspace.published_file), fix="pmo run")
    settings = {"enable_external_access": "false", "autoinstall_known_extensions": "false"}
    return duckdb.connect(str(workspace.published_file), read_only=True, config=settings)


def _by_row(rows: list[tuple]) -> dict[tuple, dict[str, tuple]]:
    """(scope, name, currency) -> KPI -> figure; a ratio has no currency, the member's amounts do."""
    currencies = {(scope, name): currency for scope, name, currency, *_ in rows if currency}
    grouped: dict[tuple, dict[str, tuple]] = {}
    for scope, name, _, kpi_id, *figure in rows:
        key = (scope, name, currencies.get((scope, name)))
        grouped.setdefault(key, {})[kpi_id] = tuple(figure)
    return grouped


def _cell(figure: tuple | None, style: str) -> str:
    if figure is None:
        return "[dim]-[/dim]"
    value, status, reason, rag = figure
    if value is None:
        return f"[dim]{plain(reason or status)}[/dim]"
    stale = " *" if status == "STALE" else ""
    written = _short(value) if style == MONEY else style.format(value)
    return f"[{COLOURS.get(rag, 'dim')}]{written}{stale}[/]"


def _short(value: Decimal) -> str:
    """Money as a director reads it: 190.7M, 55.0k."""
    for size, unit in ((10**9, "bn"), (10**6, "M"), (10**3, "k")):
        if abs(value) >= size:
            return f"{value / size:,.1f}{unit}"
    return f"{value:,.0f}"


def _written(value: object) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def shown(path: Path) -> str:
    """A path as short as it can be written from here."""
    relative = os.path.relpath(path)
    return relative if not relative.startswith("..") else str(path)
