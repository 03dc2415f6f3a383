"""Every dbt model as an asset. dbt runs once, in this process; its results become materializations in dbt's order."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, dbt_assets

from pipelines.defs.submissions import POOL
from pipelines.lib.config.load import load
from pipelines.lib.warehouse.parsed import manifest_of
from pipelines.lib.warehouse.set_aside import build_what_counts
from pipelines.lib.workspace import Workspace

PUBLISHED_LAYERS = ("marts", "kpi")


class LayerTranslator(DagsterDbtTranslator):
    """Models are grouped by layer; dbt's own tests stay inside dbt (a failing one fails the run)."""

    def __init__(self) -> None:
        """Leave dbt's tests out of the asset checks: those are the rules of the intake."""
        settings = DagsterDbtTranslatorSettings(enable_asset_checks=False, enable_duplicate_source_asset_keys=True)
        super().__init__(settings)

    def get_group_name(self, dbt_resource_props: dict[str, Any]) -> str:
        """The folder under models/, or `seeds`."""
        return "seeds" if dbt_resource_props["resource_type"] == "seed" else dbt_resource_props["fqn"][1]


@cache
def manifest() -> dict[str, Any]:
    """The manifest of today's dbt project."""
    return manifest_of(Workspace.from_environment().dbt_target)


@cache
def dbt_assets_of_today() -> dg.AssetsDefinition:
    """The asset `dbt_models`; to work its keys out takes a second."""

    @dbt_assets(manifest=manifest(), dagster_dbt_translator=LayerTranslator(), name="dbt_models", pool=POOL)
    def dbt_models(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult]:
        workspace = Workspace.from_environment()
        with workspace.lock(wait_seconds=600):
            finished = build_what_counts(
                workspace, load(workspace), workspace.warehouse_file, progress=context.log.warning
            )
        for node in finished:
            if node.unique_id in model_keys():
                yield dg.MaterializeResult(model_keys()[node.unique_id], metadata={"seconds": node.seconds})

    return dbt_models


@cache
def model_keys() -> dict[str, dg.AssetKey]:
    """Dbt's unique id -> asset key, of models and seeds."""
    return {spec.metadata["dagster_dbt/unique_id"]: spec.key for spec in dbt_assets_of_today().specs}


def published_models() -> list[dg.AssetKey]:
    """The assets that analysts see: marts and KPIs."""
    nodes = manifest()["nodes"]
    return [key for name, key in model_keys().items() if nodes[name]["fqn"][1] in PUBLISHED_LAYERS]


def defs() -> dg.Definitions:
    """The dbt models."""
    return dg.Definitions(assets=[dbt_assets_of_today()])
