"""Pass 2: each current submission against its predecessor by data date.

A pair is compared once; its findings are kept beside the loads. When a submission is inserted, replaced or withdrawn,
its successor has a new predecessor, so the new pair is compared and the old pair's findings no longer count.
"""

import polars as pl

from pipelines.lib.config.load import Config
from pipelines.lib.files import write_parquet
from pipelines.lib.intake.commit import fault_folder
from pipelines.lib.intake.context import rule_context
from pipelines.lib.lake.comparisons import compared_names, comparison_name, write_comparison
from pipelines.lib.lake.current import current_submissions
from pipelines.lib.lake.records import Record, read_records
from pipelines.lib.validation.fault_list import write_fault_list
from pipelines.lib.validation.rules import RuleBook
from pipelines.lib.workspace import Workspace


def compare_new_pairs(workspace: Workspace, config: Config, rules: RuleBook) -> int:
    """Compare every current pair that was not compared yet; returns how many there were."""
    pairs = _new_pairs(workspace)
    if pairs.is_empty():
        return 0
    from pipelines.lib.validation.pairs import validate_pairs

    records = {record.load_id: record for record in read_records(workspace)}
    named = [(records[load], records[before]) for load, before in pairs.iter_rows()]
    known = list(records.values())
    result = validate_pairs(workspace.lake, named, known, config, rules, rule_context(config))
    result.raise_errors()
    for load, before in named:
        _write(workspace, load, before, result.findings.filter(pl.col("load_id") == load.load_id), rules)
    return pairs.height


def _new_pairs(workspace: Workspace) -> pl.DataFrame:
    """load_id, predecessor_load_id of the current submissions whose pair has no comparison."""
    known = compared_names(workspace)
    pairs = current_submissions(workspace).filter(pl.col("predecessor_load_id").is_not_null())
    names = [comparison_name(*pair) for pair in pairs.select("load_id", "predecessor_load_id").iter_rows()]
    is_new = pl.Series([name not in known for name in names], dtype=pl.Boolean)
    return pairs.filter(is_new).select("load_id", "predecessor_load_id")


def _write(workspace: Workspace, load: Record, before: Record, findings: pl.DataFrame, rules: RuleBook) -> None:
    name = comparison_name(load.load_id, before.load_id)
    path = f"finding/source_id={load.source_id}/{name}.parquet" if findings.height else None
    if path:
        write_parquet(workspace.lake / path, findings)
        own = [pl.read_parquet(workspace.lake / load.findings)] if load.findings else []
        everything = pl.concat([*own, findings], how="diagonal_relaxed")
        write_fault_list(fault_folder(workspace, load), load.model_dump(), everything, rules)
    write_comparison(workspace, load.load_id, before.load_id, path)
