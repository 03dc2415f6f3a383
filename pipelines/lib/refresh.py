"""Is there anything to do, and what was the publication made from.

A publication is a pure function of what is committed, the configuration, the dbt project and the due dates that have
passed. When none of these changed and nothing waits, a run has nothing to do; Dagster is not even imported then.
"""

import datetime as dt
import json
from pathlib import Path

from pipelines.lib.config.load import Config, load_config
from pipelines.lib.config.rulebook_hash import READER_VERSION
from pipelines.lib.files import digest, digest_of_files
from pipelines.lib.intake.run import pending_receipts
from pipelines.lib.lake.inbox import look, look_once_settled
from pipelines.lib.lake.periods import period_frame, reporting_frame
from pipelines.lib.lake.records import read_records
from pipelines.lib.warehouse.dbt import project_hash
from pipelines.lib.workspace import Workspace


def fingerprint(workspace: Workspace, config: Config) -> str:
    """A hash of everything a publication is made from."""
    documents = ("_submissions", "_withdrawals", "_comparisons")
    names = sorted(path.name for folder in documents for path in (workspace.lake / folder).glob("*.json"))
    configuration = configuration_hash(workspace)
    return digest(READER_VERSION, project_hash(), configuration, _dues_passed(workspace, config), *names)


def published_state(workspace: Workspace) -> dict:
    """What the last publication was made from; empty when there is none."""
    path = workspace.published / "publication.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def has_work(workspace: Workspace, config: Config) -> bool:
    """Whether a run would change anything; when nothing else does, what still arrives is waited for once."""
    settle_seconds = config.portfolio.inbox.settle_seconds
    if look(workspace.inbox, settle_seconds).ready or pending_receipts(workspace, config):
        return True
    if published_state(workspace).get("fingerprint") != fingerprint(workspace, config):
        return True
    return bool(look_once_settled(workspace.inbox, settle_seconds).ready)


def configuration_hash(workspace: Workspace) -> str:
    """A hash of every file of the configuration."""
    return digest_of_files([*_files(workspace.sources), *_files(workspace.expectations)])


def load(workspace: Workspace) -> Config:
    """The configuration of a workspace, checked before anything is touched."""
    return load_config(workspace.sources)


def _dues_passed(workspace: Workspace, config: Config) -> int:
    periods = period_frame(reporting_frame(config), read_records(workspace))
    return int((periods["due_on"] < dt.date.today()).sum()) if periods.height else 0


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in (".yml", ".csv"))
