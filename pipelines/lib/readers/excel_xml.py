"""What an .xlsx says of its cells beside their values, which calamine does not pass on.

The bytes of the container flow in, a SheetXml per sheet flows out: percentages, currencies, formulas that nobody
calculated, whole numbers too long for a double, merged cells, hidden rows. Cells are found by patterns over the sheet's
whole text, in Polars; only workbook.xml and styles.xml, which are small, are parsed.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree

import polars as pl

from pipelines.lib.errors import UnreadableFile
from pipelines.lib.readers import NO_RESULT
from pipelines.lib.readers.excel_formats import shown_mark
from pipelines.lib.readers.excel_numbers import plain_digits

TAG = r"<(?:[A-Za-z0-9]+:)?"
END = r"</(?:[A-Za-z0-9]+:)?"
REFERENCE = r"""\sr=["']([A-Z]+)([0-9]+)["']"""
TEXT_CELL = r"""\st=["'](?:s|str|inlineStr|b|e|d)["']"""
UNCALCULATED = (
    rf"{TAG}c\s[^>]*>\s*{TAG}f(?:\s[^>]*)?(?:/>|>[^<]*{END}f>)\s*(?:{TAG}v\s*/>|{TAG}v>\s*{END}v>)?\s*{END}c>"
)
# Numbers that fastexcel, which writes 9 decimals, would round or give digits that they do not have.
LONG_NUMBER = r"-?[0-9]{16,}|-?[0-9]{7,}\.[0-9]+|-?[0-9]*\.[0-9]{10,}|-?[0-9.]+[eE][-+]?[0-9]+"
LONG_CELL = rf"{TAG}c\s[^>]*>\s*(?:{TAG}f(?:\s[^>]*)?(?:/>|>[^<]*{END}f>)\s*)?{TAG}v>(?:{LONG_NUMBER}){END}v>"
HIDDEN_ROW = rf"""{TAG}row\s[^>]*hidden=["'](?:1|true)["']"""
MERGED = rf"""{TAG}mergeCell\s[^>]*ref=["']([A-Z]+[0-9]+:[A-Z]+[0-9]+)["']"""
# What a cell that holds something has in it, and the prefix of a row's tag.
CONTENT, ROW_PREFIX = rf"{TAG}[vt](?:\s[^>]*)?>[^<]", r"<((?:[A-Za-z0-9]+:)?)row[\s>]"
ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
PIECE = 4 * 1024**2
PERCENT_FORMATS = {"9", "10"}  # the built-in 0% and 0.00%


@dataclass(frozen=True)
class SheetXml:
    """Cells by 1-based `row` and `column`.

    Attributes:
        marks: Numbers whose format shows a `mark`: %, or the code or sign of a currency.
        formulas: Those without stored result; `text` is `=A1*2 (no stored result)`.
        numbers: Those whose digits do not all come through calamine, with all of them in `text`.
        merges: Ranges (first row, first column, last row, last column).
        hidden_rows: How many rows are hidden.
        filled_rows: How many rows hold something: a count of its own beside calamine's.
    """

    marks: pl.DataFrame
    formulas: pl.DataFrame
    numbers: pl.DataFrame
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: int = 0
    filled_rows: int = 0


@dataclass(frozen=True)
class WorkbookXml:
    """An .xlsx container."""

    container: zipfile.ZipFile

    @classmethod
    def of(cls, data: bytes) -> "WorkbookXml":
        """The container of some bytes."""
        return cls(zipfile.ZipFile(io.BytesIO(data)))

    @cached_property
    def date_system(self) -> str:
        """The year that day numbers count from: "1900" or "1904"."""
        properties = self._parse("xl/workbook.xml").find(".//{*}workbookPr")
        flag = properties.get("date1904", "0") if properties is not None else "0"
        return "1904" if flag in ("1", "true", "on") else "1900"

    def sheet(self, name: str) -> SheetXml:
        """What the XML of a sheet says.

        Raises:
            UnreadableFile: a cell that matters does not say where it stands.
        """
        found = [self._piece(pl.Series([piece])) for piece in self.pieces(name)]
        cells = [pl.concat(frames) for frames in zip(*(piece[:3] for piece in found), strict=True)]
        if any(frame["row"].null_count() for frame in cells):
            raise UnreadableFile(
                f"sheet {name}: cells do not say where they stand",
                why="the program that wrote the workbook left their references out",
                fix="open it in Excel, save it and send it again",
            )
        merges = tuple(_corners(merge) for piece in found for merge in piece[3])
        return SheetXml(*cells, merges, sum(piece[4] for piece in found), sum(piece[5] for piece in found))

    def _piece(self, text: pl.Series) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.Series, int, int]:
        merges = text.str.extract_all(MERGED).explode().str.extract(MERGED).drop_nulls()
        hidden_rows = text.str.count_matches(HIDDEN_ROW)[0]
        end = text.str.extract(ROW_PREFIX).fill_null("")[0]
        filled_rows = text.str.split(f"</{end}row>").explode().str.contains(CONTENT).sum()
        return self._marks(text), _formulas(text), _numbers(text), merges, hidden_rows, filled_rows

    def pieces(self, name: str) -> Iterator[str]:
        """The text of a sheet in pieces of whole rows: patterns over all of it would take 16 times its size."""
        if name not in self._sheet_parts:
            yield ""
            return
        with self.container.open(posixpath.normpath(self._sheet_parts[name])) as part:
            rest = b""
            while read := part.read(PIECE):
                rows = rest + read
                cut = rows.rfind(b"row>") + 4
                if cut > 4:
                    yield _as_text(rows[:cut])
                    rows = rows[cut:]
                rest = rows
            yield _as_text(rest)

    def _marks(self, text: pl.Series) -> pl.DataFrame:
        styles = self._marked_styles
        pattern = rf"""{TAG}c(?:\s[^>]*)?\ss=["']({"|".join(styles)})["'][^>]*>"""
        cells = text.str.extract_all(pattern).explode().drop_nulls() if styles else text.clear()
        cells = cells.filter(~cells.str.contains(TEXT_CELL) & ~cells.str.ends_with("/>")).to_frame("cell")
        style = pl.col("cell").str.extract(pattern)
        return placed(cells.with_columns(mark=style.replace_strict(styles, return_dtype=pl.String)))

    @cached_property
    def _marked_styles(self) -> dict[str, str]:
        """Indices of the cell styles that show a percentage or a currency -> its mark."""
        if "xl/styles.xml" not in self.container.namelist():
            return {}
        styles = self._parse("xl/styles.xml")
        codes = {code.get("numFmtId"): code.get("formatCode", "") for code in styles.findall(".//{*}numFmts/{*}numFmt")}
        marks = dict.fromkeys(PERCENT_FORMATS, "%") | {
            number: shown_mark(number, code) for number, code in codes.items()
        }
        used = enumerate(styles.findall(".//{*}cellXfs/{*}xf"))
        return {str(index): mark for index, style in used if (mark := marks.get(style.get("numFmtId")))}

    @cached_property
    def _sheet_parts(self) -> dict[str, str]:
        """Sheet name -> part of the container."""
        links = self._parse("xl/_rels/workbook.xml.rels").findall(".//{*}Relationship")
        targets = {link.get("Id"): posixpath.join("/xl", link.get("Target", "")).lstrip("/") for link in links}
        sheets = self._parse("xl/workbook.xml").findall(".//{*}sheets/{*}sheet")
        ids = {sheet.get("name"): next((v for k, v in sheet.items() if k.endswith("}id")), None) for sheet in sheets}
        return {name: targets[key] for name, key in ids.items() if key in targets}

    def _parse(self, part: str) -> ElementTree.Element:
        return ElementTree.fromstring(self._read(part))

    def _read(self, part: str) -> bytes:
        return self.container.read(posixpath.normpath(part))


