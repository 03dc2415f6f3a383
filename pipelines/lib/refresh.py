"""Is there anything to do, and what was the publication made from.

A publication is a pure function of what is committed, the configuration, the dbt project and the due dates that have
passed. When none of these changed and nothing waits, a run has nothing to do; Dagster is not even imported then.
"""

import datetime as dt

from pipelines.lib.config.load import Config, configuration_files, load_config
from pipelines.lib.config.rulebook_hash import READER_VERSION
from pipelines.lib.config.tables import config_tables
from pipelines.lib.files import digest, digest_of_files
from pipelines.lib.intake.run import pending_receipts
from pipelines.lib.lake.inbox import look, look_once_settled
from pipelines.lib.lake.periods import period_frame, reporting_frame
from pipelines.lib.lake.records import read_records
from pipelines.lib.lake.set_aside_loads import read_set_aside
from pipelines.lib.warehouse.parsed import project_hash
from pipelines.lib.warehouse.publication import is_whole, published_state
from pipelines.lib.workspace import Workspace

DOCUMENTS = ("_submissions", "_withdrawals", "_comparisons")


def fingerprint(workspace: Workspace, config: Config) -> str:
    """A hash of everything a publication is made from; of the configuration, the files that `config` was read from.

    It is taken before anything is read for a build: what changes while a build lasts belongs to the next publication.
    """
    names = sorted(path.name for folder in DOCUMENTS for path in (workspace.lake / folder).glob("*.json"))
    names += [item.load_id for item in read_set_aside(workspace)]
    rules = digest_of_files(configuration_files(workspace.expectations))
    return digest(READER_VERSION, project_hash(), config.digest, rules, _dues_passed(workspace, config), *names)


def has_work(workspace: Workspace, config: Config) -> bool:
    """Whether a run would change anything; when nothing else does, what still arrives is waited for once."""
    settle_seconds = config.portfolio.inbox.settle_seconds
    if look(workspace.inbox, settle_seconds).ready or pending_receipts(workspace, config):
        return True
    if not is_whole(workspace) or published_state(workspace)["fingerprint"] != fingerprint(workspace, config):
        return True
    return bool(look_once_settled(workspace.inbox, settle_seconds).ready)


def configuration_hash(workspace: Workspace) -> str:
    """A hash of every file of the configuration as it is now."""
    folders = (workspace.sources, workspace.expectations)
    return digest_of_files([path for folder in folders for path in configuration_files(folder)])


def load(workspace: Workspace) -> Config:
    """The configuration of a workspace, checked before anything is touched."""
    return load_config(workspace.sources)


def _dues_passed(workspace: Workspace, config: Config) -> int:
    configuration = config_tables(config) | {"config_reporting": reporting_frame(config)}
    periods = period_frame(configuration, read_records(workspace))
    return int((periods["due_on"] < dt.date.today()).sum()) if periods.height else 0
