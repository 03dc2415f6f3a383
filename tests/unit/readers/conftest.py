"""What tests of CSV files ask for."""

import pytest

from pipelines.lib.config.source import ReadSpec
from pipelines.lib.readers.csv import read_csv


@pytest.fixture
def read(tmp_path):
    """Text or bytes -> what the reader makes of them, under the keys of `read:` given and the names `wanted`."""

    def of(content, wanted=(), **spec):
        path = tmp_path / "ledger.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_csv(path, ReadSpec(kind="csv", **spec), wanted=wanted)

    return of
