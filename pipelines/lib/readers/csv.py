"""A CSV of unknown making -> one table of strings named "" with the line every row came from.

Delimiter and encoding are found when the source does not say them. What a cell means belongs to conform.
"""

import csv
import io
from pathlib import Path

import polars as pl

from pipelines.lib.config.source import ReadSpec
from pipelines.lib.errors import UnreadableFile
from pipelines.lib.readers import Note, RawFile, notes_on_rows
from pipelines.lib.readers.encoding import decode, find_encoding
from pipelines.lib.readers.header_names import blank_name, unique_names

DELIMITERS = ";\t,|"
OTHER_KINDS = {
    b"PK\x03\x04": "an Excel workbook or ZIP archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"ERMHDR": "a P6 export (XER)",
    b"<?xml": "an XML document",
}
# Cells beyond the last header land here; the row is noted and the cells are dropped.
OVERFLOW = "\x00overflow"


def read_csv(path: Path, spec: ReadSpec) -> RawFile:
    """Read a delimited file.

    Raises:
        UnreadableFile: empty, of another kind than its name says, or without the header row that the source names.
    """
    data = path.read_bytes()
    _refuse_other_kinds(path, data)
    encoding = spec.encoding or find_encoding(data)
    text, undecodable = decode(data, encoding)
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    header_row = spec.header_row or _first_filled(text)
    body = text.split("\n", header_row - 1)[-1] if header_row > 1 else text
    delimiter = spec.delimiter or _find_delimiter(body)
    names, header_lines = _headers(path, body, delimiter, header_row)
    rows = _rows(path.name, body, delimiter, names, header_row)
    notes = _undecodable(undecodable, encoding) + _ragged(rows, names)
    frame = _without_empty(rows.drop(OVERFLOW), names)
    filled = frame.filter(pl.any_horizontal(pl.exclude("source_row").is_not_null()))
    facts = {
        "delimiter": delimiter,
        "header_row": str(header_row + header_lines - 1),
        "blank_rows": str(frame.height - filled.height),
        "undecodable": str(undecodable),
    }
    return RawFile({"": filled}, encoding, facts, notes)


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


def _first_filled(text: str) -> int:
    """The 1-based line of the first line that holds anything."""
    for number, line in enumerate(text.split("\n", 1000), 1):
        if line.strip(' \t;,|"'):
            return number
    return 1


def _find_delimiter(body: str) -> str:
    """The delimiter that cuts the first lines into the most cells, the same number on most lines."""
    lines = [line for line in body.split("\n", 50)[:50] if line.strip()]

    def score(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        return (sum(width == widths[0] for width in widths) if widths and widths[0] > 1 else 0, max(widths, default=0))

    return max(DELIMITERS, key=score)


def _headers(path: Path, body: str, delimiter: str, header_row: int) -> tuple[list[str], int]:
    """Folded, unique header names (null for a blank one: `(column N)`) and how many lines the header takes."""
    reader = csv.reader(io.StringIO(body[:1_000_000]), delimiter=delimiter)
    cells = [" ".join(cell.split()) for cell in next(reader, [])]
    if not any(cells):
        raise UnreadableFile(
            f"no header in line {header_row}", where=path.name, fix="name the header's line: read: {header_row: N}"
        )
    return unique_names(cells), reader.line_num


def _rows(name: str, body: str, delimiter: str, names: list[str], header_row: int) -> pl.DataFrame:
    """Every record below the header; its line counts the newlines inside quoted cells before it."""
    try:
        frame = pl.read_csv(
            io.BytesIO(body.encode()),
            separator=delimiter,
            quote_char='"' if _has_quoted_cells(body, delimiter) else None,
            has_header=False,
            schema=dict.fromkeys([*names, OVERFLOW], pl.String),
            missing_columns="insert",
            truncate_ragged_lines=True,
            infer_schema=False,
            raise_if_empty=False,
        )
    except pl.exceptions.PolarsError:
        raise _broken(name, body, header_row) from None
    breaks = pl.sum_horizontal(pl.all().str.count_matches("\n", literal=True).fill_null(0)) + 1
    text = pl.all().str.strip_chars()
    return frame.select(
        pl.when(text == "").then(None).otherwise(text).name.keep(),
        (header_row + breaks.cum_sum() - breaks).cast(pl.Int64).alias("source_row"),
    ).slice(1)


def _has_quoted_cells(body: str, delimiter: str) -> bool:
    """Whether a cell begins with a quote; otherwise a quote is an inch mark or the like, and text."""
    return body.startswith('"') or '\n"' in body or f'{delimiter}"' in body


def _broken(name: str, body: str, header_row: int) -> UnreadableFile:
    """What to tell the sender: the first line whose quotes do not pair."""
    odd = (pl.Series(body.split("\n")).str.count_matches('"', literal=True) % 2 == 1).arg_true()
    line = header_row + odd[0] if len(odd) else header_row
    return UnreadableFile(
        f"the cells of line {line} and after cannot be told apart",
        where=name,
        why="a quote is opened and never closed, or stands inside an unquoted cell",
        fix="close the quote, or write a quote inside a cell twice",
    )


def _without_empty(rows: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """Columns without header and without content are no columns: exports leave them behind the last one."""
    nameless = [name for position, name in enumerate(names, 1) if name == blank_name(position)]
    return rows.drop([name for name in nameless if rows[name].null_count() == rows.height])


def _undecodable(count: int, encoding: str) -> list[Note]:
    return [Note("undecodable", f"{count} bytes mean nothing in {encoding}: shown as \\xNN")] if count else []


def _ragged(rows: pl.DataFrame, names: list[str]) -> list[Note]:
    """A note on each row with more cells than headers."""
    long = rows.filter(pl.col(OVERFLOW).is_not_null())
    message = f"the row has more cells than the {len(names)} headers: those behind the last one were dropped"
    return notes_on_rows("cells_too_many", message, long.select("source_row", value=OVERFLOW))
