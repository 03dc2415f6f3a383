"""The tables of docs/what-to-ask-of-a-contractor.md: fields of each feed, and what gets a file refused.

Data flow: sources/feeds, sources/vocabulary, expectations -> the text between the page's markers; the rest of the page
is written by hand. Run `python -m pipelines.lib.propose.contractor_guide` after changing one of them.
"""

import re

from pipelines.lib.config.feed import ColumnSpec, Feed
from pipelines.lib.config.load import load_config
from pipelines.lib.files import write_atomic
from pipelines.lib.propose.vocabulary import Vocabulary, load_vocabulary
from pipelines.lib.validation.rules import RuleBook, load_rules
from pipelines.lib.workspace import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "what-to-ask-of-a-contractor.md"
MARKER = re.compile(r"(<!-- begin (\w+) (\w+): generated -->\n).*?(<!-- end -->)", re.S)
NAMES_SHOWN = 2


def page() -> str:
    """The whole page with its tables as they should be."""
    feeds = load_config(PROJECT_ROOT / "sources").feeds
    vocabulary = load_vocabulary(PROJECT_ROOT / "sources" / "vocabulary")
    rules = load_rules(PROJECT_ROOT / "expectations")

    def between(found: re.Match) -> str:
        begin, what, feed, end = found.groups()
        text = _fields(feeds[feed], vocabulary) if what == "fields" else _refusals(feed, rules)
        return f"{begin}{text}{end}"

    return MARKER.sub(between, PAGE.read_text(encoding="utf-8"))


def write() -> None:
    """Rewrite the page."""
    write_atomic(PAGE, page().encode())


def _fields(feed: Feed, vocabulary: Vocabulary) -> str:
    """The first table of a feed: what must be there, then what a KPI needs, then the rest in one line."""
    table = next(iter(feed.tables.values()))
    asked = {name: spec for name, spec in table.columns.items() if spec.required or spec.needed_for}
    rows = [
        f"| `{name}` | {'must' if spec.required else 'for ' + ', '.join(spec.needed_for)} "
        f"| {_meaning(spec)} | {_names(vocabulary, table.name, name)} |"
        for name, spec in sorted(asked.items(), key=lambda item: not item[1].required)
    ]
    others = ", ".join(f"`{name}`" for name in table.columns if name not in asked)
    head = ["| field | needed | what it is | your export may call it |", "|---|---|---|---|"]
    return "\n".join([*head, *rows, "", f"Welcome beside them: {others}.", ""])


def _meaning(spec: ColumnSpec) -> str:
    words = f"one of {', '.join(spec.values)}" if spec.values else ""
    return "; ".join(part for part in (spec.mapping_help or spec.description, words, spec.unit) if part) or spec.type


def _names(vocabulary: Vocabulary, table: str, column: str) -> str:
    names = [
        name for lang in vocabulary.languages for name in lang.columns.get(table, {}).get(column, ())[:NAMES_SHOWN]
    ]
    return ", ".join(names)


def _refusals(feed: str, rules: RuleBook) -> str:
    """The rules that refuse a file of the feed."""
    own = [rule for rule in rules.rules if rule.severity == "blocking" and rule.feed == feed]
    return "\n".join([*(f"- {rule.title} ({rule.id}). {rule.fix}" for rule in own), ""])


if __name__ == "__main__":
    write()
