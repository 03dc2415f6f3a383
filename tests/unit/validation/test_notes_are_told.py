"""Nothing that a reader notices stays unsaid: every kind of note stands in exactly one rule."""

import ast
import re
from collections import Counter

from pipelines.lib.validation.rules import load_rules
from pipelines.lib.workspace import PROJECT_ROOT

MAKERS = {"Note", "notes_on_rows"}


def calls():
    """The first argument of every call that makes a note."""
    for path in sorted((PROJECT_ROOT / "pipelines" / "lib").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
                yield path.name, node.args[0]


def kinds_made():
    return {kind.value for file, kind in calls() if file != "__init__.py"}


def kinds_in_rules():
    rules = [rule for rule in load_rules(PROJECT_ROOT / "expectations").rules if rule.table == "note"]
    return Counter(kind for rule in rules for kind in re.findall(r"'(\w+)'", rule.fails_when))


def test_a_kind_is_written_out_where_a_note_is_made():
    assert [file for file, kind in calls() if not isinstance(kind, ast.Constant) and file != "__init__.py"] == []


def test_every_kind_of_note_stands_in_exactly_one_rule():
    assert kinds_in_rules() == Counter(kinds_made())
