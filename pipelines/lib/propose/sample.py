"""A contractor's file as it comes -> its tables, each with the way to read it again.

The header is the line that holds the most names of the vocabulary; a workbook gives a sample for each visible sheet.
"""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.lib.config.load import KINDS_BY_ENDING
from pipelines.lib.config.source import ReadSpec
from pipelines.lib.errors import UnreadableFile
from pipelines.lib.propose.vocabulary import Vocabulary, plain
from pipelines.lib.readers.csv import read_csv, read_text
from pipelines.lib.readers.excel import text_above
from pipelines.lib.readers.excel_book import open_workbook
from pipelines.lib.readers.excel_cells import Sheet
from pipelines.lib.readers.excel_header import NO_TEXT, Header, find_header

SEARCHED = 60
# A table of more columns is a matrix; which of them are to be reported can't be seen from their names.
COLUMN_LIMIT = 500


@dataclass(frozen=True)
class Sample:
    """One table of a file.

    Attributes:
        path: The file.
        read: What a source must say to read it (keys of ReadSpec).
        frame: Its cells, all text, without the rows' places.
        date_system: Of a workbook, the year its day numbers count from.
        above: What stands above the header, and in it.
    """

    path: Path
    read: dict[str, object]
    frame: pl.DataFrame
    date_system: str | None = None
    above: str = ""

    @property
    def name(self) -> str:
        """The file, and the sheet where there are several."""
        return f"{self.path.name} [{self.read['sheet']}]" if "sheet" in self.read else self.path.name


def kind_by_name(path: Path) -> str:
    """xer, csv or excel.

    Raises:
        UnreadableFile: another ending.
    """
    kind = KINDS_BY_ENDING.get(path.suffix.lower())
    if kind is None:
        known = ", ".join(sorted(KINDS_BY_ENDING))
        raise UnreadableFile(f"the ending {path.suffix!r} is not known", where=path.name, fix=f"one of {known}")
    return kind


def read_samples(path: Path, vocabulary: Vocabulary) -> list[Sample]:
    """The tables of a CSV (one) or of a workbook (one a visible sheet that holds data)."""
    return [_csv(path, vocabulary)] if kind_by_name(path) == "csv" else _sheets(path, vocabulary)


def _csv(path: Path, vocabulary: Vocabulary) -> Sample:
    lines = read_text(path, known_words=vocabulary.spellings).text.split("\n", SEARCHED)[:SEARCHED]
    row = max(range(len(lines)), key=lambda number: (_known(_cells(lines[number]), vocabulary), -number), default=0)
    has_title = (
        lines and _known(_cells(lines[row]), vocabulary) > 1 and any(line.strip(" ;,|\t") for line in lines[:row])
    )
    read = {"kind": "csv", **({"header_row": row + 1} if has_title else {})}
    raw = read_csv(path, ReadSpec(**read), None, vocabulary.spellings)
    _limit(path, len(raw.tables[""].columns) - 1)
    read["delimiter"] = raw.facts["delimiter"]
    # One that is in doubt is not written down: the check of the sample names the readings to choose from.
    if raw.encoding not in ("utf-8", "utf-8-sig", "ascii") and not any("encoding" in note.kind for note in raw.notes):
        read["encoding"] = raw.encoding
    return Sample(path, read, raw.tables[""].drop("source_row"), above=raw.facts["above"])


def _limit(path: Path, columns: int) -> None:
    if columns > COLUMN_LIMIT:
        raise UnreadableFile(
            f"the table has {columns:,} columns; a proposal is made for up to {COLUMN_LIMIT}",
            where=path.name,
            fix="leave out the columns that nobody reports, or write the source by hand (docs/add-a-contractor.md)",
        )


def _cells(line: str) -> list[str]:
    """A line's cells, whatever cuts them: the delimiter that gives the most."""
    return max((line.split(mark) for mark in ";\t,|"), key=len)


def _known(cells: list[str], vocabulary: Vocabulary) -> int:
    return len({plain(cell) for cell in cells if cell.strip()} & vocabulary.every_name)


def _sheets(path: Path, vocabulary: Vocabulary) -> list[Sample]:
    _, book = open_workbook(path, None)
    filled = [sheet for sheet in book.sheets if sheet.visible and sheet.cells.height > 1 and sheet.cells.width > 1]
    samples = []
    for sheet in filled:
        _limit(path, sheet.cells.width)
        read = {"kind": "excel", **({"sheet": sheet.name} if len(filled) > 1 else {})}
        header, lines = _header(sheet, vocabulary)
        frame = sheet.cells.slice(header.last_row).rename(dict(zip(sheet.cells.columns, header.names, strict=True)))
        frame = frame.filter(pl.any_horizontal(pl.all().is_not_null()))
        kept = [name for name in frame.columns if frame[name].null_count() < frame.height]
        two = {"header_rows": 2} if lines == 2 else {}
        above = text_above(sheet, header)
        samples.append(Sample(path, {**read, **two}, frame.select(kept), book.date_system, above=above))
    return samples


def _header(sheet: Sheet, vocabulary: Vocabulary) -> tuple[Header, int]:
    """The header that names the most, and of how many lines it is: a name that spans columns goes on below."""
    rows = [row for row in range(1, min(SEARCHED, sheet.cells.height) + 1) if any(sheet.cells.row(row - 1))]
    headers = {row: find_header(sheet, ReadSpec(kind="excel", header_row=row), ()) for row in rows}
    best = max(rows, key=lambda row: (_known(headers[row].names, vocabulary), -row))
    if _known(headers[best].names, vocabulary) < 2:
        return find_header(sheet, ReadSpec(kind="excel"), ()), 1
    below = sheet.cells.row(best) if best < sheet.cells.height else ()
    spanning = [cell for name, cell in zip(headers[best].names, below, strict=False) if name.endswith(" (2)")]
    if spanning and all(cell and not NO_TEXT.fullmatch(cell) for cell in spanning):
        return find_header(sheet, ReadSpec(kind="excel", header_row=best, header_rows=2), ()), 2
    return headers[best], 1
