"""The rows of XER tables: Sections flow in, all-string frames flow out."""

import polars as pl

from pipelines.lib.readers.encoding import decode
from pipelines.lib.readers.xer_sections import Section

MARK, EXTRA = "%mark", "%extra"
SYMBOLS = {"EUR": "€", "GBP": "£", "JPY": "¥"}


def parse_sections(sections: list[Section], encoding: str) -> tuple[list[pl.DataFrame], list[str], int]:
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


def _stray_lines(section: Section, frame: pl.DataFrame) -> list[str]:
    mark = pl.col(MARK)
    stray = frame.filter(mark.is_not_null() & ~mark.str.contains(r"^%[RE]") & ~mark.str.starts_with("ERMTAIL"))
    if stray.is_empty():
        return []
    return [
        f"table {section.table}: {stray.height} lines are no rows (first at line {stray['source_row'][0]}): not read"
    ]


def _ragged(section: Section, frame: pl.DataFrame) -> list[str]:
    width = len(section.fields)
    notes = []
    too_long = frame.height - frame[EXTRA].null_count()
    if too_long:
        notes.append(
            f"table {section.table}: {too_long} rows have more cells than fields: the extra cells were dropped"
        )
    if too_long or section.body.count(b"\t") < section.rows * width:
        lines = pl.Series([section.body.decode("latin-1")]).str.split("\n").explode()
        tabs = lines.filter(lines.str.starts_with("%R")).str.count_matches("\t", literal=True)
        too_short = int((tabs < width).sum())
        if too_short:
            notes.append(
                f"table {section.table}: {too_short} rows have fewer cells than fields: the missing ones are null"
            )
    return notes