def _as_text(data: bytes) -> str:
    # Nothing but tags, references and digits is looked for: what is no UTF-8 is read by calamine, or refused.
    return data.decode("utf-8", errors="replace")


def _formulas(text: pl.Series) -> pl.DataFrame:
    """Formulas without stored result."""
    cells = text.str.extract_all(UNCALCULATED).explode().drop_nulls().to_frame("cell")
    written = pl.col("cell").str.extract(rf"{TAG}f(?:\s[^>]*)?>([^<]*)<").fill_null("...")
    shown = "=" + written.str.replace_many(ENTITIES) + NO_RESULT
    return placed(cells.filter(~pl.col("cell").str.contains(TEXT_CELL)).with_columns(text=shown))


def _numbers(text: pl.Series) -> pl.DataFrame:
    """Long numbers: whole ones digit by digit, others in the shortest digits."""
    cells = text.str.extract_all(LONG_CELL).explode().drop_nulls().to_frame("cell")
    written = pl.col("cell").str.extract(rf">({LONG_NUMBER})<")
    shown = pl.when(written.str.contains("[.eE]")).then(plain_digits(written.cast(pl.Float64))).otherwise(written)
    return placed(cells.filter(~pl.col("cell").str.contains(TEXT_CELL)).with_columns(text=shown))


def placed(cells: pl.DataFrame) -> pl.DataFrame:
    """Cells with `row` and `column` from their references; null where a cell has none."""
    letters = cells["cell"].str.extract(REFERENCE, 1)
    columns = {name: column_number(name) for name in letters.unique().drop_nulls()}
    return cells.with_columns(
        row=cells["cell"].str.extract(REFERENCE, 2).cast(pl.Int64),
        column=letters.replace_strict(columns, default=None, return_dtype=pl.Int64),
    ).drop("cell")


def column_number(letters: str) -> int:
    """A column's 1-based number: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _corners(reference: str) -> tuple[int, int, int, int]:
    (left, top), (right, bottom) = re.findall(r"([A-Z]+)([0-9]+)", reference)
    return int(top), column_number(left), int(bottom), column_number(right)
