"""Asset `published`: marts and KPIs in the one file that analysts and BI tools open, and their Parquet twins."""

import dagster as dg

from pipelines.defs.submissions import POOL
from pipelines.defs.warehouse import published_models
from pipelines.lib.lake.current import set_aside_in_force
from pipelines.lib.warehouse.publication import write_state
from pipelines.lib.warehouse.publish import publish, publish_parquet
from pipelines.lib.workspace import Workspace


def defs() -> dg.Definitions:
    """The publication, downstream of every mart and KPI model."""
    everything_counts = dg.AssetCheckSpec(
        "everything_counts",
        asset="published",
        description="No accepted load is set aside because a model of ours fails on it",
    )

    @dg.asset(
        deps=published_models(), pool=POOL, group_name="publish", kinds={"duckdb"}, check_specs=[everything_counts]
    )
    def published(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        """published/pmo.duckdb, swapped in whole."""
        workspace = Workspace.from_environment()
        with workspace.lock(wait_seconds=600):
            tables = publish(workspace, workspace.warehouse_file, workspace.published_file)
            folder = publish_parquet(workspace)
            write_state(workspace, tables)
        set_aside = [f"{item.source_id} {item.load_id}: {item.message}" for item in set_aside_in_force(workspace)]
        check = dg.AssetCheckResult(
            passed=not set_aside, check_name="everything_counts", metadata={"set aside": set_aside}
        )
        return dg.MaterializeResult(metadata={"tables": len(tables), "parquet": str(folder)}, check_results=[check])

    return dg.Definitions(assets=[published])
