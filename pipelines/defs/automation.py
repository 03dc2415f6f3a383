"""When it runs: job `refresh`, schedule `nightly_refresh`, sensor `inbox_sensor`."""

import json

import dagster as dg
from dagster._core.storage.dagster_run import NOT_FINISHED_STATUSES

from pipelines.lib.files import digest
from pipelines.lib.lake.inbox import look
from pipelines.lib.refresh import load
from pipelines.lib.workspace import Workspace

SENSOR_SECONDS = 30

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
    """New bytes in the inbox make one run for all of them; while a run is on its way they wait."""
    workspace = Workspace.from_environment()
    files = look(workspace.inbox, load(workspace).portfolio.inbox.settle_seconds).ready
    if not files:
        return dg.SkipReason("the inbox is empty")
    on_its_way = dg.RunsFilter(job_name="refresh", statuses=list(NOT_FINISHED_STATUSES))
    if context.instance.get_runs(on_its_way, limit=1):
        return dg.SkipReason("a run is on its way; what waits is taken by the next one")
    content = digest(*((arrival.path, arrival.stamp) for arrival in files))
    context.update_cursor(_next(context.cursor, content))
    attempt = json.loads(context.cursor)["attempt"]
    # A run key is never launched twice, so a failed run needs the attempt in its key.
    return dg.RunRequest(run_key=f"{content}-{attempt}", tags={"pmo/files": str(len(files))})


def _next(cursor: str | None, content: str) -> str:
    """The cursor after one more request: the same files again are a further attempt."""
    before = json.loads(cursor) if cursor else {}
    attempt = before["attempt"] + 1 if before.get("content") == content else 1
    return json.dumps({"content": content, "attempt": attempt})


def defs() -> dg.Definitions:
    """Job, schedule and sensor."""
    return dg.Definitions(jobs=[refresh], schedules=[nightly_refresh], sensors=[inbox_sensor])
