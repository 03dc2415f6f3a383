"""Models of sources/feeds/<feed>.yml: the canonical tables of a feed and their columns."""

import math
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
# What no project means, unless a column says otherwise. Money ends at 10^14 (DECIMAL(18,4)): sums need room.
LIMITS: dict[str, tuple[float, float]] = {
    "decimal": (-1e13, 1e13),
    "double": (-1e9, 1e9),
    "integer": (-1e9, 1e9),
}
# A text that is no longer is a code.
CODE_LENGTH = 250
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
    dash_is_zero: bool = Field(False, description="A dash in it is a zero, as where it is required; else it is nothing")
    description: str | None = None
    mapping_help: str | None = None
    unit: str | None = None
    min: float | None = Field(
        None, description="Least value that can be meant; a cell below it counts as unknown (V70)"
    )
    max: float | None = Field(None, description="Largest value that can be meant; by default a bound of the type")
    max_length: int = Field(32_767, ge=1, description="Most characters of a text; by default those of an Excel cell")
    p6: str | None = None
    values: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    needed_for: tuple[str, ...] = ()

    @property
    def is_code(self) -> bool:
        """Whether rows of other files are found by it; such a text has the length of a key."""
        return self.type == "string" and self.max_length <= CODE_LENGTH

    @property
    def limits(self) -> tuple[float, float]:
        """Least and largest number that can be meant."""
        least, largest = LIMITS.get(self.type, (-math.inf, math.inf))
        return (least if self.min is None else self.min, largest if self.max is None else self.max)


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
