"""From bytes to tables of strings: a file flows in, a RawFile flows out. Types and meaning belong to conform."""

from dataclasses import dataclass, field

import polars as pl

# Where a row stands in the file; every other column of a table is the file's own.
PLACE = ("source_sheet", "source_row")
# How a formula that nobody calculated reads: `=A1*2 (no stored result)`.
NO_RESULT = " (no stored result)"


@dataclass(frozen=True)
class RawFile:
    """What a reader returns: every cell as the file writes it.

    Attributes:
        tables: Table name as in the file ("" for a CSV or workbook) -> all-string columns, plus `source_row` (Int64):
            the 1-based line of the file, and for a workbook `source_sheet`. An empty cell is null.
        encoding: The encoding the text was decoded with.
        facts: What the file says about itself, for example version, exported_on, currency, ended, and of a
            workbook its date_system.
        notes: Oddities the sender should know: ragged rows, missing end mark, bytes that are no text.
    """

    tables: dict[str, pl.DataFrame]
    encoding: str
    facts: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
