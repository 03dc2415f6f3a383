"""The two readings of every XER file beside the project, compared once for all tests of the suite."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from tests.conftest import ROOT
from tests.parity.align import KEYS, pairs
from tests.parity.compare import compare
from tests.parity.dump import xer_files
from tests.parity.explained import KNOWN
from tests.parity.ours import Tables, read_ours

JAVA = 17


@dataclass(frozen=True)
class Parity:
    """Refused: file -> MPXJ's reason. Read: files both read. Cells and differences: see `Compared`."""

    refused: dict[str, str]
    read: list[str]
    cells: pl.DataFrame
    differences: pl.DataFrame


@pytest.fixture(scope="session")
def parity(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Parity:
    """Both readings of all files; skips where MPXJ can't run."""
    _need_mpxj()
    target = tmp_path_factory.mktemp("mpxj")
    command = [sys.executable, "-m", "tests.parity.dump", str(shared), str(target)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    refused = json.loads((target / "refused.json").read_text(encoding="utf-8"))
    read, cells, differences = [], [], []
    for number, path in enumerate(xer_files(shared)):
        name = path.relative_to(shared).as_posix()
        if name in refused:
            continue
        read.append(name)
        for project, ours in read_ours(path).items():
            both = pairs(ours, _tables(target / str(number) / project))
            for table, sides in both.items():
                compared = compare(table, KEYS[table], sides, KNOWN, name)
                cells.append(compared.cells)
                place = pl.lit(f"{name} [{project}]").alias("file")
                differences.append(compared.differences.with_columns(place))
    return Parity(refused, read, pl.concat(cells).group_by("table", "column").sum(), pl.concat(differences))


def _tables(folder: Path) -> Tables:
    return {path.stem: pl.read_parquet(path) for path in folder.glob("*.parquet")}


def _need_mpxj() -> None:
    if importlib.util.find_spec("mpxj") is None:
        pytest.skip("needs the extra mpxj, which `make parity` installs")
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=Path(home, "bin")) if home else shutil.which("java")
    if java is None:
        pytest.skip(f"needs Java {JAVA} or newer: there is no java in JAVA_HOME or on the PATH")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    if version is None or int(version[1]) < JAVA:
        pytest.skip(f"needs Java {JAVA} or newer; `java -version` says {said.splitlines()[0] if said else 'nothing'}")
