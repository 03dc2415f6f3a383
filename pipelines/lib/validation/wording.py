"""The words of a fault list in each language: labels of the page, and what each rule says.

Data flow: expectations/translations/<language>.yml -> Wording. English is the rules' own; a rule that a translation
leaves out is told in English.
"""

from dataclasses import dataclass
from pathlib import Path

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


@dataclass(frozen=True)
class Wording:
    """One language: its code, every label, and the words of rules."""

    language: str
    labels: dict[str, str]
    rules: dict[str, RuleWords]


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
    return Wording(path.stem, translation.labels, {**english, **translation.rules})
