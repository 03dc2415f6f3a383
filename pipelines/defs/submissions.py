"""Assets `submissions` and `raw/<table>`, and one asset check per rule.

Data flow: inbox -> verdicts and committed Parquet files. Checks speak of each source's latest submission, so a fault
stays red until it is mended; they never block, because a rejected file must not stop another party's good one.
"""

from collections.abc import Iterator

import dagster as dg

from pipelines.lib.config.load import load
from pipelines.lib.intake.run import take_in
from pipelines.lib.lake.damage import refuse
from pipelines.lib.lake.records import read_records
from pipelines.lib.validation.latest import failing_by_rule
from pipelines.lib.validation.relations import DERIVED
from pipelines.lib.validation.rules import Rule, load_rules
from pipelines.lib.workspace import Workspace

POOL = "warehouse_writer"
SUBMISSIONS = dg.AssetKey("submissions")


def raw_key(table: str) -> dg.AssetKey:
    """The asset of a canonical table."""
    return dg.AssetKey(["raw", table])


def _specs(tables: list[str]) -> list[dg.AssetSpec]:
    submissions = dg.AssetSpec(
        SUBMISSIONS, group_name="intake", kinds={"python"}, description="Every receipt and its verdict"
    )
    raw = [dg.AssetSpec(raw_key(table), deps=[SUBMISSIONS], group_name="intake", kinds={"parquet"}) for table in tables]
    return [submissions, *raw]


def _check_spec(rule: Rule, tables: list[str]) -> dg.AssetCheckSpec:
    table = DERIVED.get(rule.table, rule.table)
    asset = raw_key(table) if table in tables else SUBMISSIONS
    return dg.AssetCheckSpec(rule.id, asset=asset, description=f"{rule.title}. {rule.why}", blocking=False)


def _severity(rule: Rule) -> dg.AssetCheckSeverity:
    serious = rule.severity in ("blocking", "critical")
    return dg.AssetCheckSeverity.ERROR if serious else dg.AssetCheckSeverity.WARN


def defs() -> dg.Definitions:
    """The intake assets of today's configuration."""
    workspace = Workspace.from_environment()
    tables = list(load(workspace).tables)
    rules = load_rules(workspace.expectations).rules
    specs = {rule.id: _check_spec(rule, tables) for rule in rules}

    @dg.multi_asset(name="intake", specs=_specs(tables), check_specs=list(specs.values()), pool=POOL, can_subset=False)
    def intake(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
        workspace = Workspace.from_environment()
        config = load(workspace)
        with workspace.lock(wait_seconds=600):
            done = take_in(workspace, config, context.log.info)
        refuse(done.damaged)
        verdicts = [f"{record.source_id} {record.file_name}: {record.verdict}" for record in done.records]
        yield dg.MaterializeResult(SUBMISSIONS, metadata={"verdicts": verdicts, "compared": done.comparisons})
        rows = _rows(workspace)
        for table in tables:
            yield dg.MaterializeResult(raw_key(table), metadata={"dagster/row_count": rows.get(table, 0)})
        failing = failing_by_rule(workspace, config)
        for rule in rules:
            count = failing.get(rule.id, 0)
            yield dg.AssetCheckResult(
                passed=count == 0,
                check_name=rule.id,
                asset_key=specs[rule.id].asset_key,
                severity=_severity(rule),
                metadata={"failing": count},
            )

    return dg.Definitions(assets=[intake])


def _rows(workspace: Workspace) -> dict[str, int]:
    rows: dict[str, int] = {}
    for record in read_records(workspace):
        for table, (_, count) in record.tables.items():
            rows[table] = rows.get(table, 0) + count
    return rows
