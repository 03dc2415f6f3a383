"""`pmo status`: who has sent what, for which period, with which verdict; what was refused, and what is missing."""

import datetime as dt
from itertools import groupby

import duckdb
from rich.console import Console

from pipelines.lib.config.load import load_config
from pipelines.lib.console.figures import shown
from pipelines.lib.console.inbox import print_left, print_receipts
from pipelines.lib.console.plain import plain, uncontrolled
from pipelines.lib.lake.comparisons import Comparison, read_comparisons
from pipelines.lib.lake.current import set_aside_in_force
from pipelines.lib.lake.discards import read_discards
from pipelines.lib.lake.parquet_list import literal
from pipelines.lib.lake.records import Record, latest_verdicts, read_records
from pipelines.lib.lake.register import records_now
from pipelines.lib.lake.wanted import wanted_names
from pipelines.lib.workspace import Workspace

LOAD = 6  # the position of load_id in DELIVERIES
LINE = "{:<9} {:<10} {:<10} {:<10} {:<8} {:>6} {}"
# How a delivery stands -> its colour.
COLOURS = {
    "accepted": "green",
    "warnings": "yellow",
    "rejected": "red",
    "duplicate": "dim",
    "superseded": "dim",
    "withdrawn": "dim",
    "discarded": "dim",
    "set aside": "red",
}
DELIVERIES = """
    select s.received_at, s.source_id, s.role, s.data_date, coalesce(p.period_id, s.period_id) as period_id,
           s.file_name, s.load_id, coalesce(a.reason, s.reason) as reason,
           case when w.load_id is not null then 'withdrawn'
                when a.load_id is not null then 'set aside'
                when s.verdict not like 'ACCEPTED%' then lower(s.verdict)
                when c.load_id is null then 'superseded'
                when s.verdict = 'ACCEPTED' then 'accepted'
                else 'warnings' end as standing
    from lake.submission as s
    left join (select distinct load_id from lake.withdrawal) as w on s.load_id = w.load_id
    left join lake.current_submission as c on s.load_id = c.load_id
    left join lake.set_aside as a on s.load_id = a.load_id and a.is_in_force
    left join (select load_id, min(period_id) as period_id from lake.submission_period group by load_id) as p
        on s.load_id = p.load_id and s.role = 'update'
    order by s.source_id, s.received_at, s.load_id
"""

NOT_COUNTED = """
    select s.load_id, s.file_name, s.source_id, s.data_date, counting.file_name, counting.received_at
    from lake.submission as s
    left join lake.current_submission as c
        on s.source_id = c.source_id and s.role = c.role and s.data_date = c.data_date
           and s.baseline_id is not distinct from c.baseline_id
    left join lake.submission as counting on c.load_id = counting.load_id
    where s.verdict like 'ACCEPTED%' and s.load_id not in (select load_id from lake.current_submission)
        and s.load_id not in (select load_id from lake.withdrawal)
        and s.load_id not in (select load_id from lake.set_aside)
    order by s.source_id, s.received_at, s.load_id
"""


def print_status(workspace: Workspace, console: Console) -> None:
    """What lies in the inbox, receipts without a verdict, one line per verdict, then what contracts wait for."""
    config = load_config(workspace.sources)
    records = {record.load_id: record for record in latest_verdicts(read_records(workspace))}
    print_left(workspace, config, console)
    print_receipts(workspace, {record.receipt_id for record in records.values()}, console)
    if not records:
        console.print("No verdict yet: drop files into inbox/<party>/<feed>/ (or `pmo demo`), then `pmo run`.")
        return
    discarded = read_discards(workspace)
    gone = {load_id for load_id, record in records.items() if record.receipt_id in discarded}
    with records_now(workspace, config) as con:
        found = [row for row in con.sql(DELIVERIES).fetchall() if row[LOAD] in records]
        missing = con.sql(_missing_sql(), params=[dt.date.today()]).fetchall()
        compared = read_comparisons(workspace, wanted_names(con))
    rows = [(*row[:-1], "discarded") if row[LOAD] in gone else row for row in found]
    faults = _found(workspace, [*records.values(), *compared])
    _print_deliveries(console, rows, faults)
    console.print(
        f"Fault lists: {plain(shown(workspace.faults))}/<source>/<data date>_<load>/faults.html", soft_wrap=True
    )
    for *_, name, load_id, reason, standing in rows:
        if standing in ("rejected", "set aside") or (standing == "duplicate" and load_id in faults):
            console.print(f"[red]{standing}[/red] {plain(name)}: {plain(reason)}", soft_wrap=True, highlight=False)
    for contract, feed, period, due in missing:
        console.print(f"[red]missing[/red] {plain(contract)} {feed} {plain(period)}, due {due:%Y-%m-%d}")


