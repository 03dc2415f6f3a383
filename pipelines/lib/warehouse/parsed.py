"""The dbt project, parsed: once for a state of its files, since parsing takes ten times as long as reading the result.

Flows in: the files of dbt_project/, and the folder in which dbt keeps what it parsed. Flows out: dbt's Manifest.
By itself dbt would parse again for every other path of a database. What is parsed here holds for any file whose name is
WAREHOUSE_NAME: dbt writes the name of the database, not its path, into every relation.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pipelines.lib.errors import WarehouseError
from pipelines.lib.files import digest, digest_of_files, write_atomic
from pipelines.lib.workspace import DBT_PROJECT, WAREHOUSE_NAME

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

PARSED, MANIFEST = "partial_parse.msgpack", "manifest.json"  # dbt's own names
Result = TypeVar("Result")
QUIET = ("--quiet", "--no-use-colors", "--no-send-anonymous-usage-stats", "--log-level-file", "none")


def parsed(target: Path) -> "Manifest":
    """The project as it is now, read from `target`, into which it is parsed where a file has changed since.

    Raises:
        WarehouseError: dbt can't parse it.
    """
    return _read_again(target, _objects)


def manifest_of(target: Path) -> dict[str, Any]:
    """What dbt publishes of the project as it is now: its manifest.json, kept in `target` as well.

    Raises:
        WarehouseError: dbt can't parse it.
    """
    return _read_again(target, lambda folder: json.loads((folder / MANIFEST).read_text(encoding="utf-8")))


def project_hash() -> str:
    """A hash of every file of the dbt project."""
    kinds = {".sql", ".yml", ".csv", ".md"}
    skipped = {"target", "logs"}
    files = (path for path in DBT_PROJECT.rglob("*") if path.suffix in kinds)
    return digest_of_files(sorted(path for path in files if not skipped & set(path.relative_to(DBT_PROJECT).parts)))


def folders(target: Path) -> list[str]:
    """Where dbt finds its project and leaves its files, as arguments of any of its commands."""
    places = {"project-dir": DBT_PROJECT, "profiles-dir": DBT_PROJECT, "target-path": target, "log-path": target}
    return [part for name, place in places.items() for part in (f"--{name}", str(place))]


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """Variables of the environment, for a while."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})


def _read_again(target: Path, read: Callable[[Path], Result]) -> Result:
    """What is kept, or what is parsed anew where it is hurt."""
    _ensure_parsed(target)
    try:
        return read(target)
    except Exception:  # a damaged cache is none; msgpack and dbt raise whatever they like on it
        shutil.rmtree(target)
        _ensure_parsed(target)
        return read(target)


def _ensure_parsed(target: Path) -> None:
    stamp, content = target / "parsed.txt", _content()
    is_there = all(path.is_file() for path in (target / MANIFEST, target / PARSED, stamp))
    if not (is_there and stamp.read_text() == content):
        stamp.unlink(missing_ok=True)
        _parse(target)
        write_atomic(stamp, content.encode())


def _objects(target: Path) -> "Manifest":
    from dbt.contracts.graph.manifest import Manifest
    from dbt.parser.manifest import extended_mashumuro_decoder

    return Manifest.from_msgpack((target / PARSED).read_bytes(), decoder=extended_mashumuro_decoder)


def _content() -> str:
    from dbt.version import __version__

    return digest(project_hash(), __version__)


def _parse(target: Path) -> None:
    from dbt.cli.main import dbtRunner

    target.mkdir(parents=True, exist_ok=True)
    with environment(PMO_WAREHOUSE=str(target / WAREHOUSE_NAME)):  # only its name counts
        result = dbtRunner().invoke(["parse", *QUIET, *folders(target)])
    if not result.success:
        raise WarehouseError(f"dbt can't parse its project: {result.exception}", where=str(DBT_PROJECT))
