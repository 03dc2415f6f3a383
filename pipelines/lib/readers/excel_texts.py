"""Which cells of an .xlsx are text although they look like numbers: `1.234` may be 1234 in a text, not in a number.

A sheet's cells and its XML flow in, the places of such text cells flow out. What a text means belongs to conform.
"""

import polars as pl

from pipelines.lib.readers.excel_xml import TAG, WorkbookXml, placed

# Digits with a mark among them; a sign, a currency or a percent sign beside them.
BESIDE = r"[-+(\s]*(?:[A-Za-z]{2,3}|[A-Za-z]{0,2}[^\w\s.,]{1,2})?[-+(\s]*"
LOOKS = rf"^{BESIDE}[0-9][0-9 \u00a0\u202f']*[.,][0-9][0-9.,]*\s*(?:[A-Za-z]{{2,3}}|[^\w\s]{{1,2}})?[-)\s]*$"
TYPE = r"""\st=["'](?:s|str|inlineStr)["']"""


def text_cells(xml: WorkbookXml, name: str, cells: pl.DataFrame) -> pl.DataFrame | None:
    """`row` and `column` of the text cells of a sheet, in the columns where any cell looks like a number with a mark.

    None where cells do not say where they stand.
    """
    columns = [column for column in cells.columns if cells[column].str.contains(LOOKS).any()]
    if not columns:
        return pl.DataFrame(schema={"row": pl.Int64, "column": pl.Int64})
    place = rf"""\sr=["'](?:{"|".join(_letters(int(column)) for column in columns)})[0-9]+["']"""
    pattern = rf"{TAG}c(?:\s[^>]*)?(?:{place}[^>]*{TYPE}|{TYPE}[^>]*{place})[^>]*>"
    pieces = (pl.Series("cell", [piece], dtype=pl.String) for piece in xml.pieces(name))
    found = pl.concat(placed(piece.str.extract_all(pattern).explode().drop_nulls().to_frame()) for piece in pieces)
    return None if found["row"].null_count() else found


def _letters(number: int) -> str:
    """A column's letters: 1 is A, 27 is AA."""
    before, last = divmod(number - 1, 26)
    return (_letters(before) if before else "") + chr(ord("A") + last)
