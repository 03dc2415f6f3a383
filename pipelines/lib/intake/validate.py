"""Candidates -> judgements: one validation over some new files, in a limited process (worker.py).

Data flow: staged Parquet files + what is known of each file -> findings under lake/_staging/<load_id>/, one judgement
a load.
"""

from pathlib import Path

import polars as pl

from pipelines.lib.config.load import Config
from pipelines.lib.files import write_parquet
from pipelines.lib.intake.candidate import Candidate
from pipelines.lib.intake.context import rule_context
from pipelines.lib.intake.envelope import envelope_frame
from pipelines.lib.intake.row_frames import NOTICED
from pipelines.lib.intake.verdict import Judgement, counts_of, verdict_of
from pipelines.lib.validation.relations import empty_tables
from pipelines.lib.validation.rules import RuleBook
from pipelines.lib.workspace import Workspace


def judge_candidates(
    workspace: Workspace, config: Config, rules: RuleBook, candidates: list[Candidate]
) -> dict[str, Judgement]:
    """Load -> judgement of each staged candidate.

    Raises:
        InternalError: a rule could not be judged; nothing is committed then.
    """
    findings = _validate(config, rules, candidates).partition_by("load_id", as_dict=True)
    none = pl.DataFrame({"severity": []}, schema={"severity": pl.String})
    judged = {}
    for candidate in candidates:
        own = findings.get((candidate.load_id,), none)
        path = workspace.lake / "_staging" / candidate.load_id / "finding.parquet"
        written = write_parquet(path, own) if own.height else None
        judged[candidate.load_id] = Judgement(*verdict_of(candidate, own), counts_of(own), written)
    return judged


def check_rules(config: Config, rules: RuleBook) -> None:
    """Judge every rule on tables without a row: what can't be judged there can't be judged anywhere.

    Raises:
        InternalError: naming each such rule; it is the configuration's fault and no file's.
    """
    _validate(config, rules, [], with_every_table=True)


def _validate(
    config: Config, rules: RuleBook, candidates: list[Candidate], *, with_every_table: bool = False
) -> pl.DataFrame:
    from pipelines.lib.validation.run import validate_tables

    files: dict[str, list[Path]] = {}
    for candidate in candidates:
        for name, path in (candidate.staged | candidate.noticed).items():
            files.setdefault(name, []).append(path)
    empty = {name: frame for name, frame in empty_tables(config.tables).items() if name not in files}
    noticed = {name: pl.DataFrame(schema=schema) for name, schema in NOTICED.items() if name not in files}
    whole = {"submission": envelope_frame(config, candidates), **noticed, **(empty if with_every_table else {})}
    context = rule_context(config) | ({} if with_every_table else empty)
    result = validate_tables(files, whole, rules, context)
    result.raise_errors()
    return result.findings
