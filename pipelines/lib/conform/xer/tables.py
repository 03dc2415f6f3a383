"""Small steps over raw XER tables that every canonical table needs: missing tables and columns, owners, look-ups."""

from dataclasses import dataclass, field
from functools import cache

import polars as pl

from pipelines.lib.conform.xer.casts import BadCells
from pipelines.lib.readers import Note, RawFile

AS_WRITTEN = pl.QueryOptFlags.none()


@dataclass
class XerTables:
    """A raw XER seen from the one project that is conformed.

    Attributes:
        raw: The file.
        project_id: P6's proj_id of the project to conform; None when that is ambiguous: every table is empty then.
        bad: Collects cells that can't be cast.
        notes: Oddities found on the way.
        asked: Table and column of everything that was looked for.
    """

    raw: RawFile
    project_id: str | None
    bad: BadCells = field(default_factory=BadCells)
    notes: list[Note] = field(default_factory=list)
    asked: set[tuple[str, str]] = field(default_factory=set)

    def table(self, name: str, *columns: str) -> pl.DataFrame:
        """A whole table: `source_row` and these columns, no others, null where the file lacks them."""
        self.asked |= {(name, column) for column in columns}
        frame = self.raw.tables.get(name)
        if frame is None or frame.is_empty():
            return _no_rows(columns)
        present = set(frame.columns)
        return frame.select(
            "source_row",
            *(
                column if column in present else pl.lit(None, dtype=pl.String).alias(column)
                for column in dict.fromkeys(columns)
            ),
        )

    def own(self, name: str, *columns: str) -> pl.DataFrame:
        """The rows of a table that belong to the project: by proj_id, else by the project of their activity."""
        by_activity = () if name in ("TASK", "PROJECT") else ("task_id",)
        frame = self.table(name, "proj_id", *by_activity, *columns)
        if self.project_id is None or frame.is_empty():
            return frame.clear()
        if by_activity and frame["proj_id"].null_count():
            tasks = self.table("TASK", "task_id", "proj_id").rename({"proj_id": "owner"})
            frame = collect(attach(frame.lazy(), "task_id", tasks, "task_id", owner="owner"))
            frame = frame.with_columns(pl.coalesce("proj_id", "owner").alias("proj_id")).drop("owner")
        if (frame["proj_id"] == self.project_id).all():  # the usual file; nulls count as the project's
            return frame
        return frame.filter(pl.col("proj_id").fill_null(self.project_id) == self.project_id)


@cache
def _no_rows(columns: tuple[str, ...]) -> pl.DataFrame:
    return pl.DataFrame(schema={"source_row": pl.Int64} | dict.fromkeys(columns, pl.String))


def attach(rows: pl.LazyFrame, on: str, table: pl.DataFrame, key: str, **columns: str) -> pl.LazyFrame:
    """Look up columns of another table: new=column pairs, from the first row whose `key` equals `on`.

    Rows and their order stay as they are; a row that finds nothing gets nulls.
    """
    if table.is_empty():
        return rows.with_columns(pl.lit(None, dtype=table.schema[old]).alias(new) for new, old in columns.items())
    found = table.lazy().select(key, **{new: pl.col(old) for new, old in columns.items()})
    if table[key].n_unique() < table.height:
        found = found.unique(subset=key, keep="first", maintain_order=True)
    return rows.join(found, left_on=on, right_on=key, how="left", maintain_order="left")


def collect(frame: pl.LazyFrame) -> pl.DataFrame:
    """Run a chain of joins at once, in memory, as written: planning takes longer than running it on these tables."""
    return frame.collect(engine="in-memory", optimizations=AS_WRITTEN)
