"""The cells of a workbook as text. Bytes flow in, one frame of strings a sheet flows out; headers belong to excel.py.

How a cell comes as text:
    text        as it is, without blanks around; what is blank is null
    number      plain digits with a point, never an exponent, no `.0`: 24184688, 0.08, 1000000000000000; the shortest
                digits that mean the stored double (.xlsx; other kinds are rounded to 9 decimals)
    percentage  as its format says: 0.08 is `8%` (.xlsx; other kinds give 0.08)
    currency    with the code or sign that its format names: `CHF 50000` (.xlsx)
    date        2023-11-22, or 2023-11-22 17:30:00 where it has a time, whatever its format and date system
    boolean     true, false
    error       #REF!, #N/A ...: conform makes a bad cell of it
    formula     its stored result; without one `=A1*2 (no stored result)` (.xlsx), which is a bad cell too
Excel keeps 15 digits of a number: a longer id has lost the others at its sender, unless it is entered as text.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatchcase

import fastexcel
import polars as pl

from pipelines.lib.errors import UnreadableFile
from pipelines.lib.plural import number_of
from pipelines.lib.readers.excel_1904 import without_extensions
from pipelines.lib.readers.excel_kind import SAVE_AGAIN
from pipelines.lib.readers.excel_numbers import percent
from pipelines.lib.readers.excel_texts import text_cells
from pipelines.lib.readers.excel_xml import SheetXml, WorkbookXml

# A full sheet of Excel of 28 columns; more cells are a stray one far away, or a file that belongs into a CSV.
CELL_LIMIT = 30_000_000
CUT_OUTSIDE = "delete the rows and columns outside the data (Ctrl+End shows where it ends), save and send again"
ERRORS = {
    "Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!",
    "Value": "#VALUE!", "GettingData": "#GETTING_DATA",
}  # fmt: skip
NUMBER = r"^-?[0-9]+(?:\.[0-9]+)?$"
MIDNIGHT = r"^([0-9]{4}-[0-9]{2}-[0-9]{2}) 00:00:00$"


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes:
        name: Its name.
        visible: Whether Excel shows it.
        cells: Columns "1", "2" ... of strings by 1-based column of the sheet; row n of the frame is row n of the sheet.
        merges: Merged ranges (first row, first column, last row, last column), 1-based; None where they are unknown.
        hidden_rows: How many of its rows are hidden.
        texts: `row` and `column` of the cells that are text and may look like numbers; None where they are unknown.
    """

    name: str
    visible: bool
    cells: pl.DataFrame
    merges: tuple[tuple[int, int, int, int], ...] | None = None
    hidden_rows: int = 0
    texts: pl.DataFrame | None = None


@dataclass(frozen=True)
class Workbook:
    """The sheets asked for, the names of all, and the year that day numbers count from."""

    sheets: list[Sheet]
    names: list[str]
    date_system: str = "1900"


def read_workbook(data: bytes, kind: str, pattern: str | None) -> Workbook:
    """Read the sheets whose name fits a pattern, or all.

    Raises:
        UnreadableFile: damaged, or with more cells than `CELL_LIMIT`.
    """
    xml = WorkbookXml.of(data) if kind == "xlsx" else None
    book = fastexcel.read_excel(without_extensions(xml.container) if xml and xml.date_system == "1904" else data)
    names = [name for name in book.sheet_names if pattern is None or fits(name, pattern, book.sheet_names)]
    with ThreadPoolExecutor(1) as beside:  # both readers leave Python's lock, so two cores read at once
        said = [beside.submit(xml.sheet, name) if xml else None for name in names]
        sheets = [_read_sheet(book, name, xml, one) for name, one in zip(names, said, strict=True)]
    return Workbook(sheets, book.sheet_names, xml.date_system if xml else "1900")


def fits(name: str, pattern: str, names: list[str]) -> bool:
    """Whether a sheet is the one named or, when none has that very name, fits the pattern; case does not count."""
    exact = any(other.casefold() == pattern.casefold() for other in names)
    if exact:
        return name.casefold() == pattern.casefold()
    return fnmatchcase(name.casefold(), pattern.casefold())


def _read_sheet(book: fastexcel.ExcelReader, name: str, xml: WorkbookXml | None, beside: Future | None) -> Sheet:
    sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    visible = sheet.visible == "visible"
    if not sheet.width or not sheet.height:
        return Sheet(name, visible, pl.DataFrame())
    _limit(name, sheet.total_height, sheet.width)
    columns = [str(column.absolute_index + 1) for column in sheet.available_columns()]
    batch, errors = sheet.to_arrow_with_errors()
    cells = pl.DataFrame(pl.from_arrow(batch)).rename(dict(zip(batch.schema.names, columns, strict=True)))
    cells = _with_texts(cells, _errors(errors, columns))
    filled = cells.select(pl.any_horizontal(pl.all().is_not_null()).sum()).item()
    cells = _tidy(cells)
    if xml is None:
        return Sheet(name, visible, cells)
    said: SheetXml = beside.result()
    _check_rows(name, said.filled_rows, filled)
    _limit(name, said.formulas["row"].max() or 0, len(columns))
    shown = _as_shown(cells, said)
    return Sheet(name, visible, shown, said.merges, said.hidden_rows, text_cells(xml, name, shown))


