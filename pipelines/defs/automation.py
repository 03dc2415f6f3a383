"""When it runs: job `refresh`, schedule `nightly_refresh`, sensor `inbox_sensor`."""

import json

import dagster as dg
from dagster._core.storage.dagster_run import NOT_FINISHED_STATUSES

from pipelines.lib.config.load import load
from pipelines.lib.errors import PmoError
from pipelines.lib.files import digest
from pipelines.lib.intake.run import pending_receipts
from pipelines.lib.lake.inbox import look
from pipelines.lib.lake.records import read_records
from pipelines.lib.refresh import configuration_hash
from pipelines.lib.workspace import Workspace

SENSOR_SECONDS = 30
ATTEMPTS = 3
GIVEN_UP = (
    "given up: {count} runs over the same files have not taken them in. The log of the last one (Runs, refresh) says "
    "why. Mend that; or take the file out of the inbox, or `pmo discard` its receipt (`pmo status` shows both). A new "
    "file, or a change of a file or of the configuration, starts again"
)

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,
    description="submissions -> raw -> dbt -> published",
)

# A sender's month closes at midnight; half past two leaves time for late drops and is quiet in every European zone.
nightly_refresh = dg.ScheduleDefinition(
    name="nightly_refresh",
    job=refresh,
    cron_schedule="30 2 * * *",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)


@dg.sensor(job=refresh, minimum_interval_seconds=SENSOR_SECONDS, default_status=dg.DefaultSensorStatus.RUNNING)
def inbox_sensor(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Files that have settled, and receipts that a run left without a verdict, make one run for all of them."""
    workspace = Workspace.from_environment()
    try:
        batch = _batch(workspace)
    except PmoError as error:
        return dg.SkipReason(error.sentence())
    if not batch:
        return dg.SkipReason("nothing waits, or what waits is still being written")
    on_its_way = dg.RunsFilter(job_name="refresh", statuses=list(NOT_FINISHED_STATUSES))
    if context.instance.get_runs(on_its_way, limit=1):
        return dg.SkipReason("a run is on its way; what waits is taken by the next one")
    content = digest(configuration_hash(workspace), *batch)
    attempt = _attempt(context.cursor, content)
    if attempt > ATTEMPTS:
        return dg.SkipReason(GIVEN_UP.format(count=ATTEMPTS))
    context.update_cursor(json.dumps({"content": content, "attempt": attempt}))
    # A run key is never launched twice, so a failed run needs the attempt in its key.
    return dg.RunRequest(run_key=f"{content}-{attempt}", tags={"pmo/files": str(len(batch))})


def _batch(workspace: Workspace) -> list[str]:
    """What a run would take in: each file as it stands, each receipt that a run left without a verdict."""
    config = load(workspace)
    files = look(workspace.inbox, config.portfolio.inbox.settle_seconds).ready
    stamps = [digest(arrival.path, *arrival.stamp) for arrival in files]
    judged = {record.receipt_id for record in read_records(workspace)}
    pending = (receipt.receipt_id for receipt in pending_receipts(workspace, config))
    return [*stamps, *(receipt_id for receipt_id in pending if receipt_id not in judged)]


def _attempt(cursor: str | None, content: str) -> int:
    """Which attempt the next run would be: the same content again is a further one."""
    before = json.loads(cursor) if cursor else {}
    return before["attempt"] + 1 if before.get("content") == content else 1


def defs() -> dg.Definitions:
    """Job, schedule and sensor."""
    return dg.Definitions(jobs=[refresh], schedules=[nightly_refresh], sensors=[inbox_sensor])
