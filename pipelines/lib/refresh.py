"""Is there anything to do: whether a run would change anything.

A publication is a pure function of what is committed, the configuration, the dbt project and the due dates that have
passed. When none of these changed and nothing waits, a run has nothing to do; Dagster is not even imported then.
"""

from pipelines.lib.config.load import Config, configuration_files
from pipelines.lib.files import digest_of_files
from pipelines.lib.intake.run import pending_receipts
from pipelines.lib.lake.inbox import look, look_once_settled
from pipelines.lib.warehouse.fingerprint import fingerprint
from pipelines.lib.warehouse.publication import is_whole, published_state
from pipelines.lib.workspace import Workspace


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