def print_not_counted(workspace: Workspace, known: set[str], console: Console) -> None:
    """Accepted loads that are not among `known` and not current: another file for their data date came later."""
    with records_now(workspace, load_config(workspace.sources)) as con:
        found = con.sql(NOT_COUNTED).fetchall()
    for load_id, name, source, data_date, counting, received in found:
        if load_id not in known:
            later = f"{counting}, received later ({received:%Y-%m-%d %H:%M} UTC)," if counting else "its correction"
            line = f"{source} {name} ({data_date:%Y-%m-%d}): accepted, but {later} counts instead"
            console.print(f"[yellow]superseded[/yellow] {plain(line)}", soft_wrap=True, highlight=False)


def print_set_aside(workspace: Workspace, console: Console) -> int:
    """What the figures stand without because a model of ours fails on it; returns how many loads."""
    missing = set_aside_in_force(workspace)
    names = {record.load_id: record.file_name for record in read_records(workspace)} if missing else {}
    for item in missing:
        told = f"{item.source_id} {names[item.load_id]}: {item.reason} ({item.message})"
        console.print(f"[red]set aside[/red] {plain(told)}", soft_wrap=True, highlight=False)
    return len(missing)


def _print_deliveries(console: Console, rows: list[tuple], faults: dict[str, int]) -> None:
    """One line per delivery below its source; the file's name last, because it may be long."""
    console.print(
        f"  {LINE.format('period', 'data date', 'received', 'verdict', 'load', 'faults', 'file')}", style="dim"
    )
    for source, deliveries in groupby(rows, key=lambda row: row[1]):
        console.print(uncontrolled(source), style="bold", highlight=False, markup=False)
        for received, _, role, data_date, period, name, load_id, _, standing in deliveries:
            day = f"{data_date:%Y-%m-%d}" if data_date else "unknown"
            known_as = "baseline" if role == "baseline" else period or ""
            count = faults.get(load_id, "")
            line = LINE.format(known_as, day, f"{received:%Y-%m-%d}", standing, load_id[:8], count, name)
            console.print(
                f"  {uncontrolled(line)}", style=COLOURS[standing], highlight=False, markup=False, soft_wrap=True
            )


def _missing_sql() -> str:
    return """
        select e.contract_id, e.feed, p.period_id, p.due_on
        from lake.config_contract_expects as e
        inner join lake.config_period as p on e.contract_id = p.contract_id and p.due_on < ?
        where not exists (
            select 1 from lake.submission_period as s
            inner join lake.current_submission as c on s.load_id = c.load_id
            where s.contract_id = e.contract_id and s.period_id = p.period_id and c.feed = e.feed and s.speaks
        )
        -- what our program set aside has come
        and not exists (
            select 1 from lake.set_aside as a
            inner join lake.submission as s on a.load_id = s.load_id
            inner join lake.submission_contract as m on a.load_id = m.load_id
            where a.is_in_force and m.contract_id = e.contract_id and s.feed = e.feed and s.role = 'update'
                and p.period_id = coalesce(s.period_id, (
                    select arg_min(near.period_id, abs(date_diff('day', near.period_end, s.cut_off_day)))
                    from lake.config_period as near where near.contract_id = e.contract_id
                ))
        )
        order by all
    """


def _found(workspace: Workspace, sources: list[Record | Comparison]) -> dict[str, int]:
    """Load -> number of its faults, those found by comparison among them; notes are none."""
    paths = [source.findings for source in sources]
    there = [workspace.lake / path for path in dict.fromkeys(paths) if path and (workspace.lake / path).is_file()]
    files = [literal(path) for path in there]
    if not files:
        return {}
    found = duckdb.read_parquet(files, union_by_name=True).filter("severity <> 'info'")
    return dict(found.aggregate("load_id, count(*)").fetchall())
