"""Workbooks written by a test, and what the reader makes of them."""

import io
import zipfile

import xlsxwriter

from pipelines.lib.config.source import ReadSpec
from pipelines.lib.readers.excel import read_excel

ODS_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)

MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    "</manifest:manifest>"
)


def write(path, sheets, **options):
    """An .xlsx by XlsxWriter: sheet name -> rows, or a function that writes into the sheet with (book, sheet)."""
    with xlsxwriter.Workbook(path, options) as book:
        for name, content in sheets.items():
            sheet = book.add_worksheet(name)
            if callable(content):
                content(book, sheet)
            else:
                for number, row in enumerate(content):
                    sheet.write_row(number, 0, row)
    return path


def read(path, wanted=(), **spec):
    return read_excel(path, ReadSpec(kind="excel", **spec), wanted)


def table(raw):
    """Names and rows without the sheet."""
    frame = raw.tables[""].drop("source_sheet")
    return frame.columns, frame.rows()


def cells_of(raw, column):
    return raw.tables[""][column].to_list()


def repacked(path, target, **parts):
    """A copy of a container with some parts replaced; names with a dot for each slash: sheet1 is the first sheet."""
    names = {"sheet1": "xl/worksheets/sheet1.xml", "workbook": "xl/workbook.xml"}
    changed = {names[key]: change for key, change in parts.items()}
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, changed[name](data) if name in changed else data)
    return target


def ods(rows):
    """The bytes of an OpenDocument spreadsheet of text cells."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = "".join(f"<table:table-row>{''.join(cell.format(text) for text in row)}</table:table-row>" for row in rows)
    body = f'<office:spreadsheet><table:table table:name="Ledger">{lines}</table:table></office:spreadsheet>'
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr(
            "content.xml",
            f"<office:document-content {ODS_NAMES}><office:body>{body}</office:body></office:document-content>",
        )
    return content.getvalue()
