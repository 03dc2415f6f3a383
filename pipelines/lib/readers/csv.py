"""A CSV of unknown making -> one table of strings named "" with the line every row came from.

Its text is csv_text.py, where the table stands csv_layout.py, the second count of its records csv_records.py, what is
odd about its rows csv_notes.py. What a cell means belongs to conform.
"""

import io
from collections.abc import Collection
from pathlib import Path

import polars as pl

from pipelines.lib.config.source import ReadSpec
from pipelines.lib.errors import UnreadableFile
from pipelines.lib.readers import ABOVE_LIMIT, RawFile
from pipelines.lib.readers.csv_layout import Layout, find_layout
from pipelines.lib.readers.csv_notes import notes_on_csv
from pipelines.lib.readers.csv_records import Records, count_records, miscounted
from pipelines.lib.readers.csv_swallowed import refuse_swallowed
from pipelines.lib.readers.csv_text import read_text
from pipelines.lib.readers.header_names import unique_names
from pipelines.lib.readers.uncertain import uncertain

# A line that only draws one, as lists of SAP and reports do.
RULE = r"^[-=_+*]{3,}$"


def read_csv(path: Path, spec: ReadSpec, expected: str | None = None, wanted: Collection[str] = ()) -> RawFile:
    """Read a delimited file.

    Args:
        path: The file.
        spec: What the source says of it.
        expected: The code page of the source's file before this one.
        wanted: Names of columns that the source expects; they tell the header from a title above it.

    Raises:
        UnreadableFile: empty, of another kind than its name says, without the header row that the source names, or
            with quotes that do not tell its rows apart.
    """
    found = read_text(path, spec.encoding, expected, wanted)
    text, encoding = found.text, found.reading.encoding
    layout = find_layout(text, spec, wanted)
    try:
        records = count_records(layout)
        names = _names(layout, records)
        rows = _rows(layout, records)
        refuse_swallowed(layout, records)
    except UnreadableFile as error:
        raise UnreadableFile(error.what, where=path.name, why=error.why, fix=error.fix) from None
    table = _table(rows, names, records)
    facts = {
        "delimiter": layout.delimiter,
        "header_row": str(layout.header_row + records.header_lines - 1),
        "blank_rows": str(rows.height - table.height),
        "undecodable": str(found.undecodable),
        "above": " ".join([text[: len(text) - len(layout.body)], *records.header])[:ABOVE_LIMIT],
    }
    notes = found.notes + uncertain(found.reading)
    notes += notes_on_csv(table, names, records, found.written, found.undecodable, encoding)
    return RawFile({"": table}, encoding, facts, notes)


def _names(layout: Layout, records: Records) -> list[str]:
    if not any(cell.strip() for cell in records.header):
        raise UnreadableFile(
            f"no header in line {layout.header_row}", fix="name the header's line: read: {header_row: N}"
        )
    return unique_names(records.header)


def _rows(layout: Layout, records: Records) -> pl.DataFrame:
    """Every record below the header under its columns' positions "0", "1" ..., with `source_row`.

    Raises:
        UnreadableFile: another number of records than was counted. It names no file.
    """
    try:
        frame = pl.read_csv(
            io.BytesIO(layout.body.encode("utf-8", "replace")),
            separator=layout.delimiter,
            quote_char='"' if layout.has_quoted_cells else None,
            has_header=False,
            schema={str(position): pl.String for position in range(len(records.header))},
            missing_columns="insert",
            truncate_ragged_lines=True,
            infer_schema=False,
            raise_if_empty=False,
        ).slice(1)
    except pl.exceptions.PolarsError:
        raise miscounted(layout, records, "another number") from None
    if frame.height != records.rows.height:
        raise miscounted(layout, records, str(frame.height))
    text = pl.all().str.strip_chars()
    return frame.select(pl.when(text == "").then(None).otherwise(text).name.keep(), records.rows["source_row"])


def _table(rows: pl.DataFrame, names: list[str], records: Records) -> pl.DataFrame:
    """The rows that hold something, under their headers.

    Columns without header and without content are no columns: exports leave them behind the last one.
    """
    cells = pl.exclude("source_row")
    filled = rows.filter(pl.any_horizontal(cells.is_not_null() & ~cells.str.contains(RULE).fill_null(False)))
    nameless = [str(position) for position, cell in enumerate(records.header) if not cell.strip()]
    empty = [name for name in nameless if filled[name].null_count() == filled.height]
    kept = {str(position): name for position, name in enumerate(names) if str(position) not in set(empty)}
    return filled.select(*(pl.col(position).alias(name) for position, name in kept.items()), "source_row")
