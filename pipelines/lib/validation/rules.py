"""Rules as data: expectations/<feed>.yml and the exceptions of expectations/parties/<party>.yml.

Data flow: YAML -> Rule, RuleBook. How a rule finds its failing rows is predicate.py, how GX judges it suite.py.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import polars as pl
from pydantic import Field, model_validator

from pipelines.lib.config.base import Strict
from pipelines.lib.config.yaml_file import named_parts, parse, read_yaml
from pipelines.lib.errors import ConfigError
from pipelines.lib.validation.relations import ACROSS
from pipelines.lib.validation.wording import RuleWords, Wording, load_wordings

Severity = Literal["blocking", "critical", "warning", "info"]
# The expectations that predicate.py knows how to turn into a condition.
Expectation = Literal[
    "expect_column_values_to_not_be_null",
    "expect_column_values_to_be_null",
    "expect_compound_columns_to_be_unique",
    "expect_column_values_to_be_in_set",
    "expect_column_values_to_be_between",
    "expect_column_pair_values_a_to_be_greater_than_b",
]
Falsifies = Literal["progress", "dates", "float", "cost", "risk"]


class Rule(Strict):
    """One rule: what must hold, how bad it is when it doesn't, why, and what the sender should do.

    `expectation` with `arguments` is a GX expectation; `fails_when` is a SQL condition that is true on a failing row.
    `compares` rules see a row beside its predecessor's (columns with the prefix `before_`).
    """

    id: str = Field(pattern=r"^V\d{2}[A-Z]?$")
    title: str
    feed: str
    table: str
    severity: Severity
    expectation: Expectation | None = None
    arguments: dict[str, Any] = Field(default_factory=dict)
    fails_when: str | None = None
    compares: bool = False
    column: str | None = Field(None, description="The cell to show")
    column_from: str | None = Field(None, description="A column that holds the name of the cell's column")
    message_from: str | None = Field(None, description="A column that says what is wrong; the title by default")
    row_key: str | None = None
    why: str
    fix: str
    falsifies: tuple[Falsifies, ...] = ()

    @property
    def is_across(self) -> bool:
        """Whether it sees the files of several feeds at once."""
        return self.table in ACROSS

    @model_validator(mode="after")
    def _one_way(self) -> "Rule":
        if (self.expectation is None) == (self.fails_when is None):
            raise ValueError("give exactly one of expectation and fails_when")
        return self


class RuleFile(Strict):
    """One file of rules."""

    rules: tuple[Rule, ...]


class Waiver(Strict):
    """What a party is allowed for a while: the rule becomes information for data dates up to `until`."""

    rule: str
    reason: str = Field(min_length=10)
    until: dt.date


class WaiverFile(Strict):
    """expectations/parties/<party>.yml."""

    exceptions: tuple[Waiver, ...] = ()


@dataclass(frozen=True)
class RuleBook:
    """Every rule, which party is excused from which, and the languages that rules are told in, English first."""

    rules: tuple[Rule, ...]
    waivers: dict[str, tuple[Waiver, ...]]
    wordings: tuple[Wording, ...] = ()

    def of(self, table: str, *, compares: bool = False) -> list[Rule]:
        """The rules of a table, of the first or the second pass."""
        return [rule for rule in self.rules if rule.table == table and rule.compares == compares]

    def by_id(self) -> dict[str, Rule]:
        """Rule id -> rule."""
        return {rule.id: rule for rule in self.rules}

    def frame(self) -> pl.DataFrame:
        """One row per rule: columns of lake.config_rule."""
        rows = [
            {
                "rule_id": rule.id,
                "feed": rule.feed,
                "table_name": rule.table,
                "severity": rule.severity,
                "title": rule.title,
                "why": rule.why,
                "fix": rule.fix,
                "falsifies": ";".join(rule.falsifies),
            }
            for rule in self.rules
        ]
        return pl.DataFrame(rows)

    def waiver_frame(self) -> pl.DataFrame:
        """One row per waiver: party_id, rule_id, until, reason."""
        schema = {"party_id": pl.String, "rule_id": pl.String, "until": pl.Date, "waiver": pl.String}
        rows = [
            {"party_id": party, "rule_id": waiver.rule, "until": waiver.until, "waiver": waiver.reason}
            for party, waivers in self.waivers.items()
            for waiver in waivers
        ]
        return pl.DataFrame(rows, schema=schema)


def load_rules(folder: Path) -> RuleBook:
    """Every rule, waiver and translation under `folder`.

    Raises:
        ConfigError: a file is wrong, an id stands twice, a waiver or translation names no rule.
    """
    rules: list[Rule] = []
    for path in sorted(folder.glob("*.yml")):
        data = read_yaml(path)
        feed = data.pop("feed", path.stem)
        listed = [{"id": rule_id, "feed": feed, **spec} for rule_id, spec in named_parts(path, data, "rules").items()]
        rules += parse(RuleFile, path, data={"rules": listed}).rules
    ids = [rule.id for rule in rules]
    twice = {rule_id for rule_id in ids if ids.count(rule_id) > 1}
    if twice:
        raise ConfigError(f"rule ids stand twice: {', '.join(sorted(twice))}", where=str(folder))
    words = {rule.id: RuleWords(title=rule.title, why=rule.why, fix=rule.fix) for rule in rules}
    wordings = load_wordings(folder / "translations", words)
    return RuleBook(tuple(rules), _load_waivers(folder / "parties", set(ids)), wordings)


def _load_waivers(folder: Path, known: set[str]) -> dict[str, tuple[Waiver, ...]]:
    waivers = {}
    for path in sorted(folder.glob("[!_]*.yml")):
        waivers[path.stem] = parse(WaiverFile, path).exceptions
        unknown = {waiver.rule for waiver in waivers[path.stem]} - known
        if unknown:
            raise ConfigError(f"exceptions: no rule {', '.join(sorted(unknown))}", where=str(path))
    return waivers
