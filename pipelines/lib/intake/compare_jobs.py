"""The work of comparing, done in a limited process (worker.py): findings and fault lists are written here.

Data flow: records of committed loads -> findings under lake/finding/, fault lists. Which comparisons count is told by
lake/wanted.py, in which order they are kept by compare.py.
"""

from dataclasses import dataclass

import polars as pl

from pipelines.lib.config.load import Config
from pipelines.lib.files import write_parquet
from pipelines.lib.intake.commit import fault_folder
from pipelines.lib.intake.context import rule_context
from pipelines.lib.lake.records import Record
from pipelines.lib.lake.wanted import Pair, SideBySide
from pipelines.lib.validation.fault_list import write_fault_list
from pipelines.lib.validation.findings import FINDING_COLUMNS
from pipelines.lib.validation.rules import RuleBook
from pipelines.lib.workspace import Workspace

Comparable = Pair | SideBySide
Records = dict[str, Record]


@dataclass(frozen=True)
class Compared:
    """A comparison: its findings' path under lake/ and the loads they speak of; the cause when it could not be made."""

    name: str
    path: str | None
    load_ids: tuple[str, ...]
    cause: str | None = None


def compare(
    workspace: Workspace, config: Config, rules: RuleBook, items: list[Comparable], records: Records
) -> list[Compared]:
    """Compare submissions with their predecessors, or contracts' feeds: items of one kind.

    Raises:
        InternalError: a rule could not be judged.
    """
    make = _compare_pairs if isinstance(items[0], Pair) else _compare_feeds
    found = make(workspace, config, rules, items, records)
    return [_keep(workspace, name, findings) for name, findings in found.items()]


def check_rules_of_comparisons(workspace: Workspace, config: Config, rules: RuleBook) -> None:
    """Judge every rule of comparisons on nothing: what can't be judged there can't be judged anywhere.

    Raises:
        InternalError: naming each such rule; it is the configuration's fault and no file's.
    """
    _compare_pairs(workspace, config, rules, [], {})
    _compare_feeds(workspace, config, rules, [], {})


def not_compared(
    workspace: Workspace, rules: RuleBook, item: Comparable, records: Records, problem: str, cause: str | None
) -> Compared:
    """Keep the finding that a comparison could not be made."""
    from pipelines.lib.validation.not_compared import find_not_compared

    if isinstance(item, Pair):
        load, before, contract = records[item.load_id], item.before_load_id, None
    else:
        loads = [records[load_id] for _, load_id in item.parts]
        load, before = max(loads, key=lambda one: (one.data_date, one.load_id)), None
        contract = item.contract_id
    findings = find_not_compared(load, before, contract, problem, rules)
    kept = _keep(workspace, item.name, findings)
    return Compared(kept.name, kept.path, kept.load_ids, cause)


def write_fault_lists(workspace: Workspace, rules: RuleBook, files: list[str], loads: list[Record]) -> None:
    """Each load's own findings and those in `files` in one list; a list that was cured is written again."""
    wanted = pl.col("load_id").is_in([load.load_id for load in loads])
    frames = [pl.scan_parquet(workspace.lake / path, glob=False).filter(wanted) for path in files]
    found = pl.concat([pl.LazyFrame(schema=FINDING_COLUMNS), *frames], how="diagonal_relaxed").collect()
    for load in loads:
        own = [pl.read_parquet(workspace.lake / load.findings, glob=False)] if load.findings else []
        everything = pl.concat([*own, found.filter(pl.col("load_id") == load.load_id)], how="diagonal_relaxed")
        folder = fault_folder(workspace, load)
        if everything.height or folder.is_dir():
            write_fault_list(folder, load.model_dump(), everything, rules)


def _compare_pairs(
    workspace: Workspace, config: Config, rules: RuleBook, pairs: list[Pair], records: Records
) -> dict[str, pl.DataFrame]:
    """Name -> findings of each pair."""
    from pipelines.lib.validation.pairs import validate_pairs

    named = [(records[pair.load_id], records[pair.before_load_id]) for pair in pairs]
    known = list(records.values())
    result = validate_pairs(workspace.lake, named, known, config, rules, rule_context(config))
    result.raise_errors()
    return {pair.name: result.findings.filter(pl.col("load_id") == pair.load_id) for pair in pairs}


def _compare_feeds(
    workspace: Workspace, config: Config, rules: RuleBook, contracts: list[SideBySide], records: Records
) -> dict[str, pl.DataFrame]:
    """Name -> findings of each contract."""
    from pipelines.lib.validation.across import validate_across

    result = validate_across(workspace.lake, contracts, records, config.tables, rules, rule_context(config))
    result.raise_errors()
    return {item.name: result.findings.filter(pl.col("contract_id") == item.contract_id) for item in contracts}


def _keep(workspace: Workspace, name: str, findings: pl.DataFrame) -> Compared:
    if findings.is_empty():
        return Compared(name, None, ())
    path = f"finding/source_id={findings['source_id'].sort()[0]}/{name}.parquet"
    write_parquet(workspace.lake / path, findings)
    return Compared(name, path, tuple(findings["load_id"].unique().sort()))
