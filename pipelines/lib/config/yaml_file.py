"""A YAML file becomes a pydantic model, or a ConfigError that names file, line, key and what was expected.

What does not belong here: what the keys mean (the models) and which files there are (load.py).
"""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from pipelines.lib.errors import ConfigError
from pipelines.lib.names import nfc

Model = TypeVar("Model", bound=BaseModel)
Path_ = tuple[str | int, ...]


class _UniqueKeys(yaml.SafeLoader):
    """A safe loader that refuses a key written twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"key {key!r} is written twice", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping a YAML file holds.

    Raises:
        ConfigError: missing, not YAML, a key twice, or not a mapping.
    """
    try:
        data = yaml.load(nfc(path.read_text(encoding="utf-8")), Loader=_UniqueKeys)
    except FileNotFoundError:
        raise ConfigError("the file is missing", where=str(path), fix="write it, or take its name out") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        problem = getattr(error, "problem", None) or str(error)
        raise ConfigError(f"not valid YAML: {problem}", where=where, fix="mend the line named here") from None
    if not isinstance(data, dict):
        raise ConfigError("expected keys with values", where=f"{path}:1", fix="see sources/parties/_template")
    return data


def parse(model: type[Model], path: Path, extra: dict[str, Any] | None = None, data: dict | None = None) -> Model:
    """A file's content as a model; `extra` are keys that come from the file's place, not its text.

    Raises:
        ConfigError: every violated key on a line of its own: file, line, key, what was expected.
    """
    content = read_yaml(path) if data is None else data
    try:
        return model.model_validate({**content, **(extra or {})})
    except ValidationError as error:
        raise ConfigError(_explain(path, error), fix="mend the keys named above") from None


def line_of(path: Path, loc: Path_) -> int:
    """The line (from 1) of the deepest key of `loc` that a YAML file has."""
    return _line(yaml.compose(path.read_text(encoding="utf-8")), loc)


def _explain(path: Path, error: ValidationError) -> str:
    root = yaml.compose(path.read_text(encoding="utf-8"))
    return "\n".join(f"{path}:{_line(root, loc)}: {text}" for loc, text in violations(error))


def violations(error: ValidationError) -> list[tuple[Path_, str]]:
    """Each violated key's place, and in words: key, what was expected, what was found."""
    found = []
    for problem in error.errors():
        key = ".".join(str(part) for part in problem["loc"]) or "(the whole file)"
        value = "" if isinstance(problem["input"], dict) else f" (found {problem['input']!r})"
        found.append((problem["loc"], f"{key}: {problem['msg']}{value}"))
    return found


def _line(node: yaml.Node | None, loc: Path_) -> int:
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
