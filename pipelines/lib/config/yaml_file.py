"""A YAML file becomes a pydantic model, or a ConfigError that names file, line, key and what was expected.

What does not belong here: what the keys mean (the models) and which files there are (load.py).
"""

from collections.abc import Hashable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from pipelines.lib.config.plain_words import Place, shortened, violations
from pipelines.lib.errors import ConfigError
from pipelines.lib.names import nfc

Model = TypeVar("Model", bound=BaseModel)
MAX_DEPTH = 40


class _Plain(yaml.CSafeLoader):
    """A safe loader that refuses a key written twice, and says in which line a value is no date or number."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                raise _at(key_node, "a key must be a word, not a list or mapping")
            if key in seen:
                raise _at(key_node, f"key {key!r} is written twice")
            seen.add(key)
        return super().construct_mapping(node, deep)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except yaml.YAMLError:
            raise
        except Exception as error:  # 2025-02-31, a number of 5,000 digits, a date that is a word
            said = str(error).split(";")[0] if isinstance(error, ValueError) else "not what its tag says"
            raise _at(node, f"{str(node.value)[:40]!r}: {said}") from None


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping a YAML file holds.

    Raises:
        ConfigError: missing, not UTF-8, not YAML, a key twice, nested beyond reason, or not a mapping.
    """
    text = read_text(path)
    try:
        _refuse_unreasonable(text)
        data = yaml.load(text, Loader=_Plain)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        problem = getattr(error, "problem", None) or str(error)
        raise ConfigError(f"not valid YAML: {problem}", where=where, fix="mend the line named here") from None
    if not isinstance(data, dict):
        raise ConfigError("expected keys with values", where=f"{path}:1", fix="see sources/parties/_template")
    return data


def read_text(path: Path) -> str:
    """The text of a configuration file, in NFC; it is UTF-8 (with or without a mark at its start).

    Raises:
        ConfigError: missing, unreadable, or in another encoding.
    """
    if path.exists() and not path.is_file():  # a pipe would be waited for without end
        raise ConfigError("is no file", where=str(path), fix="write it as a text file")
    try:
        return nfc(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError("the file is missing", where=str(path), fix="write it, or take its name out") from None
    except OSError as error:
        raise ConfigError(f"can't be read: {error.strerror}", where=str(path), fix="mend it, or its rights") from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        fix = "save it as UTF-8 (in Excel: CSV UTF-8; in an editor: encoding UTF-8)"
        raise ConfigError("not UTF-8 text", where=f"{path}:{line}", fix=fix) from None


def _refuse_unreasonable(text: str) -> None:
    """Nesting no person writes, and aliases, which can make a short file endless."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _at(event, f"nested deeper than {MAX_DEPTH} levels")
        if isinstance(event, yaml.AliasEvent):
            raise _at(event, f"*{event.anchor}: aliases are not taken, write the value out")


def _at(place: yaml.Node | yaml.Event, problem: str) -> yaml.YAMLError:
    return yaml.constructor.ConstructorError(None, None, problem, place.start_mark)


def named_parts(path: Path, data: dict[str, Any], key: str) -> dict[str, dict[str, Any]]:
    """What a file lists by name under `key` (tables, rules): name -> its keys; empty when the key is not there.

    Raises:
        ConfigError: not names with keys below them.
    """
    parts = data.get(key, {})
    if not isinstance(parts, dict):
        raise ConfigError(f"{key}: expected names with keys below", where=f"{path}:{line_of(path, (key,))}")
    for name, part in parts.items():
        if not isinstance(name, str) or not isinstance(part, dict):
            where = f"{path}:{line_of(path, (key, name))}"
            raise ConfigError(f"{key}.{name}: expected a name with keys below (found {shortened(part)})", where=where)
    return parts


def parse(model: type[Model], path: Path, extra: dict[str, Any] | None = None, data: dict | None = None) -> Model:
    """A file's content as a model; `extra` are keys that come from the file's place, not its text.

    Raises:
        ConfigError: every violated key on a line of its own: file, line, key, what was expected.
    """
    content = read_yaml(path) if data is None else data
    whole = {**content, **(extra or {})}
    try:
        return model.model_validate(whole)
    except ValidationError as error:
        raise ConfigError(_explain(path, error, whole), fix="mend the keys named above") from None


def line_of(path: Path, loc: Place) -> int:
    """The line (from 1) of the deepest key of `loc` that a YAML file has."""
    return _line(_composed(path), loc)


def _composed(path: Path) -> yaml.Node | None:
    return yaml.compose(read_text(path), Loader=yaml.CSafeLoader)


def _explain(path: Path, error: ValidationError, content: dict[str, Any]) -> str:
    root = _composed(path)
    return "\n".join(f"{path}:{_line(root, place)}: {text}" for place, text in violations(error, content))


def _line(node: yaml.Node | None, loc: Place) -> int:
    """The line of the deepest key of `loc` that the file has; union tags that pydantic adds are passed over."""
    line = 1 if node is None else node.start_mark.line + 1
    for part in loc:
        if isinstance(node, yaml.MappingNode):
            child = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if child is None:
                continue
            line, node = child[0].start_mark.line + 1, child[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line
