"""Models of sources/feeds/<feed>.yml: the canonical tables of a feed and their columns."""

from typing import Literal

import polars as pl
from pydantic import Field

from pipelines.lib.config.base import Strict

ColumnType = Literal["string", "double", "decimal", "integer", "boolean", "date", "timestamp", "month"]

MONEY = pl.Decimal(18, 4)
POLARS_TYPES: dict[str, pl.DataType] = {
    "string": pl.String(),
    "double": pl.Float64(),
    "decimal": MONEY,
    "integer": pl.Int64(),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
    "timestamp": pl.Datetime("us"),
    "month": pl.String(),  # YYYY-MM
}
DUCKDB_TYPES = {
    "string": "VARCHAR",
    "double": "DOUBLE",
    "decimal": "DECIMAL(18,4)",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "month": "VARCHAR",
}
# Every canonical row carries these: who sent it, in which submission, and the very line it came from.
STAMPS: dict[str, ColumnType] = {
    "source_id": "string",
    "submission_id": "string",
    "load_id": "string",
    "project_id": "string",
    "contract_id": "string",
    "data_date": "timestamp",
    "source_file": "string",
    "source_sheet": "string",
    "source_row": "integer",
}


class ColumnSpec(Strict):
    """One canonical column: its type, and what a sender should know about it."""

    type: ColumnType
    required: bool = False
    description: str | None = None
    mapping_help: str | None = None
    unit: str | None = None
    p6: str | None = None
    values: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    needed_for: tuple[str, ...] = ()


class TableSpec(Strict):
    """One canonical table: grain, key and columns in order."""

    name: str
    grain: str
    key: tuple[str, ...]
    columns: dict[str, ColumnSpec]

    def schema(self) -> dict[str, pl.DataType]:
        """Column name -> Polars type, stamps left out."""
        return {name: POLARS_TYPES[column.type] for name, column in self.columns.items()}

    def stamped_types(self) -> dict[str, ColumnType]:
        """Column name -> type name, stamps first."""
        return STAMPS | {name: column.type for name, column in self.columns.items()}


class Feed(Strict):
    """The canonical tables of one feed."""

    feed: str
    tables: dict[str, TableSpec] = Field(min_length=1)
