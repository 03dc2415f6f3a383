"""The configuration as it was: committed to the lake when it changes, so that a past day is rebuilt under its own.

lake/_config/<table>/<hash>.parquet holds each table once; lake/_config/<moment>_<hash>.json lists what was in force.
"""

import datetime as dt
from pathlib import Path

import polars as pl

from pipelines.lib.config.load import Config
from pipelines.lib.config.tables import config_tables
from pipelines.lib.files import digest, write_parquet
from pipelines.lib.lake.documents import read_documents, write_document
from pipelines.lib.lake.moments import next_moment
from pipelines.lib.lake.orphans import keep_as_orphan
from pipelines.lib.lake.periods import reporting_frame
from pipelines.lib.lake.schema import LAKE_TABLES
from pipelines.lib.workspace import Workspace

KEYS = ("committed_at", "tables")


def configuration_frames(config: Config, rules: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Every config_* table, that of the rules as given; of the periods the calendars they follow."""
    return config_tables(config) | {"config_rule": rules, "config_reporting": reporting_frame(config)}


def commit_configuration(workspace: Workspace, frames: dict[str, pl.DataFrame]) -> None:
    """Keep the tables; a new index document only when something changed."""
    folder = workspace.lake / "_config"
    hashes = {name: _hash(frame) for name, frame in frames.items()}
    for name, content_hash in hashes.items():
        path = folder / name / f"{content_hash}.parquet"
        if path.exists() and not _is_readable(path):
            keep_as_orphan(workspace, path)
        if not path.exists():
            write_parquet(path, frames[name] if frames[name].width else _typed_empty(name))
    latest = _documents(workspace)[-1:]
    if latest and latest[0]["tables"] == hashes:
        return
    moment = next_moment(workspace)
    document = {"committed_at": moment.isoformat(), "tables": hashes}
    write_document(folder / f"{moment:%Y%m%dT%H%M%S%f}_{digest(*hashes.values())}.json", document)


def configuration_as_of(workspace: Workspace, as_of: dt.datetime | None) -> dict[str, pl.DataFrame]:
    """The tables in force at a moment (None: the newest); the oldest ones for anything before the first commit."""
    documents = _documents(workspace)
    known = (
        documents
        if as_of is None
        else [doc for doc in documents if dt.datetime.fromisoformat(doc["committed_at"]) <= as_of]
    )
    known = known or documents[:1]
    tables = known[-1]["tables"] if known else {}
    folder = workspace.lake / "_config"
    return {name: pl.read_parquet(folder / name / f"{content}.parquet", glob=False) for name, content in tables.items()}


def _is_readable(path: Path) -> bool:
    try:
        pl.read_parquet(path, glob=False)
    except (OSError, pl.exceptions.PolarsError):
        return False
    return True


def _typed_empty(name: str) -> pl.DataFrame:
    return pl.DataFrame(schema=dict.fromkeys(LAKE_TABLES[name], pl.String))


def _hash(frame: pl.DataFrame) -> str:
    return digest(frame.columns, frame.write_csv() if frame.width else "")


def _documents(workspace: Workspace) -> list[dict]:
    documents = read_documents(workspace.lake / "_config", lambda values: {name: values[name] for name in KEYS})
    return sorted(documents, key=lambda document: document["committed_at"])
