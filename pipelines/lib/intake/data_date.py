"""The data date of a file from the place its source names: a part of its name, or a column that repeats it."""

import datetime as dt
from collections.abc import Sequence

import polars as pl

from pipelines.lib.config.pattern import search
from pipelines.lib.config.source import DataDatePlace, Source
from pipelines.lib.conform.dates import YEARS, cell_formats, to_date
from pipelines.lib.conform.headers import find_header
from pipelines.lib.readers import RawFile


def data_date_of(source: Source, name: str, raw: RawFile) -> dt.datetime | None:
    """The data date from the place the source names: a day written there is over, as in P6 the midnight after it."""
    place = source.data_date
    if place is None:
        return None
    if place.file_name:
        return date_in_name(source, name)
    frame = next(iter(raw.tables.values()))
    column = find_header(frame.columns, place.column)
    texts = frame[column].drop_nulls().unique().to_list() if column else []
    return _latest(place, texts, cell_formats(raw.facts.get("date_system"), (place.format,)))


def where_expected(source: Source, name: str) -> str:
    """Where the data date was looked for, for the sender of a file in which it was not found."""
    place = source.data_date
    if place is None:
        return "the file names no data date"
    if place.file_name:
        return f"no date stands in its name, {name}: expected as in {place.file_name}, written {place.format}"
    return f"no date stands in column {place.column!r}: expected as {place.format}"


def date_in_name(source: Source, name: str) -> dt.datetime | None:
    """The data date that the file's name says: known also of a file that can't be read, so that its month is.

    Capitals don't matter in the names of files.
    """
    place = source.data_date
    found = search(f"(?i){place.file_name}", name) if place and place.file_name else None
    return _latest(place, [found["date"]], (place.format,)) if found else None


def _latest(place: DataDatePlace, texts: list[str], formats: Sequence[str]) -> dt.datetime | None:
    days = pl.DataFrame({"text": texts}, schema={"text": pl.String}).select(to_date(pl.col("text"), formats))
    days = days.to_series().drop_nulls()
    if days.is_empty():
        return None
    return dt.datetime.combine(days.max() + dt.timedelta(days=int(place.includes_day)), dt.time())


def within_years(data_date: dt.datetime | None) -> dt.datetime | None:
    """The data date, or None for a year that is a placeholder: P6 and ledgers write 9999 and 0001 for "none"."""
    return data_date if data_date and YEARS[0] <= data_date.year <= YEARS[1] else None
