"""Small steps over raw XER tables that every canonical table needs: missing tables and columns, owners, look-ups."""

from dataclasses import dataclass, field

import polars as pl

from pipelines.lib.conform.xer.casts import BadCells
from pipelines.lib.readers import RawFile


@dataclass
class XerTables:
    """A raw XER seen from the one project that is conformed.

    Attributes:
        raw: The file.
        project_id: P6's proj_id of the project to conform; None when that is ambiguous: every table is empty then.
        bad: Collects cells that can't be cast.
        notes: Oddities found on the way.
    """

    raw: RawFile
    project_id: str | None
    bad: BadCells = field(default_factory=BadCells)
    notes: list[str] = field(default_factory=list)

    def table(self, name: str, *columns: str) -> pl.DataFrame:
        """A whole table with at least these columns, null where the file lacks them; empty if it has none."""
        frame = self.raw.tables.get(name)
        if frame is None or frame.is_empty():
            return pl.DataFrame(schema={"source_row": pl.Int64} | dict.fromkeys(columns, pl.String))
        absent = sorted(set(columns) - set(frame.columns))
        return frame.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in absent) if absent else frame

    def own(self, name: str, *columns: str) -> pl.DataFrame:
        """The rows of a table that belong to the project: by proj_id, else by the project of their activity."""
        frame = self.table(name, "proj_id", *columns)
        if self.project_id is None or frame.is_empty():
            return frame.clear()
        if frame["proj_id"].null_count() == 0:
            return frame.filter(pl.col("proj_id") == self.project_id)
        if "task_id" in frame.columns and name != "TASK":
            owners = lookup(self.table("TASK", "task_id", "proj_id"), "task_id", proj="proj_id")
            frame = collect(frame.lazy().join(owners, on="task_id", how="left", maintain_order="left"))
            frame = frame.with_columns(pl.coalesce("proj_id", "proj").alias("proj_id")).drop("proj")
        return frame.filter(pl.col("proj_id").fill_null(self.project_id) == self.project_id)


def lookup(frame: pl.DataFrame, key: str, **columns: str) -> pl.LazyFrame:
    """A table to look things up in: `key` and new name=column pairs, one row per key (the first of the file)."""
    found = frame.lazy().select(key, **{new: pl.col(old) for new, old in columns.items()})
    return found.drop_nulls(key).unique(subset=key, keep="first", maintain_order=True)


def collect(frame: pl.LazyFrame) -> pl.DataFrame:
    """Run a chain of joins at once, in memory: quickest for small tables, and rows keep their order."""
    return frame.collect(engine="in-memory")
