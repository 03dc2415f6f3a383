"""PROJWBS -> schedule_wbs: the tree, with the path of codes from the root down."""

import polars as pl

from pipelines.lib.conform.xer.casts import Fills, cast_columns
from pipelines.lib.conform.xer.tables import XerTables, attach, collect
from pipelines.lib.readers import Note, notes_on_rows

FILLS = Fills(
    "schedule_wbs",
    {
        "wbs_id": ("wbs_id", "string"),
        "parent_wbs_id": ("parent_wbs_id", "string"),
        "wbs_code": ("wbs_short_name", "string"),
        "wbs_name": ("wbs_name", "string"),
        "is_root": ("proj_node_flag", "boolean"),
    },
)
COLUMNS = ("wbs_id", "parent_wbs_id", "wbs_code", "wbs_name", "wbs_path", "wbs_level", "source_row")
# P6 allows 50 levels. Paths of a deeper tree would grow with the square of its depth.
DEEPEST = 200
PARENT = pl.when(~pl.col("is_root").fill_null(False)).then("parent").alias("parent")
STEP = pl.when(pl.col("parent").is_not_null()).then(pl.col("wbs_code").fill_null("?"))
# The climb. `parent` is a row number, null on a root; `above` is the ancestor that is next to be put before the path.
START = (
    pl.col("parent").alias("above"),
    STEP.alias("step"),
    STEP.fill_null("").alias("wbs_path"),
    pl.lit(0, dtype=pl.Int64).alias("wbs_level"),
)
CLIMB = (
    pl.col("parent").gather("above").alias("above"),
    pl.concat_str(pl.col("step").gather("above"), "wbs_path", separator=".", ignore_nulls=True).alias("wbs_path"),
    pl.col("wbs_level") + pl.col("above").is_not_null(),
)
ARRIVED = (
    pl.when(pl.col("parent").is_not_null()).then("parent_wbs_id").alias("parent_wbs_id"),
    *(pl.when(pl.col("above").is_null()).then(name).alias(name) for name in ("wbs_path", "wbs_level")),
)


def conform_wbs(file: XerTables) -> pl.DataFrame:
    """schedule_wbs, one row per node.

    The root is the node that P6 flags (proj_node_flag), else one whose parent is not among the project's
    nodes. `wbs_path` leaves the root out, because its code changes from update to update. Nodes in a loop
    and below one have neither path nor level, nor have those below level `DEEPEST`. Of nodes with the same wbs_id
    the first is the parent.
    """
    nodes = cast_columns(file.own("PROJWBS", *FILLS.sources), FILLS, file.bad)
    numbered = nodes.with_row_index("row")
    found = attach(nodes.lazy(), "parent_wbs_id", numbered, "wbs_id", parent="row")
    nodes = collect(found.with_columns(PARENT).with_columns(START))
    before, climbing, level = nodes.height + 1, nodes["above"].count(), 0
    # A tree has nodes at every depth, so a step that ends no climb leaves loops only.
    while 0 < climbing < before and level < DEEPEST:
        nodes = nodes.with_columns(CLIMB)
        before, climbing, level = climbing, nodes["above"].count(), level + 1
    if climbing:
        file.notes.extend(_lost(nodes, is_loop=climbing == before))
    return nodes.with_columns(ARRIVED)[[*COLUMNS]]


def _lost(nodes: pl.DataFrame, *, is_loop: bool) -> list[Note]:
    rows = nodes.filter(pl.col("above").is_not_null()).select("source_row", value="wbs_code")
    if is_loop:
        return notes_on_rows(
            "wbs_loop", "the WBS node hangs in a loop of parents: it has no path", rows, "schedule_wbs"
        )
    message = f"the WBS node lies deeper than {DEEPEST} levels: it has no path"
    return notes_on_rows("wbs_too_deep", message, rows, "schedule_wbs")
