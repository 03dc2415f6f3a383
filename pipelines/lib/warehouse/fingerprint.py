"""What a publication was made from, as one hash: the lake's documents, the configuration, the dbt project, the clock.

A workspace and its configuration flow in; a fingerprint flows out. Whether there is work to do belongs to refresh.py.
"""

import datetime as dt

from pipelines.lib.config.load import Config, configuration_files
from pipelines.lib.config.rulebook_hash import READER_VERSION
from pipelines.lib.config.tables import config_tables
from pipelines.lib.files import digest, digest_of_files
from pipelines.lib.lake.periods import period_frame, reporting_frame
from pipelines.lib.lake.records import read_records
from pipelines.lib.lake.set_aside_loads import read_set_aside
from pipelines.lib.warehouse.parsed import project_hash
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


def _dues_passed(workspace: Workspace, config: Config) -> int:
    configuration = config_tables(config) | {"config_reporting": reporting_frame(config)}
    periods = period_frame(configuration, read_records(workspace))
    return int((periods["due_on"] < dt.date.today()).sum()) if periods.height else 0
