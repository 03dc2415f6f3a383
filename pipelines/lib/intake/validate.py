"""Candidates -> findings: one validation over everything that is new."""

import polars as pl

from pipelines.lib.config.load import Config
from pipelines.lib.intake.candidate import Candidate
from pipelines.lib.intake.context import rule_context
from pipelines.lib.intake.envelope import envelope_frame
from pipelines.lib.intake.row_frames import bad_cell_frame, note_frame
from pipelines.lib.validation.findings import FINDING_COLUMNS
from pipelines.lib.validation.relations import empty_tables
from pipelines.lib.validation.rules import RuleBook
from pipelines.lib.workspace import Workspace


def validate_candidates(
    workspace: Workspace, config: Config, rules: RuleBook, candidates: list[Candidate]
) -> pl.DataFrame:
    """Findings (columns of lake.finding) of staged candidates.

    Raises:
        InternalError: a rule could not be judged; nothing is committed then.
    """
    if not candidates:
        return pl.DataFrame(schema=FINDING_COLUMNS)
    from pipelines.lib.validation.run import validate_tables

    staged: dict[str, list] = {}
    for candidate in candidates:
        for name, path in candidate.staged.items():
            staged.setdefault(name, []).append(path)
    whole = {
        "submission": envelope_frame(config, candidates),
        "bad_cell": bad_cell_frame(config, candidates),
        "note": note_frame(config, candidates),
    }
    context = rule_context(config) | {
        name: frame for name, frame in empty_tables(config.tables).items() if name not in staged
    }
    result = validate_tables(staged, whole, rules, context)
    result.raise_errors()
    return result.findings
