"""What stands below a table: remarks such as "all amounts in USD", which come as its last rows.

A frame of text flows in, a text flows out; the rows themselves stay where they are.
"""

from collections.abc import Collection

import polars as pl

from pipelines.lib.readers import PLACE

# A remark fills one cell, or two: `Currency | USD`.
FILLED = 2


def lines_below(table: pl.DataFrame, amounts: Collection[str]) -> str:
    """The rows after the last one that is data: they fill a cell or two, and no amount.

    Args:
        table: The file's rows, text, with their places; of a workbook, of each of its sheets.
        amounts: Its columns of amounts.
    """
    headers = [name for name in table.columns if name not in PLACE]
    if not headers:
        return ""
    sheets = table.partition_by("source_sheet") if "source_sheet" in table.columns else [table]
    return " ".join(filter(None, (_below(sheet, headers, amounts) for sheet in sheets)))


def _below(table: pl.DataFrame, headers: list[str], amounts: Collection[str]) -> str:
    filled = pl.sum_horizontal(pl.col(headers).is_not_null())
    has_amount = pl.any_horizontal(pl.lit(False), *(pl.col(name).str.contains(r"\d") for name in amounts))
    is_data = (filled > min(FILLED, len(headers) - 1)) | has_amount.fill_null(False)
    last = table.select(is_data.arg_true().max()).item()
    below = table.slice(0 if last is None else last + 1).select(headers)
    return " ".join(cell for row in below.iter_rows() for cell in row if cell)
