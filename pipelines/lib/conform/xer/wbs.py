"""PROJWBS -> schedule_wbs: the tree, with the path of codes from the root down."""

import polars as pl

from pipelines.lib.conform.xer.casts import Fill, cast_columns
from pipelines.lib.conform.xer.tables import XerTables, collect

FILLS: dict[str, Fill] = {
    "wbs_id": ("wbs_id", "string"),
    "parent_wbs_id": ("parent_wbs_id", "string"),
    "wbs_code": ("wbs_short_name", "string"),
    "wbs_name": ("wbs_name", "string"),
    "is_root": ("proj_node_flag", "boolean"),
}


def conform_wbs(file: XerTables) -> pl.DataFrame:
    """schedule_wbs, one row per node.

    The root is the node that P6 flags (proj_node_flag), else one whose parent is not among the project's
    nodes. `wbs_path` leaves the root out, because its code changes from update to update. Nodes in a loop
    have neither path nor level.
    """
    nodes = cast_columns(file.own("PROJWBS", "wbs_id"), "schedule_wbs", FILLS, file.bad)
    orphan = ~pl.col("parent_wbs_id").is_in(nodes["wbs_id"].drop_nulls().to_list()).fill_null(False)
    nodes = nodes.with_columns((pl.col("is_root").fill_null(False) | orphan).alias("is_root"))
    placed = _place(nodes)
    lost = nodes.height - placed.height
    if lost:
        file.notes.append(f"{lost} WBS nodes hang in a loop of parents: they have no path")
    tree = nodes.join(placed, on="source_row", how="left", maintain_order="left")
    return tree.select(
        "wbs_id",
        pl.when(~pl.col("is_root")).then("parent_wbs_id").alias("parent_wbs_id"),
        "wbs_code",
        "wbs_name",
        "wbs_path",
        "wbs_level",
        "source_row",
    )


def _place(nodes: pl.DataFrame) -> pl.DataFrame:
    """source_row, wbs_path, wbs_level of every node that can be reached from a root, level by level."""
    top = {"wbs_path": pl.lit(""), "wbs_level": pl.lit(0, dtype=pl.Int64)}
    level = nodes.filter("is_root").select("wbs_id", "source_row", **top)
    below = nodes.lazy().filter(~pl.col("is_root")).unique(subset="wbs_id", keep="first")
    levels = [level]
    while level.height:  # a node has one parent, so it is reached once at most and a loop never
        parents = level.lazy().select(pl.col("wbs_id").alias("parent_wbs_id"), "wbs_path", "wbs_level")
        children = below.join(parents.unique(subset="parent_wbs_id"), on="parent_wbs_id", how="inner")
        level = collect(children.select("wbs_id", "source_row", _path().alias("wbs_path"), pl.col("wbs_level") + 1))
        levels.append(level)
    return pl.concat(levels).select("source_row", "wbs_path", "wbs_level")


def _path() -> pl.Expr:
    code = pl.col("wbs_code").fill_null("?")
    return pl.when(pl.col("wbs_path") == "").then(code).otherwise(pl.col("wbs_path") + "." + code)
