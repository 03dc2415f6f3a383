"""Pass 2 and 3: each current submission beside its predecessor, and each contract's feeds side by side.

A comparison is made once and its findings are kept beside the loads, under a name made of the loads (and of what it
read of the configuration). When a submission is inserted, replaced or withdrawn, other names count, and those are made:
nothing is edited. Its document comes last, so an interrupted comparison is made again.
"""

import polars as pl

from pipelines.lib.config.load import Config
from pipelines.lib.files import write_parquet
from pipelines.lib.intake.commit import fault_folder
from pipelines.lib.intake.context import rule_context
from pipelines.lib.lake.comparisons import compared_names, read_comparisons, write_comparison
from pipelines.lib.lake.records import Record, read_records
from pipelines.lib.lake.register import records_now
from pipelines.lib.lake.wanted import Pair, SideBySide, wanted_names, wanted_pairs, wanted_side_by_side
from pipelines.lib.validation.fault_list import write_fault_list
from pipelines.lib.validation.findings import FINDING_COLUMNS
from pipelines.lib.validation.rules import RuleBook
from pipelines.lib.workspace import Workspace


def compare_what_is_current(workspace: Workspace, config: Config, rules: RuleBook) -> int:
    """Make every comparison that counts and was not made yet; returns how many there were."""
    done = compared_names(workspace)
    with records_now(workspace, config) as con:
        names = wanted_names(con)
        pairs = [pair for pair in wanted_pairs(con) if pair.name not in done]
        contracts = [item for item in wanted_side_by_side(con) if item.name not in done]
    if not pairs and not contracts:
        return 0
    records = {record.load_id: record for record in read_records(workspace)}
    findings = _compare_pairs(workspace, config, rules, pairs, records)
    findings |= _compare_feeds(workspace, config, rules, contracts, records)
    paths = {name: _write_findings(workspace, name, found) for name, found in findings.items()}
    kept = [comparison.findings for comparison in read_comparisons(workspace, names)]
    touched = {load_id for found in findings.values() for load_id in found["load_id"]}
    touched |= {load_id for item in contracts for _, load_id in item.parts}
    _write_fault_lists(workspace, [records[load_id] for load_id in sorted(touched)], [*kept, *paths.values()], rules)
    for name, path in paths.items():
        write_comparison(workspace, name, path)
    return len(findings)


def _compare_pairs(
    workspace: Workspace, config: Config, rules: RuleBook, pairs: list[Pair], records: dict[str, Record]
) -> dict[str, pl.DataFrame]:
    """Name -> findings of each pair."""
    if not pairs:
        return {}
    from pipelines.lib.validation.pairs import validate_pairs

    named = [(records[pair.load_id], records[pair.before_load_id]) for pair in pairs]
    known = list(records.values())
    result = validate_pairs(workspace.lake, named, known, config, rules, rule_context(config))
    result.raise_errors()
    return {pair.name: result.findings.filter(pl.col("load_id") == pair.load_id) for pair in pairs}


def _compare_feeds(
    workspace: Workspace, config: Config, rules: RuleBook, contracts: list[SideBySide], records: dict[str, Record]
) -> dict[str, pl.DataFrame]:
    """Name -> findings of each contract."""
    if not contracts:
        return {}
    from pipelines.lib.validation.across import validate_across

    result = validate_across(workspace.lake, contracts, records, config.tables, rules, rule_context(config))
    result.raise_errors()
    return {item.name: result.findings.filter(pl.col("contract_id") == item.contract_id) for item in contracts}


def _write_findings(workspace: Workspace, name: str, findings: pl.DataFrame) -> str | None:
    if findings.is_empty():
        return None
    source_id = findings["source_id"].sort()[0]
    path = f"finding/source_id={source_id}/{name}.parquet"
    write_parquet(workspace.lake / path, findings)
    return path


def _write_fault_lists(workspace: Workspace, loads: list[Record], compared: list[str | None], rules: RuleBook) -> None:
    """Each load's own findings and those of its comparisons in one list; a list that was cured is written again."""
    files = [pl.read_parquet(workspace.lake / path) for path in sorted({path for path in compared if path})]
    found = pl.concat([pl.DataFrame(schema=FINDING_COLUMNS), *files], how="diagonal_relaxed")
    for load in loads:
        own = [pl.read_parquet(workspace.lake / load.findings)] if load.findings else []
        everything = pl.concat([*own, found.filter(pl.col("load_id") == load.load_id)], how="diagonal_relaxed")
        folder = fault_folder(workspace, load)
        if everything.height or folder.is_dir():
            write_fault_list(folder, load.model_dump(), everything, rules)
