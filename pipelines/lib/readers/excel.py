"""A workbook of unknown making -> one table of strings named "" with the sheet and row every row came from.

Sheets of one layout that the pattern names are read as one table. How a cell comes as text is excel_cells.py, where the
header stands excel_header.py. What a cell means belongs to conform. Hidden rows and columns are read like the others.
"""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import polars as pl

from pipelines.lib.config.source import ReadSpec
from pipelines.lib.errors import UnreadableFile
from pipelines.lib.names import fold
from pipelines.lib.readers import ABOVE_LIMIT, MERGES, OTHER_FORM, Note, RawFile
from pipelines.lib.readers.excel_book import open_workbook
from pipelines.lib.readers.excel_cells import Sheet
from pipelines.lib.readers.excel_header import Header, find_header
from pipelines.lib.readers.excel_kind import SAVE_AGAIN


def read_excel(path: Path, spec: ReadSpec, wanted: Collection[str] = ()) -> RawFile:
    """Read a workbook: .xlsx, .xlsm, .xlsb, .xls or .ods.

    Args:
        path: The file.
        spec: Which sheets, and where their headers stand.
        wanted: Names of columns that the source expects; they tell the header from a title above it.

    Raises:
        UnreadableFile: no workbook, or not the sheets and headers that the source asks for.
    """
    kind, book = open_workbook(path, spec.sheet)
    try:
        sheets = _chosen(book.sheets, book.names, spec.sheet)
        headers = [find_header(sheet, spec, wanted) for sheet in sheets]
        frames = _alike([_rows(sheet, header) for sheet, header in zip(sheets, headers, strict=True)], wanted)
    except UnreadableFile as error:
        raise UnreadableFile(error.what, where=path.name, why=error.why, fix=error.fix) from None
    table = pl.concat(frames, how="diagonal")
    names = [name for name in table.columns if name not in ("source_sheet", "source_row")]
    filled = table.filter(pl.any_horizontal(pl.col(names).is_not_null())).select(*names, "source_sheet", "source_row")
    facts = {
        "sheets": ", ".join(sheet.name for sheet in sheets),
        "header_row": ", ".join(str(header.last_row) for header in headers),
        "blank_rows": str(table.height - filled.height),
        "date_system": book.date_system,
        "above": " ".join(map(text_above, sheets, headers))[:ABOVE_LIMIT],
    }
    filled, accents = _one_form(filled, names)
    notes = [*_notes(sheets, kind), *accents]
    merges, texts = _merged_down(sheets, headers, names), _text_cells(sheets, headers, names)
    return RawFile({"": filled}, "utf-8", facts, notes, merges, texts)


def _chosen(sheets: list[Sheet], names: list[str], pattern: str | None) -> list[Sheet]:
    """The sheets meant, in the workbook's order; a hidden one only under its very name."""
    listed = f"the workbook has: {', '.join(names) or 'no sheet'}"
    is_named = pattern is not None and pattern.casefold() in (name.casefold() for name in names)
    found = [sheet for sheet in sheets if sheet.visible or is_named]
    filled = [replace(sheet, cells=cells) for sheet in found if (cells := sheet.cells).height and cells.width]
    if not filled:
        asked = f"named {pattern} " if pattern else ""
        hidden = ", ".join(sheet.name for sheet in sheets if not sheet.visible)
        why = f"{listed}; hidden, and read only under their own name: {hidden}" if hidden else listed
        raise UnreadableFile(
            f"no visible sheet {asked}holds data", why=why, fix="name it: read: {kind: excel, sheet: NAME}"
        )
    if pattern is None and len(filled) > 1:
        raise UnreadableFile(
            f"{len(filled)} sheets hold data: {', '.join(sheet.name for sheet in filled)}",
            why="it is not said which of them is meant",
            fix="name one, or a pattern that several fit: read: {kind: excel, sheet: NAME}",
        )
    return filled


def text_above(sheet: Sheet, header: Header) -> str:
    """What stands above the header, and in it."""
    return " ".join(cell for row in sheet.cells.head(header.last_row).iter_rows() for cell in row if cell)


