"""From bytes to tables of strings: a file flows in, a RawFile flows out. Types and meaning belong to conform."""

from dataclasses import dataclass, field

import polars as pl

from pipelines.lib.plural import number_of

# Where a row stands in the file; every other column of a table is the file's own.
PLACE = ("source_sheet", "source_row")
# How a formula that nobody calculated reads: `=A1*2 (no stored result)`.
NO_RESULT = " (no stored result)"
OTHER_FORM = "accents are written as letters of their own (Unicode NFD); each was joined with its letter (NFC)"
# Cells of a workbook that are merged over several rows.
MERGES = {"source_sheet": pl.String, "column": pl.String, "first": pl.Int64, "last": pl.Int64}
# So many rows of one kind are told one by one.
NOTE_LIMIT = 1000
# So much of the text above a header is kept.
ABOVE_LIMIT = 2000


@dataclass(frozen=True)
class Note:
    """Something noticed while a file was read. Each becomes a finding: rules V67 to V69 select notes by `kind`.

    Attributes:
        kind: One of the kinds that expectations/submission.yml lists.
        message: What was noticed and what was done about it, in a sentence.
        table: The table it speaks of, canonical where it is known.
        sheet: The workbook's sheet.
        row: 1-based line of the file or row of the sheet.
        column: The column, as the file calls it.
        value: The text that was found.
    """

    kind: str
    message: str
    table: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None


def notes_on_rows(
    kind: str, message: str, rows: pl.DataFrame, table: str | None = None, column: str | None = None
) -> list[Note]:
    """A note a row for the first `NOTE_LIMIT` rows; one more, without a row, counts the rest.

    Args:
        kind: See Note.
        message: See Note.
        rows: `source_row`; where there is something to show, `value`; of a workbook, `source_sheet`.
        table: See Note.
        column: See Note.
    """
    told = rows.head(NOTE_LIMIT)
    shown = (name if name in told.columns else pl.lit(None).alias(name) for name in ("source_sheet", "value"))
    places = told.select(*shown, "source_row").iter_rows()
    notes = [Note(kind, message, table, sheet, row, column, value) for sheet, value, row in places]
    rest = rows.height - len(notes)
    return notes + (
        [Note(kind, f"{message} ({number_of(rest, 'more row')} like this)", table, column=column)] if rest else []
    )


@dataclass(frozen=True)
class RawFile:
    """What a reader returns: every cell as the file writes it.

    Attributes:
        tables: Table name as in the file ("" for a CSV or workbook) -> all-string columns, plus `source_row` (Int64):
            the 1-based line of the file, and for a workbook `source_sheet`. An empty cell is null.
        encoding: The encoding the text was decoded with.
        facts: What the file says about itself, for example version, exported_on, currency, ended, of a
            workbook its date_system, and of a table the text down to its header.
        merges: Cells of a workbook merged over several rows of data: source_sheet, column, first and last row.
        texts: Cells of a workbook that are text and may look like numbers: source_sheet, column, source_row; None where
            it is not known which cells are text.
        notes: What the reader noticed: rows with a cell too many, lines that are no rows, hidden rows.
    """

    tables: dict[str, pl.DataFrame]
    encoding: str
    facts: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    merges: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=MERGES))
    texts: pl.DataFrame | None = None