def _limit(name: str, rows: int, columns: int) -> None:
    if rows * columns > CELL_LIMIT:
        raise UnreadableFile(
            f"sheet {name} spans {rows:,} rows x {columns:,} columns; the limit is {CELL_LIMIT:,} cells",
            why="a stray cell far below or beside the data makes a sheet that large",
            fix=CUT_OUTSIDE,
        )


def _check_rows(name: str, counted: int, read: int) -> None:
    """A row that stands twice, or two under one number, would hide the other without a word."""
    if counted > read:
        raise UnreadableFile(
            f"sheet {name} holds {number_of(counted, 'row')} with content, of which {read} can be read",
            why="rows stand twice under one number; Excel itself would repair or refuse the file",
            fix=SAVE_AGAIN,
        )


def _errors(errors: fastexcel.CellErrors | None, columns: list[str]) -> pl.DataFrame:
    """Error cells: `row`, `column` (1-based), `text` as Excel shows it."""
    listed = errors.errors if errors else []
    found = [(error.position[0] + 1, int(columns[error.position[1]]), error.detail) for error in listed]
    frame = pl.DataFrame(found, schema={"row": pl.Int64, "column": pl.Int64, "detail": pl.String}, orient="row")
    kind = pl.col("detail").str.extract(r"Error\((\w+)\)")
    return frame.select("row", "column", text=kind.replace_strict(ERRORS, default=pl.lit("#ERROR!")))


def _tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """Blanks around go, a blank cell is null, a day has no time; `_x000D_` is how a sheet writes a carriage return."""
    text = pl.all().str.replace_all("_x000D_", "", literal=True).str.strip_chars()
    cells = cells.select(pl.when(text == "").then(None).otherwise(text).name.keep())
    days = [name for name in cells.columns if cells[name].str.ends_with(" 00:00:00").any()]
    return cells.with_columns(pl.col(days).str.replace(MIDNIGHT, "$1"))


def _as_shown(cells: pl.DataFrame, said: SheetXml) -> pl.DataFrame:
    """Formulas without result, every digit of long numbers, percentages and currencies as shown."""
    cells = _with_texts(_reaching(cells, said.formulas), said.formulas)
    cells = _with_texts(cells, said.numbers, only=NUMBER)
    marks = said.marks.filter(pl.col("row") <= cells.height).group_by("column")
    columns = ((str(column), rows) for (column,), rows in marks)
    return cells.with_columns(_marked(cells[name], rows) for name, rows in columns if name in cells.columns)


def _marked(text: pl.Series, rows: pl.DataFrame) -> pl.Expr:
    """Numbers as percentages, or behind the currency that their format names."""
    mark = pl.Series([None], dtype=pl.String).new_from_index(0, len(text)).scatter(rows["row"] - 1, rows["mark"])
    column, mark = pl.col(text.name), pl.lit(pl.select(pl.when(text.str.contains(NUMBER)).then(mark)).to_series())
    shown = pl.when(mark == "%").then(percent(column)).when(mark.is_not_null()).then(mark + " " + column)
    return shown.otherwise(column).alias(text.name)


def _reaching(cells: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Rows and columns that hold nothing but formulas without result are no cells to calamine: they are put back."""
    if texts.is_empty():
        return cells
    names = sorted({*cells.columns, *(str(column) for column in texts["column"].unique())}, key=int)
    below = pl.DataFrame(schema=cells.schema).clear(max(texts["row"].max() - cells.height, 0))
    return pl.concat([cells, below]).select(
        pl.col(name) if name in cells.columns else pl.lit(None, dtype=pl.String).alias(name) for name in names
    )


def _with_texts(cells: pl.DataFrame, texts: pl.DataFrame, only: str = "") -> pl.DataFrame:
    """Put `text` into the cells at `row` and `column`; where `only` is given, into those whose text looks like it."""
    there, changed = set(cells.columns), []
    for (column,), rows in texts.group_by("column"):
        if str(column) in there:
            now = cells[str(column)]
            rows = rows.filter(pl.Series(rows["row"] <= cells.height))
            fitting = rows.filter(now.gather(rows["row"] - 1).str.contains(only)) if only else rows
            changed.append(now.scatter(fitting["row"] - 1, fitting["text"]))
    return cells.with_columns(changed)
