"""Readers open the published file and the Parquet folder while publications go on: never an error, always one version."""

import os
import random
import time
from pathlib import Path

import duckdb

from tests.soak.small import SPAWN, Twin, workspace_in
from tests.soak.tally import Tally

SECONDS = 8


def reading_trial(twin: Twin, folder: Path, chance: random.Random, tally: Tally) -> None:
    """Two readers beside a publisher."""
    home = twin.copy(folder / "read")
    results = SPAWN.Queue()
    publisher = SPAWN.Process(target=publish_again_and_again, args=(home, SECONDS))
    readers = [SPAWN.Process(target=read_again_and_again, args=(home, SECONDS, results)) for _ in range(2)]
    for process in (publisher, *readers):
        process.start()
    for _ in readers:
        openings, problem = results.get(timeout=300)
        if problem:
            tally.fail("openings by readers", f"opening {openings}", problem)
        tally.count("openings by readers", openings)
    for process in (publisher, *readers):
        process.join(300)


def publish_again_and_again(home: Path, seconds: float) -> None:
    """Publications of growing versions."""
    from pipelines.lib.warehouse.publish import publish, publish_parquet

    workspace = workspace_in(home)
    deadline, version = time.monotonic() + seconds, 1
    while time.monotonic() < deadline:
        with duckdb.connect(str(workspace.warehouse_file)) as con:
            con.execute(f"update kpi.fct_kpi set version = {version}; update marts.dim_kpi set version = {version}")
        publish(workspace, workspace.warehouse_file, workspace.published_file)
        publish_parquet(workspace)
        version += 1


def read_again_and_again(home: Path, seconds: float, results: object) -> None:
    """(number of openings, the first problem or "")."""
    workspace = workspace_in(home)
    deadline, openings = time.monotonic() + seconds, 0
    try:
        while time.monotonic() < deadline:
            if not workspace.published_file.exists() or not (workspace.published / "parquet/current").exists():
                continue
            with duckdb.connect(str(workspace.published_file), read_only=True) as con:
                _is_one(
                    con.sql("select distinct version from kpi.fct_kpi union select distinct version from marts.dim_kpi")
                )
            current = Path(os.path.realpath(workspace.published / "parquet/current"))
            _is_one(duckdb.sql(f"select distinct version from '{current}/*/*.parquet'"))
            openings += 2
    except Exception as error:
        results.put((openings, f"{type(error).__name__}: {error}"))
    else:
        results.put((openings, ""))


def _is_one(rows: duckdb.DuckDBPyRelation) -> None:
    versions = rows.fetchall()
    assert len(versions) == 1, f"{versions} at once"
