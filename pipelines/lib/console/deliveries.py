"""`pmo status`: who has sent what, for which period, with which verdict; findings of one file."""

import datetime as dt

import duckdb
import polars as pl
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipelines.lib.config.load import load_config
from pipelines.lib.console.figures import shown
from pipelines.lib.lake.comparisons import read_comparisons
from pipelines.lib.lake.current import CURRENT_SQL, SPEAKS_SQL, create_table
from pipelines.lib.lake.frames import submission_contract_frame, submission_frame, withdrawal_frame
from pipelines.lib.lake.periods import period_frame, reporting_frame
from pipelines.lib.lake.records import Record, read_records, read_withdrawals
from pipelines.lib.workspace import Workspace

COLOURS = {"ACCEPTED": "green", "ACCEPTED_WITH_WARNINGS": "yellow", "REJECTED": "red", "DUPLICATE": "dim"}
DELIVERIES = """
    select s.received_at, s.source_id, s.role, s.data_date, coalesce(p.period_id, s.period_id) as period_id,
           s.file_name, s.verdict, s.load_id,
           case when w.load_id is not null then 'withdrawn'
                when s.verdict not like 'ACCEPTED%' then ''
                when c.load_id is null then 'superseded'
                else 'current' end as standing
    from lake.submission as s
    left join (select distinct load_id from lake.withdrawal) as w on s.load_id = w.load_id
    left join lake.current_submission as c on s.load_id = c.load_id
    left join (select load_id, min(period_id) as period_id from lake.submission_period group by load_id) as p
        on s.load_id = p.load_id and s.role = 'update'
    order by s.source_id, s.received_at, s.load_id
"""


def print_status(workspace: Workspace, console: Console) -> None:
    """One line per verdict, then what contracts wait for."""
    config = load_config(workspace.sources)
    records = {record.load_id: record for record in read_records(workspace)}
    if not records:
        console.print("Nothing received yet: drop files into inbox/<party>/<feed>/, or `pmo demo`.")
        return
    with _lake(workspace, config) as con:
        rows = con.sql(DELIVERIES).fetchall()
        missing = con.sql(_missing_sql(), params=[dt.date.today()]).fetchall()
    table = Table(title="Deliveries", title_justify="left")
    for heading in ("source", "period", "data date", "received", "file", "verdict", "", "load", "faults"):
        table.add_column(heading, overflow="fold")
    found = _found(workspace, list(records.values()))
    for received, source, role, data_date, period, name, verdict, load_id, standing in rows:
        table.add_row(
            source + (" (baseline)" if role == "baseline" else ""),
            period or "",
            f"{data_date:%Y-%m-%d}" if data_date else "?",
            f"{received:%Y-%m-%d}",
            escape(name),
            f"[{COLOURS[verdict]}]{verdict}[/]",
            standing,
            load_id[:8],
            found.get(load_id, ""),
        )
    console.print(table)
    console.print(f"Fault lists: {shown(workspace.faults)}/<source>/<data date>_<load>/faults.html")
    for contract, feed, period, due in missing:
        console.print(f"[red]missing[/red] {contract} {feed} {period}, due {due:%Y-%m-%d}")


def print_findings(console: Console, findings: pl.DataFrame) -> None:
    """Findings by rule: severity, count, the first place, what is wrong."""
    if findings.is_empty():
        return
    table = Table()
    for heading in ("rule", "severity", "rows", "first at", "expected: found"):
        table.add_column(heading, overflow="fold")
    order = pl.col("severity").replace_strict({"blocking": 0, "critical": 1, "warning": 2, "info": 3})
    grouped = (
        findings.sort("source_row", nulls_last=True)
        .group_by("rule_id", "severity", maintain_order=True)
        .agg(
            pl.len(),
            *(pl.col(name).first() for name in ("source_row", "row_key", "column_name", "value", "message")),
        )
        .sort(order, "rule_id")
    )
    for rule, severity, count, row, key, column, value, message in grouped.iter_rows():
        places = (f"row {row}" if row else "", key or "", f"{column} = {value}" if column else "")
        table.add_row(rule, severity, str(count), escape(", ".join(filter(None, places))), escape(message or ""))
    console.print(table)


def _lake(workspace: Workspace, config) -> duckdb.DuckDBPyConnection:
    records = read_records(workspace)
    con = duckdb.connect()
    con.execute("create schema lake")
    create_table(con, "submission", submission_frame(records))
    create_table(con, "submission_contract", submission_contract_frame(records))
    create_table(con, "withdrawal", withdrawal_frame(read_withdrawals(workspace)))
    con.execute(f"create view lake.current_submission as {CURRENT_SQL}")
    loads = {row[0] for row in con.sql("select load_id from lake.current_submission").fetchall()}
    current = [record for record in records if record.load_id in loads]
    create_table(con, "config_period", period_frame(reporting_frame(config), current))
    con.execute(f"create table lake.submission_period as {SPEAKS_SQL}")
    expects = [(c.contract, feed) for c in config.contracts.values() for feed in c.expects]
    con.execute("create table expects (contract_id varchar, feed varchar)")
    if expects:
        con.executemany("insert into expects values (?, ?)", expects)
    return con


def _missing_sql() -> str:
    return """
        select e.contract_id, e.feed, p.period_id, p.due_on
        from expects as e
        inner join lake.config_period as p on e.contract_id = p.contract_id and p.due_on < ?
        where not exists (
            select 1 from lake.submission_period as s
            inner join lake.current_submission as c on s.load_id = c.load_id
            where s.contract_id = e.contract_id and s.period_id = p.period_id and c.feed = e.feed and s.speaks
        )
        order by all
    """


def _found(workspace: Workspace, records: list[Record]) -> dict[str, str]:
    """Load -> its faults in numbers, comparisons with the predecessor among them."""
    paths = [record.findings for record in records] + [item.findings for item in read_comparisons(workspace)]
    files = [str(workspace.lake / path) for path in paths if path]
    if not files:
        return {}
    counts = duckdb.sql(
        f"""
        select load_id, string_agg(n || ' ' || severity, ', ' order by severity)
        from (
            select load_id, severity, count(*) as n from read_parquet({files}, union_by_name = true) group by all
        )
        group by load_id
        """
    )
    return dict(counts.fetchall())
