"""Pass 1: every rule over all new loads of a table in one batch; verdicts are kept apart by load.

Data flow: staged Parquet files + the frame of envelopes -> GX outcomes and findings, one row per failing row.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from pipelines.lib.errors import InternalError
from pipelines.lib.validation.findings import FINDING_COLUMNS, finding_query, waive
from pipelines.lib.validation.rules import Rule, RuleBook
from pipelines.lib.validation.suite import Outcome, judge_with_gx

Prepare = Callable[[duckdb.DuckDBPyConnection], None]


@dataclass(frozen=True)
class ValidationResult:
    """Findings (columns of lake.finding), GX's outcomes, and errors of our own that make them worthless."""

    findings: pl.DataFrame
    outcomes: list[Outcome]
    errors: list[str]

    def raise_errors(self) -> None:
        """Stop when a rule could not be judged.

        Raises:
            InternalError: naming each rule.
        """
        if self.errors:
            raise InternalError(
                "; ".join(self.errors),
                where="validation",
                why="a rule that can't be judged must not pass",
                fix="mend the rule's YAML; nothing was committed",
            )


def validate_tables(
    tables: dict[str, list[Path]], whole: dict[str, pl.DataFrame], rules: RuleBook, context: dict[str, pl.DataFrame]
) -> ValidationResult:
    """Judge all new loads.

    Args:
        tables: Canonical table -> Parquet files of stamped rows.
        whole: What is no canonical table: `submission`, one row per file, and `bad_cell`, one row per unreadable cell.
        rules: The rule book.
        context: Tables that conditions may look up (`rate`, `contract`).
    """

    def prepare(con: duckdb.DuckDBPyConnection) -> None:
        for name, frame in {**context, **whole}.items():
            con.register("incoming", frame.to_arrow())
            con.execute(f"create table {name} as from incoming")
            con.unregister("incoming")
        for name, files in tables.items():
            con.execute(
                f"create view {name} as from read_parquet({[str(file) for file in files]}, union_by_name = true)"
            )

    asked = {name: rules.of(name) for name in [*whole, *tables]}
    return judge(prepare, {name: found for name, found in asked.items() if found}, rules)


def judge(prepare: Prepare, rules_by_relation: dict[str, list[Rule]], rules: RuleBook) -> ValidationResult:
    """GX's verdicts and our rows over relations that `prepare` makes; a difference of counts is an error."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "validation.duckdb"
        with duckdb.connect(str(database)) as con:
            prepare(con)
        outcomes = judge_with_gx(database, rules_by_relation)
        # GX keeps its connection to the file under settings of its own; the relations cost nothing to make again.
        with duckdb.connect(config={"temp_directory": folder}) as con:
            prepare(con)
            found = [
                con.sql(finding_query(rule, relation)).pl()
                for relation, own in rules_by_relation.items()
                for rule in own
            ]
    schema = pl.DataFrame(schema=FINDING_COLUMNS)
    findings = pl.concat([schema, *(frame.cast(FINDING_COLUMNS) for frame in found)])
    return ValidationResult(waive(findings, rules), outcomes, _errors(outcomes, findings))


def _errors(outcomes: list[Outcome], findings: pl.DataFrame) -> list[str]:
    counts = dict(findings.group_by("rule_id").len().iter_rows())
    errors = []
    for outcome in outcomes:
        ours = counts.get(outcome.rule_id, 0)
        if outcome.error:
            errors.append(f"rule {outcome.rule_id} raised: {outcome.error}")
        elif outcome.failing != ours or outcome.success != (ours == 0):
            errors.append(f"rule {outcome.rule_id}: GX counts {outcome.failing} failing rows, its predicate {ours}")
    return errors
