"""The warehouse as it was known at a moment: the same views, the same dbt project, a database of its own."""

import datetime as dt
from pathlib import Path

from pipelines.lib.config.load import load_config
from pipelines.lib.errors import PmoError
from pipelines.lib.lake.moments import newest_moment, now
from pipelines.lib.lake.records import read_records
from pipelines.lib.warehouse.database import remove_database
from pipelines.lib.warehouse.publish import publish
from pipelines.lib.warehouse.set_aside import build_what_counts
from pipelines.lib.workspace import Workspace


def build_as_of(workspace: Workspace, moment: dt.datetime) -> Path:
    """published/as_of/<moment>.duckdb: marts and KPIs as known at `moment` (UTC).

    Raises:
        PmoError: a moment before the first verdict, or one that is still to come.
    """
    _refuse(workspace, moment)
    name = f"{moment:%Y%m%dT%H%M%S}"
    scratch = workspace.scratch_warehouse("as_of")
    file = workspace.published / "as_of" / f"{name}.duckdb"
    build_what_counts(workspace, load_config(workspace.sources), scratch, as_of=moment)
    publish(workspace, scratch, file)
    remove_database(scratch)
    return file


def _refuse(workspace: Workspace, moment: dt.datetime) -> None:
    """Nothing was known before the first verdict; what will be known, and overdue, nobody can say."""
    records, where = read_records(workspace), f"as-of {moment.isoformat()}"
    newest = max(now(), newest_moment(workspace) or now())
    if moment > newest:
        raise PmoError(
            f"that moment is still to come: it is {newest:%Y-%m-%d %H:%M:%S} UTC",
            where=where,
            fix="`pmo run` publishes what is known now",
        )
    if not records:
        raise PmoError("nothing has a verdict yet", where=where, fix="`pmo run` first")
    if moment < records[0].committed_at:
        first = f"{records[0].committed_at:%Y-%m-%d %H:%M:%S} UTC"
        raise PmoError(
            f"nothing was known then: the first verdict is of {first}", where=where, fix="give a later moment"
        )
