"""What is odd about a CSV's rows, as notes with row and column: cells too many or too few, characters that are none.

The table as it was read and the second count of its records flow in, notes flow out.
"""

import polars as pl

from pipelines.lib.names import nfc
from pipelines.lib.plural import number_of
from pipelines.lib.readers import OTHER_FORM, Note, notes_on_rows
from pipelines.lib.readers.csv_records import Records

# How a byte that means nothing in the file's code page is shown, and so many of them are told one by one.
UNDECODABLE, UNDECODABLE_LIMIT = r"\\x[0-9a-f]{2}", 20


def notes_on_csv(
    table: pl.DataFrame, names: list[str], records: Records, written: str, undecodable: int, encoding: str
) -> list[Note]:
    """Every note on a table that was read.

    Args:
        table: The rows, under their headers.
        names: The name of every column of the header.
        records: The second count.
        written: The text before its letters were brought into one form.
        undecodable: How many bytes mean nothing.
        encoding: In which code page.
    """
    rows = records.rows.join(table.select("source_row"), on="source_row", how="semi")
    return [
        *_undecodable(table, undecodable, encoding),
        *_too_many(rows, names),
        *_too_few(rows, names, records),
        *_other_form(written),
    ]


def _undecodable(table: pl.DataFrame, count: int, encoding: str) -> list[Note]:
    if not count:
        return []
    message = f"{number_of(count, 'byte means', 'bytes mean')} nothing in {encoding}: shown as \\xNN"
    cells = [
        table.filter(pl.col(name).str.contains(UNDECODABLE)).select("source_row", column=pl.lit(name), value=name)
        for name in table.columns
        if name != "source_row"
    ]
    found = pl.concat(cells).sort("source_row").head(UNDECODABLE_LIMIT).iter_rows(named=True)
    notes = [Note("undecodable", message, row=c["source_row"], column=c["column"], value=c["value"]) for c in found]
    return notes or [Note("undecodable", message)]


def _too_many(rows: pl.DataFrame, names: list[str]) -> list[Note]:
    """A note on each row with text behind the last header."""
    message = (
        f"the row has more cells than the header, which has {len(names)}: a delimiter inside a text, not in quotes, "
        "may have shifted its cells"
    )
    long = rows.filter(pl.col("excess").is_not_null())
    return notes_on_rows("cells_too_many", message, long.select("source_row", value="excess"))


def _too_few(rows: pl.DataFrame, names: list[str], records: Records) -> list[Note]:
    """A note on each row that ends before the last column with a header; its `column` is the first one lost."""
    width = max((position for position, cell in enumerate(records.header, 1) if cell.strip()), default=0)
    short = rows.filter(pl.col("cells") < width)
    notes = []
    for (cells,), ends in short.group_by("cells", maintain_order=True):
        message = f"the row has {cells} of {number_of(width, 'cell')}: it ends before {names[cells]}"
        notes += notes_on_rows("cells_too_few", message, ends.select("source_row"), column=names[cells])
    return notes


def _other_form(written: str) -> list[Note]:
    if written.isascii() or nfc(written) == written:
        return []
    return [Note("unicode_form", OTHER_FORM)]
