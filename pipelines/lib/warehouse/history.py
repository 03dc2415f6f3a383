"""The warehouse as it was known at a moment: the same views, the same dbt project, a database of its own."""

import datetime as dt
from pathlib import Path

from pipelines.lib.config.load import load_config
from pipelines.lib.warehouse.database import remove_database
from pipelines.lib.warehouse.publish import publish
from pipelines.lib.warehouse.set_aside import build_what_counts
from pipelines.lib.workspace import Workspace


def build_as_of(workspace: Workspace, moment: dt.datetime) -> Path:
    """published/as_of/<moment>.duckdb: marts and KPIs as known at `moment` (UTC)."""
    name = f"{moment:%Y%m%dT%H%M%S}"
    scratch = workspace.scratch_warehouse("as_of")
    file = workspace.published / "as_of" / f"{name}.duckdb"
    build_what_counts(workspace, load_config(workspace.sources), scratch, as_of=moment)
    publish(workspace, scratch, file)
    remove_database(scratch)
    return file
