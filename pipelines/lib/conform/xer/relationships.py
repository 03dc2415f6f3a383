"""TASKPRED -> schedule_relationship."""

import polars as pl

from pipelines.lib.conform.xer.casts import Fills, cast_columns
from pipelines.lib.conform.xer.tables import XerTables, attach, collect

TYPES = {"PR_FS": "FS", "PR_SS": "SS", "PR_FF": "FF", "PR_SF": "SF"}
FILLS = Fills(
    "schedule_relationship",
    {
        "relationship_id": ("task_pred_id", "string"),
        "predecessor_id": ("pred_task_id", "string"),
        "successor_id": ("task_id", "string"),
        "relationship_type": ("pred_type", TYPES),
        "lag_hours": ("lag_hr_cnt", "double"),
    },
)
ENDS = {"predecessor": ("pred_task_id", "pred_proj_id"), "successor": ("task_id", "proj_id")}
COLUMNS = (
    "relationship_id", "predecessor_id", "successor_id", "predecessor_code", "successor_code",
    "relationship_type", "lag_hours", "is_external", "source_row",
)  # fmt: skip
IS_EXTERNAL = pl.col("predecessor_owner") != pl.col("successor_owner")


def conform_relationships(file: XerTables) -> pl.DataFrame:
    """schedule_relationship, one row per link of which at least one end belongs to the project.

    A link to an activity of another project is external; its code is there when the file carries that
    activity as a stub.
    """
    links = file.table("TASKPRED", "proj_id", "pred_proj_id", *FILLS.sources)
    tasks = file.table("TASK", "task_id", "task_code", "proj_id")
    ours = pl.lit(file.project_id, dtype=pl.String)
    rows = links.lazy()
    for end, (task, _) in ENDS.items():
        rows = attach(rows, task, tasks, "task_id", **{f"{end}_code": "task_code", f"{end}_owner": "proj_id"})
    rows = rows.with_columns(
        pl.coalesce(project, f"{end}_owner", ours).alias(f"{end}_owner") for end, (_, project) in ENDS.items()
    ).filter(pl.any_horizontal(pl.col(f"{end}_owner") == ours for end in ENDS))
    found = collect(rows.with_columns(IS_EXTERNAL.alias("is_external")))
    typed = cast_columns(found, FILLS, file.bad)
    return typed.hstack(found[["predecessor_code", "successor_code", "is_external"]])[[*COLUMNS]]
