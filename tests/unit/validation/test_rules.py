"""The rule book: what a rule file may say, and exceptions that end."""

import datetime as dt

import polars as pl
import pytest

from pipelines.lib.errors import ConfigError
from pipelines.lib.validation.findings import FINDING_COLUMNS, waive
from pipelines.lib.validation.rules import load_rules
from pipelines.lib.workspace import PROJECT_ROOT

RULE = """
  V55:
    title: A risk has an owner
    table: risk
    expectation: expect_column_values_to_not_be_null
    arguments: {column: owner}
    severity: critical
    why: Nobody manages it.
    fix: Name the owner.
    falsifies: [risk]
"""
WAIVER = "exceptions:\n  - {rule: V55, reason: The register is being migrated., until: 2026-03-31}\n"


@pytest.fixture
def book(tmp_path):
    def of(rules="rules:" + RULE, waivers=None, **more):
        (tmp_path / "risk.yml").write_text(rules)
        for name, text in more.items():
            (tmp_path / f"{name}.yml").write_text(text)
        if waivers:
            (tmp_path / "parties").mkdir()
            (tmp_path / "parties" / "acme.yml").write_text(waivers)
        return load_rules(tmp_path)

    return of


def test_a_rule_file_is_a_rule_book(book):
    (rule,) = book().rules
    assert (rule.id, rule.feed, rule.table, rule.falsifies) == ("V55", "risk", "risk", ("risk",))
    assert book().frame().row(0, named=True)["falsifies"] == "risk"
    assert book().of("risk") == [rule] and book().of("risk", compares=True) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    arguments", "    fails_when: owner is null\n    arguments", "exactly one of expectation and fails_when"),
        ("expect_column_values_to_not_be_null", "expect_column_values_to_match_regex", "expectation"),
        ("severity: critical", "severity: severe", "severity"),
        ("    fix: Name the owner.\n", "", "fix"),
        ("  V55", "  X1", "id"),
        ("why:", "because:", "because"),
    ],
)
def test_a_rule_that_says_nonsense_is_refused_by_file_and_key(book, old, new, message):
    with pytest.raises(ConfigError, match=f"(?s)risk.yml.*{message}"):
        book("rules:" + RULE.replace(old, new))


def test_an_id_stands_once_in_all_files(book):
    with pytest.raises(ConfigError, match="rule ids stand twice: V55"):
        book(cost="rules:" + RULE)


def test_an_exception_needs_a_rule_a_reason_and_an_end(book):
    with pytest.raises(ConfigError, match="no rule V99"):
        book(waivers=WAIVER.replace("V55", "V99"))


@pytest.mark.parametrize("missing", ["reason: The register is being migrated., ", ", until: 2026-03-31"])
def test_an_exception_without_reason_or_end_is_refused(book, missing):
    with pytest.raises(ConfigError, match=r"acme\.yml"):
        book(waivers=WAIVER.replace(missing, ""))


def finding(source_id="acme.risk", rule_id="V55", data_date="2026-03-31"):
    known = {"rule_id": rule_id, "severity": "critical", "source_id": source_id, "message": "no owner"}
    moment = dt.datetime.fromisoformat(data_date) if data_date else None
    return pl.DataFrame([{**known, "data_date": moment}], schema=FINDING_COLUMNS)


@pytest.mark.parametrize(
    ("case", "severity"),
    [
        ({}, "info"),
        ({"data_date": "2026-04-01"}, "critical"),
        ({"data_date": None}, "critical"),
        ({"source_id": "other.risk"}, "critical"),
        ({"rule_id": "V54"}, "critical"),
    ],
)
def test_an_exception_holds_for_its_party_and_rule_until_its_end(book, case, severity):
    waived = waive(finding(**case), book(waivers=WAIVER))
    assert dict(waived.schema) == FINDING_COLUMNS
    assert waived["severity"].to_list() == [severity]
    excused = "no owner (excused: The register is being migrated.)"
    assert waived["message"][0] == (excused if severity == "info" else "no owner")


def test_critical_rules_say_what_they_falsify_unless_no_file_is_known_to_be_wrong():
    rules = load_rules(PROJECT_ROOT / "expectations").rules
    silent = [rule for rule in rules if rule.severity == "critical" and not rule.falsifies]
    # Two speak of the process, and codes that are misread are codes that match nothing, which has its own reason (E3).
    assert [rule.id for rule in silent if not rule.is_across] == ["V46", "V51", "V75"]
    assert [rule.id for rule in rules if rule.is_across and (rule.falsifies or rule.severity == "blocking")] == []
    assert len(rules) >= 30
