"""How many rows fail each rule in the latest submission of each source."""

from pathlib import Path

import duckdb
import polars as pl

from pipelines.lib.config.load import Config
from pipelines.lib.lake.comparisons import read_comparisons
from pipelines.lib.lake.parquet_list import parquet_list
from pipelines.lib.lake.records import Record, read_records
from pipelines.lib.lake.register import records_now
from pipelines.lib.lake.wanted import wanted_pairs, wanted_side_by_side
from pipelines.lib.workspace import Workspace


def failing_by_rule(workspace: Workspace, config: Config) -> dict[str, int]:
    """Rule -> findings in each source's newest delivery, its comparison with its predecessor, and across feeds."""
    latest = _latest(read_records(workspace))
    with records_now(workspace, config) as con:
        names = {pair.name for pair in wanted_pairs(con) if pair.load_id in latest}
        names |= {item.name for item in wanted_side_by_side(con)}
    compared = read_comparisons(workspace, names)
    files = [str(workspace.lake / item.findings) for item in (*latest.values(), *compared) if item.findings]
    files = [file for file in files if Path(file).is_file()]
    if not files:
        return {}
    counts: pl.DataFrame = duckdb.sql(
        f"select rule_id, count(*) as n from read_parquet({parquet_list(files)}, union_by_name = true) group by rule_id"
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
