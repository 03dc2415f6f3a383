"""The rows of XER tables: Sections flow in, all-string frames flow out."""

import polars as pl

from pipelines.lib.readers import Note, notes_on_rows
from pipelines.lib.readers.encoding import decode
from pipelines.lib.readers.xer_sections import Section

MARK, EXTRA = "%mark", "%extra"
SYMBOLS = {"EUR": "€", "GBP": "£", "JPY": "¥"}


def parse_sections(sections: list[Section], encoding: str) -> tuple[list[pl.DataFrame], list[Note], int]:
    """Parse the rows of some tables, all in one go.

    Returns:
        A frame per section: a String column per field (an empty cell is null) and `source_row`; then notes
        on ragged rows and stray lines; then the number of bytes that mean nothing in the encoding.
    """
    scans, undecodable = [], 0
    for section in sections:
        body, unknown = _utf8(section.body, encoding)
        scans.append(_scan(section, body))
        undecodable += unknown
    frames, notes = [], []
    for section, frame in zip(sections, pl.collect_all(scans, engine="in-memory"), strict=True):
        if frame.height != section.rows:
            notes += _stray_lines(section, frame)
            frame = frame.filter(pl.col(MARK).str.starts_with("%R"))
        notes += _ragged(section, frame)
        frames.append(_fields_only(frame))
    return frames, notes, undecodable


def _fields_only(frame: pl.DataFrame) -> pl.DataFrame:
    rows = frame.drop_in_place("source_row")
    frame.drop_in_place(MARK)
    frame.drop_in_place(EXTRA)
    return frame.insert_column(frame.width, rows.cast(pl.Int64))


def _scan(section: Section, body: bytes) -> pl.LazyFrame:
    # A full first row of empty cells fixes the width: Polars would take it from whatever row comes first.
    guide = b"%W" + b"\t" * (len(section.fields) + 1) + b"\n"
    return pl.scan_csv(
        guide + body,
        separator="\t",
        has_header=False,
        quote_char=None,
        schema=dict.fromkeys((MARK, *section.fields, EXTRA), pl.String),
        truncate_ragged_lines=True,
        row_index_name="source_row",
        row_index_offset=section.first_line - 1,
    ).slice(1)


def currency_symbols(section: Section) -> list[tuple[str, bytes]]:
    """How the file's CURRTYPE table writes €, £ and ¥: pairs (symbol, bytes), those in ASCII left out."""
    if not {"curr_short_name", "curr_symbol"} <= set(section.fields):
        return []
    code, symbol = (section.fields.index(name) + 1 for name in ("curr_short_name", "curr_symbol"))
    rows = [line.rstrip(b"\r").split(b"\t") for line in section.body.split(b"\n")]
    pairs = [(SYMBOLS.get(row[code].decode("latin-1")), row[symbol]) for row in rows if len(row) > max(code, symbol)]
    return [(known, written) for known, written in pairs if known and written and not written.isascii()]


def _utf8(body: bytes, encoding: str) -> tuple[bytes, int]:
    body = body.replace(b'""', b'"')  # P6 writes every quotation mark twice and never puts a cell between two
    if body.isascii():
        return body, 0
    text, undecodable = decode(body, encoding)
    return text.encode("utf-8"), undecodable + text.count("\ufffd")


def _stray_lines(section: Section, frame: pl.DataFrame) -> list[Note]:
    mark = pl.col(MARK)
    stray = frame.filter(mark.is_not_null() & ~mark.str.contains(r"^%[RE]") & ~mark.str.starts_with("ERMTAIL"))
    stray = stray.select("source_row", value=MARK)
    return notes_on_rows("stray_line", "the line is no row: it was not read", stray, section.table)


def _ragged(section: Section, frame: pl.DataFrame) -> list[Note]:
    width = len(section.fields)
    long = frame.filter(pl.col(EXTRA).is_not_null())
    more = f"the row has more cells than the {width} fields: those behind the last one were dropped"
    notes = notes_on_rows("cells_too_many", more, long.select("source_row", value=EXTRA), section.table)
    if notes or section.body.count(b"\t") < section.rows * width:
        lines = pl.DataFrame({"text": section.body.decode("latin-1").split("\n")})
        lines = lines.with_row_index("source_row", section.first_line).filter(pl.col("text").str.starts_with("%R"))
        short = lines.filter(pl.col("text").str.count_matches("\t", literal=True) < width)
        fewer = f"the row has fewer cells than the {width} fields: the missing ones are unknown"
        notes += notes_on_rows("cells_too_few", fewer, short.select("source_row"), section.table)
    return notes
