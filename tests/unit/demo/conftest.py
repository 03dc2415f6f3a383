from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.demo.write import write_demo

Tables = dict[str, list[dict[str, str]]]


@pytest.fixture(scope="session")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole demo, written once."""
    folder = tmp_path_factory.mktemp("inbox")
    write_demo(folder)
    return folder


@pytest.fixture(scope="session")
def read_tables() -> Callable[[Path], Tables]:
    """A reader of its own, so that these tests don't rest on the pipeline's: every %R zipped with its %F."""

    def read(path: Path) -> Tables:
        tables: Tables = {}
        for line in path.read_bytes().decode("cp1252").split("\r\n"):
            tag, *cells = line.split("\t")
            if tag == "%T":
                rows = tables.setdefault(cells[0], [])
            elif tag == "%F":
                fields = cells
            elif tag == "%R":
                assert len(cells) == len(fields), line
                rows.append(dict(zip(fields, cells, strict=True)))
        return tables

    return read
