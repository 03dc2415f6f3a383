"""TASKPRED -> schedule_relationship."""

import polars as pl

from pipelines.lib.conform.xer.casts import Fill, cast_columns
from pipelines.lib.conform.xer.tables import XerTables, collect, lookup

TYPES = {"PR_FS": "FS", "PR_SS": "SS", "PR_FF": "FF", "PR_SF": "SF"}
FILLS: dict[str, Fill] = {
    "relationship_id": ("task_pred_id", "string"),
    "predecessor_id": ("pred_task_id", "string"),
    "successor_id": ("task_id", "string"),
    "relationship_type": ("pred_type", TYPES),
    "lag_hours": ("lag_hr_cnt", "double"),
    "is_external": ("is_external", "boolean"),
}
ENDS = {"predecessor": ("pred_task_id", "pred_proj_id"), "successor": ("task_id", "proj_id")}


def conform_relationships(file: XerTables) -> pl.DataFrame:
    """schedule_relationship, one row per link of which at least one end belongs to the project.

    A link to an activity of another project is external; its code is there when the file carries that
    activity as a stub.
    """
    links = file.table("TASKPRED", "task_id", "pred_task_id", "proj_id", "pred_proj_id")
    ours = pl.lit(file.project_id, dtype=pl.String)
    tasks = file.table("TASK", "task_id", "task_code", "proj_id")
    links = links.lazy()
    for end, (task, project) in ENDS.items():
        codes = lookup(tasks, "task_id", **{f"{end}_code": "task_code", f"{end}_owner": "proj_id"})
        links = links.join(codes, left_on=task, right_on="task_id", how="left", maintain_order="left")
        owner = pl.coalesce(project, f"{end}_owner", ours)
        links = links.with_columns(owner.alias(f"{end}_owner"))
    links = links.filter((pl.col("predecessor_owner") == ours) | (pl.col("successor_owner") == ours))
    external = pl.col("predecessor_owner") != pl.col("successor_owner")
    links = links.with_columns(pl.when(external).then(pl.lit("Y")).otherwise(pl.lit("N")).alias("is_external"))
    links = collect(links)
    typed = cast_columns(links, "schedule_relationship", FILLS, file.bad)
    return typed.with_columns(links["predecessor_code"], links["successor_code"]).select(
        "relationship_id", "predecessor_id", "successor_id", "predecessor_code", "successor_code",
        "relationship_type", "lag_hours", "is_external", "source_row",
    )  # fmt: skip
