"""The rows of XER tables: Sections flow in, all-string frames flow out."""

import unicodedata

import polars as pl

from pipelines.lib.readers import Note, notes_on_rows
from pipelines.lib.readers.encoding import decode
from pipelines.lib.readers.xer_lines import one_line_a_row
from pipelines.lib.readers.xer_ragged import END, EXTRA, MARK, settle_ragged
from pipelines.lib.readers.xer_sections import Section

UNREADABLE = r"\\x[0-9a-f]{2}|\x{FFFD}"


def parse_sections(sections: list[Section], encoding: str) -> tuple[list[pl.DataFrame], list[Note]]:
    """Parse the rows of some tables, all in one go.

    Returns:
        A frame per section: a String column per field (an empty cell is null) and `source_row`; then notes
        on rows that are broken, ragged or hold characters that mean nothing.
    """
    notes: list[Note] = []
    bodies, places, unknown = [], [], []
    for section in sections:
        body, undecodable, said = _utf8(section, encoding)
        place = None
        if section.lines != section.rows:
            body, place, more = one_line_a_row(section, body)
            said += more
        bodies.append(body)
        places.append(place)
        unknown.append(undecodable)
        notes += said
    scans = [_scan(section, body) for section, body in zip(sections, bodies, strict=True)]
    frames = pl.collect_all(scans, engine="in-memory")
    for at, section in enumerate(sections):
        frame = _placed(frames[at], places[at])
        frame, said = settle_ragged(section, frame, bodies[at])
        notes += said
        frames[at] = _fields_only(frame)
        if unknown[at]:
            notes += _unreadable(section, frames[at])
    return frames, notes


def _scan(section: Section, body: bytes) -> pl.LazyFrame:
    # A full first row of empty cells fixes the width: Polars would take it from whatever row comes first.
    guide = b"%W" + b"\t" * (len(section.fields) + 1) + b"\n"
    closed = (body if body.endswith(b"\n") or not body else body + b"\n").replace(b"\n", f"\t{END}\n".encode())
    return pl.scan_csv(
        guide + closed,
        separator="\t",
        has_header=False,
        quote_char=None,
        schema=dict.fromkeys((MARK, *section.fields, EXTRA), pl.String),
        truncate_ragged_lines=True,
        row_index_name="source_row",
        row_index_offset=section.first_line - 1,
    ).slice(1)


def _placed(frame: pl.DataFrame, place: pl.Series | None) -> pl.DataFrame:
    """Each row with the line of the file that it begins at."""
    rows = frame["source_row"].cast(pl.Int64) if place is None else place
    return frame.replace_column(0, rows.alias("source_row"))


def _fields_only(frame: pl.DataFrame) -> pl.DataFrame:
    rows = frame.drop_in_place("source_row")
    frame.drop_in_place(MARK)
    frame.drop_in_place(EXTRA)
    return frame.insert_column(frame.width, rows)


def _utf8(section: Section, encoding: str) -> tuple[bytes, int, list[Note]]:
    """The body in UTF-8, composed; how many of its characters mean nothing; and that it was not composed."""
    body = section.body.replace(b'""', b'"')  # P6 writes every quotation mark twice, never puts a cell between two
    if body.isascii():
        return body, 0, []
    text, undecodable = decode(body, encoding)
    notes = []
    if not unicodedata.is_normalized("NFC", text):
        # Two spellings of one accent are one name: the other files of the contract must find it.
        text = unicodedata.normalize("NFC", text)
        message = "accents stand apart from their letters (decomposed Unicode): they were put together"
        notes.append(Note("unicode_form", message, section.table))
    return text.encode("utf-8"), undecodable + text.count("\ufffd"), notes


def _unreadable(section: Section, frame: pl.DataFrame) -> list[Note]:
    """A note on each cell that holds a character which means nothing."""
    cells = frame.unpivot(index="source_row", variable_name="column").filter(pl.col("value").str.contains(UNREADABLE))
    message = "a character of this cell was lost: it reads \\xNN or \ufffd"
    return [
        note
        for (column,), rows in cells.group_by("column", maintain_order=True)
        for note in notes_on_rows("character_lost", message, rows, section.table, column)
    ]
