"""Rules -> one Great Expectations suite per table, judged in one batch on DuckDB.

Great Expectations is imported in here only: it takes seconds. A raised metric looks like a failure in GX's result; here
it becomes an error of ours, apart from failures.
"""

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipelines.lib.validation.dialect import address, register_dialect
from pipelines.lib.validation.rules import Rule


@dataclass(frozen=True)
class Outcome:
    """GX's word on one rule: passed, how many rows fail, or the error that stopped it."""

    rule_id: str
    success: bool
    failing: int
    error: str | None = None


def judge_with_gx(database: Path, rules_by_relation: dict[str, list[Rule]]) -> list[Outcome]:
    """GX's outcome of every rule, one batch per table or view of a DuckDB file."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    register_dialect()
    with _quiet():
        import great_expectations as gx
        from great_expectations.data_context.types.base import ProgressBarsConfig

        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = ProgressBarsConfig(globally=False)
        source = context.data_sources.add_sql(name="loads", connection_string=address(database))
        outcomes = []
        try:
            for relation, rules in rules_by_relation.items():
                asset = source.add_table_asset(name=relation, table_name=relation)
                batch = asset.add_batch_definition_whole_table("all").get_batch()
                wanted = [_expectation(gx, rule) for rule in rules]
                outcomes += [refused for refused in wanted if isinstance(refused, Outcome)]
                suite = gx.ExpectationSuite(relation, [item for item in wanted if not isinstance(item, Outcome)])
                outcomes += [_outcome(result) for result in batch.validate(suite, result_format="BASIC").results]
        finally:
            source.get_engine().dispose()
    return outcomes


def _expectation(gx: object, rule: Rule) -> object:
    """A rule as GX expects it, or the outcome that says why its arguments are none."""
    severity = {"blocking": "critical", "critical": "critical", "warning": "warning", "info": "info"}[rule.severity]
    common = {"meta": {"rule": rule.id}, "severity": severity}
    if rule.fails_when is not None:
        query = f"select * from {{batch}} where coalesce(({rule.fails_when}), false)"
        return gx.expectations.UnexpectedRowsExpectation(unexpected_rows_query=query, **common)
    name = "".join(part.capitalize() for part in rule.expectation.split("_"))
    try:
        return getattr(gx.expectations, name)(**rule.arguments, **common)
    except ValueError as error:
        return Outcome(rule.id, success=False, failing=0, error=" ".join(str(error).split()))


def _outcome(result: object) -> Outcome:
    rule_id = result.expectation_config.meta["rule"]
    error = _error(result.exception_info or {})
    found = result.result or {}
    failing = found.get("unexpected_count", found.get("observed_value", 0))
    return Outcome(rule_id, bool(result.success), int(failing or 0), error)


def _error(info: dict) -> str | None:
    """The message of a raised metric: GX nests it under the metric's id, or not."""
    nested = [info, *(value for value in info.values() if isinstance(value, dict))]
    raised = [part for part in nested if part.get("raised_exception")]
    return str(raised[0].get("exception_message")) if raised else None


@contextmanager
def _quiet() -> Iterator[None]:
    logging.getLogger("great_expectations").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