def _rows(sheet: Sheet, header: Header) -> pl.DataFrame:
    """The rows below the header; columns without a header of their own and without content are none."""
    body = sheet.cells.with_row_index("source_row", 1).slice(header.last_row)
    columns = {
        column: name
        for position, (column, name) in enumerate(zip(sheet.cells.columns, header.names, strict=True))
        if position not in header.nameless or body[column].null_count() < body.height
    }
    return body.select(
        *(pl.col(column).alias(name) for column, name in columns.items()),
        pl.lit(sheet.name).alias("source_sheet"),
        pl.col("source_row").cast(pl.Int64),
    )


def _alike(frames: list[pl.DataFrame], wanted: Collection[str]) -> list[pl.DataFrame]:
    """The frames under the first one's spelling of their names.

    Raises:
        UnreadableFile: a sheet lacks a wanted column that another one has: its cells would be unknown without a word.
    """
    spelling: dict[str, str] = {}
    for name in (name for frame in frames for name in frame.columns):
        spelling.setdefault(fold(name), name)
    wanted = {fold(name) for name in wanted}
    asked = {key for frame in frames for name in frame.columns if (key := fold(name)) in wanted}
    alike = []
    for frame in frames:
        lacking = asked - {fold(name) for name in frame.columns}
        if lacking:
            raise UnreadableFile(
                f"sheet {frame['source_sheet'][0] if frame.height else '(without rows)'} lacks "
                + ", ".join(spelling[name] for name in sorted(lacking)),
                why="sheets that are read as one table need the same columns",
                fix="give the sheets one layout, or narrow the pattern: read: {kind: excel, sheet: PATTERN}",
            )
        own = set(frame.columns)
        fitting = {name: other for name in frame.columns if (other := spelling[fold(name)]) not in own}
        alike.append(frame.rename(fitting if len(set(fitting.values())) == len(fitting) else {}))
    return alike


def _one_form(table: pl.DataFrame, names: list[str]) -> tuple[pl.DataFrame, list[Note]]:
    """Every text in Unicode's composed form (NFC)."""
    text = pl.col([name for name in names if (table[name].str.len_bytes() != table[name].str.len_chars()).any()])
    composed = table.with_columns(text.str.normalize("NFC"))
    return composed, [] if composed.equals(table) else [Note("unicode_form", OTHER_FORM)]


def _merged_down(sheets: list[Sheet], headers: list[Header], names: list[str]) -> pl.DataFrame:
    """The merged ranges below the headers that span several rows: columns of `MERGES`."""
    spelling = {fold(name): name for name in names}
    found = [
        (sheet.name, spelling[fold(header.names[at[left]])], top, min(bottom, sheet.cells.height))
        for sheet, header in zip(sheets, headers, strict=True)
        for at in [{int(column): position for position, column in enumerate(sheet.cells.columns)}]
        for top, left, bottom, _ in sheet.merges or ()
        if bottom > top > header.last_row and left in at and fold(header.names[at[left]]) in spelling
    ]
    merges = pl.DataFrame(found, schema=MERGES, orient="row")
    if (merges["last"] - merges["first"]).sum() > sum(sheet.cells.height * sheet.cells.width for sheet in sheets):
        raise UnreadableFile("its merged cells overlap", why="no cell belongs to two ranges", fix=SAVE_AGAIN)
    return merges


def _text_cells(sheets: list[Sheet], headers: list[Header], names: list[str]) -> pl.DataFrame | None:
    """The text cells that may look like numbers, under the names of the table: see RawFile."""
    if any(sheet.texts is None for sheet in sheets):
        return None
    spelling = {fold(name): name for name in names}
    found = []
    for sheet, header in zip(sheets, headers, strict=True):
        named = zip(sheet.cells.columns, header.names, strict=True)
        words = {int(column): spelling.get(fold(name)) for column, name in named}
        column = pl.col("column").replace_strict(words, default=None, return_dtype=pl.String)
        found.append(sheet.texts.select(pl.lit(sheet.name).alias("source_sheet"), column, source_row="row"))
    return pl.concat(found).drop_nulls("column")


def _notes(sheets: list[Sheet], kind: str) -> list[Note]:
    notes = [
        Note("hidden_rows", f"{sheet.hidden_rows} hidden rows are read too", sheet=sheet.name)
        for sheet in sheets
        if sheet.hidden_rows
    ]
    if kind != "xlsx":
        limits = "percentages are read as fractions, numbers to 9 decimals, uncalculated formulas as nothing"
        notes.append(Note("other_kind", f".{kind}: {limits}"))
    return notes
