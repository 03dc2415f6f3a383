"""Proposed configuration -> YAML for a person to go on with: a key a line, short values in one, open points first."""

import io
from typing import Any

import yaml

WIDE = 110


class _Plain(yaml.SafeDumper):
    """A YAML writer without aliases: a value that occurs twice is written out twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def as_yaml(content: dict[str, Any], comments: list[str], schema: str) -> str:
    """A file's text.

    Args:
        content: The keys in order; empty values are left out by the caller.
        comments: What is still open; one comment line each.
        schema: The JSON Schema that editors complete from, as a path relative to the file.
    """
    head = [f"# yaml-language-server: $schema={schema}", *(f"# OPEN: {line}" for line in comments)]
    return "\n".join([*head, *_lines(content, 0)]) + "\n"


def _lines(value: dict[str, Any], depth: int) -> list[str]:
    lines = []
    for key, item in value.items():
        short = f"{' ' * depth}{_flow(key)}: {_flow(item)}"
        if isinstance(item, dict) and len(short) > WIDE:
            lines += [f"{' ' * depth}{_flow(key)}:", *_lines(item, depth + 2)]
        elif isinstance(item, list) and item and isinstance(item[0], dict) and (len(short) > WIDE or key == "versions"):
            lines += [f"{' ' * depth}{_flow(key)}:", *(line for entry in item for line in _entry(entry, depth + 2))]
        else:
            lines.append(short)
    return lines


def _entry(entry: dict[str, Any], depth: int) -> list[str]:
    first, *rest = _lines(entry, depth + 2)
    return [" " * depth + "- " + first.lstrip(), *rest]


def _flow(value: Any) -> str:
    """One value in one line, quoted only where YAML needs it."""
    text = io.StringIO()
    yaml.dump(value, text, _Plain, default_flow_style=True, allow_unicode=True, width=100_000, sort_keys=False)
    return text.getvalue().removesuffix("\n").removesuffix("\n...").strip()
