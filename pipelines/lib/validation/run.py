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
from pipelines.lib.validation.relations import create_derived, create_tables, create_views, derived_from
from pipelines.lib.validation.rules import Rule, RuleBook
from pipelines.lib.validation.suite import Outcome, judge_with_gx
from pipelines.lib.worker_process import memory_for_duckdb

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
        tables: Table -> Parquet files: canonical ones of stamped rows; `bad_cell`, one row per unreadable cell, and
            `note`, one row per note of a reader.
        whole: What is at hand: `submission`, one row per file, and tables without a row that are to be judged as well.
        rules: The rule book.
        context: Tables that conditions may look up (`rate`, `contract`), canonical ones without a row among them.
    """
    relations = derived_from([*tables, *whole])
    derived = relations if any(rules.of(relation) for relation in relations) else []

    def prepare(con: duckdb.DuckDBPyConnection) -> None:
        create_tables(con, {**context, **whole})
        create_views(con, {name: [str(file) for file in files] for name, files in tables.items()})
        create_derived(con, derived)

    asked = {name: rules.of(name) for name in [*whole, *tables, *derived]}
    return judge(prepare, {name: found for name, found in asked.items() if found}, rules)


def findings_on(relation: str, rows: pl.DataFrame, rules: RuleBook) -> pl.DataFrame:
    """Findings of the rules on one relation whose rows are at hand, each with the load that it is compared with.

    Raises:
        InternalError: a rule could not be judged.
    """

    def prepare(con: duckdb.DuckDBPyConnection) -> None:
        create_tables(con, {relation: rows})

    result = judge(prepare, {relation: rules.of(relation, compares=True)}, rules)
    result.raise_errors()
    return result.findings


def judge(prepare: Prepare, rules_by_relation: dict[str, list[Rule]], rules: RuleBook) -> ValidationResult:
    """GX's verdicts and our rows over relations that `prepare` makes; a difference of counts is an error."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "validation.duckdb"
        with duckdb.connect(str(database), config=memory_for_duckdb()) as con:
            prepare(con)
        outcomes = judge_with_gx(database, rules_by_relation)
        # GX keeps its connection to the file under settings of its own; the relations cost nothing to make again.
        with duckdb.connect(config={"temp_directory": folder, **memory_for_duckdb()}) as con:
            prepare(con)
            asked = [(relation, rule) for relation, own in rules_by_relation.items() for rule in own]
            found = {rule.id: _find(con, rule, relation) for relation, rule in asked}
    frames = [frame for frame in found.values() if isinstance(frame, pl.DataFrame)]
    findings = pl.concat([pl.DataFrame(schema=FINDING_COLUMNS), *frames])
    errors = _errors(outcomes, found)
    if lacking := [error for error in errors if "raised: Out of Memory Error" in error]:
        raise MemoryError(lacking[0])  # no fault of the rule, nor yet of the file
    return ValidationResult(waive(findings, rules), outcomes, errors)


def _find(con: duckdb.DuckDBPyConnection, rule: Rule, relation: str) -> pl.DataFrame | str:
    """A rule's failing rows as findings, or why its SQL does not run."""
    try:
        return con.sql(finding_query(rule, relation)).pl().cast(FINDING_COLUMNS)
    except (duckdb.Error, TypeError) as error:  # a TypeError: arguments that the expectation does not have
        return str(error).splitlines()[0]


def _errors(outcomes: list[Outcome], found: dict[str, pl.DataFrame | str]) -> list[str]:
    """One line per rule that could not be judged: it raised, was not judged at all, or two counts differ."""
    judged = {outcome.rule_id: outcome for outcome in outcomes}
    return [error for rule_id, ours in found.items() if (error := _error(rule_id, judged.get(rule_id), ours))]


def _error(rule_id: str, outcome: Outcome | None, ours: pl.DataFrame | str) -> str | None:
    if outcome is None:
        return f"rule {rule_id}: GX did not judge it"
    if isinstance(ours, str) or outcome.error:
        return f"rule {rule_id} raised: {ours if isinstance(ours, str) else outcome.error}"
    if outcome.failing != ours.height or outcome.success != ours.is_empty():
        return f"rule {rule_id}: GX counts {outcome.failing} failing rows, its predicate {ours.height}"
    return None
