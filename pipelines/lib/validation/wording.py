"""The words of a fault list in each language: labels of the page, and what each rule says.

Data flow: expectations/translations/<language>.yml -> Wording. English is the rules' own; a rule that a translation
leaves out is told in English.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
from pydantic import Field

from pipelines.lib.config.base import Strict
from pipelines.lib.config.yaml_file import parse
from pipelines.lib.errors import ConfigError

ENGLISH = {
    "title": "Faults of",
    "data_date": "data date",
    "unknown": "unknown",
    "received": "received",
    "faults": "faults",
    "rules": "rules",
    "expected": "Expected",
    "why": "Why it matters",
    "fix": "What to do",
    "rows": "rows",
    "sheet": "sheet",
    "row": "row",
    "item": "item",
    "column": "column",
    "value": "value",
    "found": "found",
    "more": "more in faults.csv, which has them all",
    "file": "file",
    "rule": "rule",
    "severity": "severity",
    "blocking": "blocking",
    "critical": "critical",
    "warning": "warning",
    "info": "info",
    "ACCEPTED": "accepted",
    "ACCEPTED_WITH_WARNINGS": "accepted with warnings",
    "REJECTED": "rejected",
    "summary": "Summary",
    "all_rows": "Rows",
}


class RuleWords(Strict):
    """What a rule says to a sender."""

    title: str
    why: str
    fix: str


class Translation(Strict):
    """One file of expectations/translations/."""

    labels: dict[str, str]
    rules: dict[str, RuleWords]
    phrases: dict[str, str] = Field(default_factory=dict, description="Our words in what a rule found")


@dataclass(frozen=True)
class Wording:
    """One language: its code, every label, the words of rules, and those of what they found."""

    language: str
    labels: dict[str, str]
    rules: dict[str, RuleWords]
    phrases: dict[str, str] = field(default_factory=dict)

    def text_of(self, found: pl.Expr) -> pl.Expr:
        """What a rule found, in this language: whole phrases, the longest first; a midnight is its day."""
        text = found.str.replace_all(" 00:00:00", "", literal=True)
        for phrase in sorted(self.phrases, key=len, reverse=True):
            text = text.str.replace_all(rf"\b{re.escape(phrase)}\b", self.phrases[phrase])
        return text


def load_wordings(folder: Path, rules: dict[str, RuleWords]) -> tuple[Wording, ...]:
    """English, whose words of rules are given, and every language that has a file in `folder`.

    Raises:
        ConfigError: a label or rule is not known, or a label is missing.
    """
    return Wording("en", ENGLISH, rules), *(_load(path, rules) for path in sorted(folder.glob("*.yml")))


def _load(path: Path, english: dict[str, RuleWords]) -> Wording:
    translation = parse(Translation, path)
    wrong = sorted(set(translation.rules) - set(english)) + sorted(set(translation.labels) ^ set(ENGLISH))
    if wrong:
        raise ConfigError(f"no such rule or label, or a label missing: {', '.join(wrong)}", where=str(path))
    return Wording(path.stem, translation.labels, {**english, **translation.rules}, translation.phrases)
