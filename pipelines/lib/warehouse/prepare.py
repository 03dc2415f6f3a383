"""A new warehouse file with the schema `lake` as known at a moment; dbt builds into it.

dbt models are full-refresh tables, so the file starts empty each time and nothing of an older build can linger.
"""

import datetime as dt
from collections.abc import Collection
from pathlib import Path

import duckdb
import polars as pl

from pipelines.lib.config.load import Config
from pipelines.lib.lake.configuration import commit_configuration, configuration_as_of, configuration_frames
from pipelines.lib.lake.current import reported_records
from pipelines.lib.lake.damage import refuse_damaged
from pipelines.lib.lake.moments import now
from pipelines.lib.lake.periods import period_frame
from pipelines.lib.lake.register import register_lake
from pipelines.lib.validation.rules import load_rules
from pipelines.lib.warehouse.database import remove_database
from pipelines.lib.warehouse.fingerprint import fingerprint
from pipelines.lib.workspace import Workspace


def prepare_warehouse(
    workspace: Workspace,
    config: Config,
    file: Path,
    as_of: dt.datetime | None = None,
    left_out: Collection[str] = (),
) -> None:
    """Write `file` with schema `lake`; `as_of` None means now and commits today's configuration to the lake.

    Args:
        workspace: Whose lake.
        config: Today's configuration.
        file: The warehouse file; what was there goes.
        as_of: The moment to look from.
        left_out: Loads to do without, as if they had never come.
    """
    refuse_damaged(workspace)
    made_from = fingerprint(workspace, config) if as_of is None else ""
    if as_of is None:
        commit_configuration(workspace, configuration_frames(config, load_rules(workspace.expectations).frame()))
    moment = as_of or now()
    configuration = configuration_as_of(workspace, as_of)
    reported = reported_records(workspace, as_of, left_out)
    configuration["config_period"] = period_frame(configuration, reported)
    configuration["config_portfolio"] = configuration["config_portfolio"].with_columns(pl.lit(moment).alias("as_of"))
    remove_database(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(file), config={"autoinstall_known_extensions": "false"}) as con:
        register_lake(con, workspace, config.tables, configuration, as_of, left_out)
        con.execute("create table lake.publication as select ? as fingerprint, ? as known_at", [made_from, moment])
