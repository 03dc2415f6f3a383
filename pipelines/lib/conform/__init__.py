"""From a file's own tables to canonical ones: what flows in is a RawFile, what flows out is a Conformed.

Judging the content is not done here: that is validation. A cell that cannot be read becomes null and a bad cell.
"""

from dataclasses import dataclass

import polars as pl

BAD_CELL_SCHEMA: dict[str, pl.DataType] = {
    "table_name": pl.String(),
    "source_sheet": pl.String(),
    "source_row": pl.Int64(),
    "column_name": pl.String(),
    "value": pl.String(),
    "message": pl.String(),
}


@dataclass(frozen=True)
class Conformed:
    """One file in canonical form.

    Attributes:
        tables: Canonical table -> typed frame, without stamps, with `source_row` (Int64, 1-based line of the file),
            for a workbook `source_sheet`, and, where the rows name their contract, `contract_key`.
        bad_cells: Cells that could not be cast (null in `tables`), columns of `BAD_CELL_SCHEMA`.
        envelope: Facts for the rules on the file as a whole: data date, missing tables, dropped rows...
    """

    tables: dict[str, pl.DataFrame]
    bad_cells: pl.DataFrame
    envelope: dict[str, object]
