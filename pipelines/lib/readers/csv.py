"""A CSV of unknown making -> one table of strings named "" with the line every row came from.

Where the table stands is csv_layout.py, the second count of its records csv_records.py, what is odd about its rows
csv_notes.py. What a cell means belongs to conform.
"""

import io
from collections.abc import Collection
from pathlib import Path

import polars as pl

from pipelines.lib.config.source import ReadSpec
from pipelines.lib.errors import UnreadableFile
from pipelines.lib.names import nfc
from pipelines.lib.readers import ABOVE_LIMIT, RawFile
from pipelines.lib.readers.csv_layout import Layout, find_layout, with_plain_line_ends
from pipelines.lib.readers.csv_notes import notes_on_csv
from pipelines.lib.readers.csv_records import Records, count_records, miscounted
from pipelines.lib.readers.csv_swallowed import refuse_swallowed
from pipelines.lib.readers.encoding import Reading, decode, find_encoding
from pipelines.lib.readers.header_names import unique_names
from pipelines.lib.readers.uncertain import uncertain

OTHER_KINDS = {
    b"PK\x03\x04": "an Excel workbook or ZIP archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"ERMHDR": "a P6 export (XER)",
    b"<?xml": "an XML document",
}
# Files put together by copying have it amid the text, where it is no part of a key.
BYTE_ORDER_MARK = "\ufeff"
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
    data = path.read_bytes()
    _refuse_other_kinds(path, data)
    reading = Reading(spec.encoding) if spec.encoding else find_encoding(data, expected=expected, known_words=wanted)
    encoding = reading.encoding
    written, undecodable = decode(data, encoding)
    text = with_plain_line_ends(nfc(written)).replace(BYTE_ORDER_MARK, "")
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
        "undecodable": str(undecodable),
        "above": " ".join([text[: len(text) - len(layout.body)], *records.header])[:ABOVE_LIMIT],
    }
    notes = uncertain(reading) + notes_on_csv(table, names, records, written, undecodable, encoding)
    return RawFile({"": table}, encoding, facts, notes)


def _refuse_other_kinds(path: Path, data: bytes) -> None:
    kind = next((kind for mark, kind in OTHER_KINDS.items() if data.lstrip(b"\xef\xbb\xbf").startswith(mark)), None)
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        raise UnreadableFile("the file is empty", where=path.name, fix="export it again and send it")
    is_utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if kind or (b"\x00" in data[:4096] and not is_utf16):
        found = kind or "a binary file"
        raise UnreadableFile(
            f"this is {found}, not a CSV",
            where=path.name,
            why="its name says CSV, its first bytes say otherwise",
            fix="save it as CSV (comma or semicolon separated) and send it again",
        )


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
