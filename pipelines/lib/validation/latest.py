"""How many rows fail each rule in the latest submission of each source."""

import duckdb
import polars as pl

from pipelines.lib.lake.comparisons import read_comparisons
from pipelines.lib.lake.records import Record, read_records
from pipelines.lib.workspace import Workspace


def failing_by_rule(workspace: Workspace) -> dict[str, int]:
    """Rule -> findings in each source's newest delivery, comparisons with predecessors among them."""
    latest = _latest(read_records(workspace))
    compared = [c.findings for c in read_comparisons(workspace) if c.load_id in latest and c.findings]
    own = [record.findings for record in latest.values() if record.findings]
    files = [str(workspace.lake / path) for path in (*own, *compared)]
    if not files:
        return {}
    counts: pl.DataFrame = duckdb.sql(
        f"select rule_id, count(*) as n from read_parquet({files}, union_by_name = true) group by rule_id"
    ).pl()
    return dict(counts.iter_rows())


def _latest(records: list[Record]) -> dict[str, Record]:
    """Load -> record of the newest verdict of each source and role, duplicates apart."""
    newest: dict[tuple[str, str], Record] = {}
    for record in records:
        key = (record.source_id, record.role)
        if record.verdict != "DUPLICATE" and (key not in newest or _order(record) > _order(newest[key])):
            newest[key] = record
    return {record.load_id: record for record in newest.values()}


def _order(record: Record) -> tuple:
    return (record.received_at, record.committed_at, record.load_id)
