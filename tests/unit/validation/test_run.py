"""A rule that can't be judged is an error of ours: never a pass, never a fault of the sender."""

import os

import polars as pl
import pytest

from pipelines.lib.errors import InternalError
from pipelines.lib.validation import run
from pipelines.lib.validation.findings import FINDING_COLUMNS
from pipelines.lib.validation.rules import Rule, RuleBook
from pipelines.lib.validation.suite import Outcome
from tests.unit.validation.clean import CLEAN, CONTEXT, frame, with_row

NOT_NULL = {"expectation": "expect_column_values_to_not_be_null"}


def rule(rule_id, **how):
    words = {"title": "t", "feed": "risk", "table": "risk", "severity": "blocking", "why": "w", "fix": "f"}
    return Rule(id=rule_id, **words, **how)


OWNER = rule("V55", **NOT_NULL, arguments={"column": "owner"}, row_key="risk_id")


@pytest.fixture
def judge(tmp_path):
    def of(*rules, rows=CLEAN["risk"]):
        file = tmp_path / "risk.parquet"
        frame("risk", rows).write_parquet(file)
        return run.validate_tables({"risk": [file]}, {}, RuleBook(rules, {}), CONTEXT)

    return of


def test_failures_are_findings_and_no_errors(judge):
    done = judge(OWNER)
    assert done.errors == []
    assert dict(done.findings.schema) == FINDING_COLUMNS
    assert done.findings.select("source_row", "row_key").rows() == [(3, "R2")]  # a closed risk of the clean register
    done.raise_errors()


def test_a_pass_is_an_empty_typed_frame(judge):
    done = judge(OWNER, rows=with_row("risk", 1, owner="Geology"))
    assert done.findings.is_empty() and dict(done.findings.schema) == FINDING_COLUMNS
    assert [(outcome.rule_id, outcome.success) for outcome in done.outcomes] == [("V55", True)]


@pytest.mark.parametrize(
    "broken",
    [
        rule("V66", fails_when="no_such_column > 1"),
        rule("V66", fails_when="title > 1"),  # SQL that fails on the values it meets
        rule("V66", fails_when="probability >"),
        rule("V66", **NOT_NULL, arguments={"column": "no_such_column"}),
        rule("V66", **NOT_NULL, arguments={"columns": "owner"}),
    ],
    ids=lambda broken: broken.fails_when or str(broken.arguments),
)
def test_a_rule_that_raises_is_an_error_and_the_others_are_still_judged(judge, broken):
    done = judge(broken, OWNER)
    assert len(done.errors) == 1 and done.errors[0].startswith("rule V66 raised: ")
    assert done.findings["rule_id"].to_list() == ["V55"]
    with pytest.raises(InternalError, match="a rule that can't be judged must not pass"):
        done.raise_errors()


def test_counts_that_differ_are_an_error(judge, monkeypatch):
    monkeypatch.setattr(run, "judge_with_gx", lambda *_: [Outcome("V55", success=False, failing=2)])
    assert judge(OWNER).errors == ["rule V55: GX counts 2 failing rows, its predicate 1"]


def test_a_success_beside_failing_rows_is_an_error(judge, monkeypatch):
    monkeypatch.setattr(run, "judge_with_gx", lambda *_: [Outcome("V55", success=True, failing=1)])
    assert judge(OWNER).errors == ["rule V55: GX counts 1 failing rows, its predicate 1"]


def test_a_rule_that_gx_passes_over_is_an_error(judge, monkeypatch):
    monkeypatch.setattr(run, "judge_with_gx", lambda *_: [])
    assert judge(OWNER).errors == ["rule V55: GX did not judge it"]


def test_many_failing_rows_are_all_kept(judge):
    rows = [{**CLEAN["risk"][1], "risk_id": f"R{n}"} for n in range(5_000)]
    done = judge(OWNER, rows=rows)
    assert done.errors == []
    assert sorted(done.findings["source_row"].to_list()) == list(range(2, 5_002))


def test_validation_leaves_nothing_behind_and_says_nothing(judge, tmp_path, monkeypatch, capfd, recwarn):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.setenv("HOME", str(elsewhere))
    judge(OWNER)
    assert list(elsewhere.rglob("*")) == []
    assert os.environ["GX_ANALYTICS_ENABLED"] == "false"
    assert capfd.readouterr() == ("", "")
    assert [str(warning.message) for warning in recwarn if "great_expectations" in str(warning.filename)] == []


def test_findings_of_a_table_that_no_rule_knows(tmp_path):
    file = tmp_path / "risk.parquet"
    frame("risk", CLEAN["risk"]).write_parquet(file)
    done = run.validate_tables({"risk": [file]}, {}, RuleBook((), {}), {"rate": pl.DataFrame({"currency": ["EUR"]})})
    assert done.findings.is_empty() and done.errors == []
