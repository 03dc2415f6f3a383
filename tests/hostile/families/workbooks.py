"""Ledgers as workbooks whose container, parts or cells are hostile."""

import io
import zipfile
from collections.abc import Iterator

import xlsxwriter

from tests.hostile.families.hostile import HEADER, LEDGER, LINES, Hostile

SHEET, BOOK, STYLES, STRINGS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
DTD = f'<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">{LAUGHS}<!ENTITY file SYSTEM "file:///etc/hostname">]>'.encode()


def good(sheets: int = 1) -> bytes:
    """The good ledger as a workbook."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for _ in range(sheets):
            sheet = book.add_worksheet()
            for number, line in enumerate([HEADER, *LINES]):
                cells = line.split(",")
                sheet.write_row(number, 0, [*cells[:-1], cells[-1] if number == 0 else float(cells[-1])])
    return content.getvalue()


def part(name: str, old: bytes, new: bytes) -> bytes:
    """The good workbook with some bytes of a part exchanged."""
    return repacked({name: lambda data: _exchanged(data, old, new)})


def repacked(changes: dict, extra: dict[str, bytes] | None = None, without: tuple[str, ...] = ()) -> bytes:
    """The good workbook with parts changed, added and left out."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good())) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in without:
                new.writestr(name, changes.get(name, bytes)(old.read(name)))
        for name, data in (extra or {}).items():
            new.writestr(name, data)
    return content.getvalue()


def workbooks() -> Iterator[Hostile]:
    """Every file of this family."""
    whole = good()
    for trait, content in {**_containers(whole), **_parts(), **_cells()}.items():
        harmless = trait in HARMLESS
        yield Hostile(trait, "workbook", content, is_harmless=harmless)


HARMLESS = {"path_tricks_inside", "1000_parts", "macro_inside", "no_styles", "wide_dimension", "dtd_entities_unused", "inline_markup",
            "comments_of_1_MB", "style_out_of_range", "merged_header", "row_numbers_left_out",
            "bytes_after_end"}  # fmt: skip


def _containers(whole: bytes) -> dict[str, bytes]:
    bomb = repacked({SHEET: lambda data: data.replace(b"</sheetData>", b" " * 200_000_000 + b"</sheetData>")})
    return {
        "empty": b"",
        "csv_inside": LEDGER,
        "cut_at_a_third": whole[: len(whole) // 3],
        "cut_before_directory": whole[: whole.rindex(b"PK\x01\x02")],
        "bytes_before_start": b"junk" * 9 + whole,
        "bytes_after_end": whole + b"junk" * 9,
        "wrong_checksum": whole.replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheet2.xml", 1),
        "zip_of_nothing": b"PK\x05\x06" + bytes(18),
        "zip_bomb": bomb,
        "password": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(504)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(500),
        "path_tricks_inside": repacked({}, {"../../../../tmp/pwned": b"x", "/etc/pwned": b"x"}),
        "1000_parts": repacked({}, {f"xl/media/{n}.png": b"x" for n in range(1000)}),
        "macro_inside": repacked({}, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(100)}),
        "doubled_sheet_part": repacked({}, {SHEET: b"<worksheet/>"}),
    }


def _parts() -> dict[str, bytes]:
    return {
        "no_workbook_part": repacked({}, without=(BOOK,)),
        "no_sheet_part": repacked({}, without=(SHEET,)),
        "no_shared_strings": repacked({}, without=(STRINGS,)),
        "no_styles": repacked({}, without=(STYLES,)),
        "no_rels": repacked({}, without=("xl/_rels/workbook.xml.rels",)),
        "no_content_types": repacked({}, without=("[Content_Types].xml",)),
        "empty_sheet": repacked({SHEET: lambda _: b""}),
        "sheet_of_html": repacked({SHEET: lambda _: b"<html><body>no</body></html>"}),
        "sheet_cut": repacked({SHEET: lambda data: data[: len(data) // 2]}),
        "strings_cut": repacked({STRINGS: lambda data: data[: len(data) // 2]}),
        "strings_garbage": repacked({STRINGS: lambda _: bytes(range(256))}),
        "strings_too_few": repacked({STRINGS: lambda data: data[: data.index(b"<si>")] + b"</sst>"}),
        "styles_garbage": repacked({STYLES: lambda _: b"<styleSheet"}),
        "laughs_in_sheet": repacked({SHEET: lambda data: data.replace(b"?>", b"?>" + DTD, 1).replace(b"<v>900</v>", b"<v>&a11;</v>", 1)}),
        "file_entity": repacked({STRINGS: lambda data: data.replace(b"?>", b"?>" + DTD, 1).replace(b"<t>W1", b"<t>&file;", 1)}),
        "dtd_entities_unused": repacked({SHEET: lambda data: data.replace(b"?>", b"?>" + DTD, 1)}),
        "hidden_only": part(BOOK, b'sheetId="1"', b'sheetId="1" state="hidden"'),
        "very_hidden_only": part(BOOK, b'sheetId="1"', b'sheetId="1" state="veryHidden"'),
        "two_sheets": good(2),
        "no_sheet_listed": repacked({BOOK: lambda data: data[: data.index(b"<sheets>")] + b"<sheets/></workbook>"}),
        "sheet_of_utf16": repacked({SHEET: lambda data: data.decode().replace("UTF-8", "UTF-16").encode("utf-16")}),
        "nested_50000_deep": repacked({SHEET: lambda data: data.replace(b"<sheetData>", b"<x>" * 50_000 + b"<sheetData>")}),
        "1904": part(BOOK, b"<sheets>", b'<workbookPr date1904="1"/><sheets>'),
        "comments_of_1_MB": repacked({SHEET: lambda data: data.replace(b"<sheetData>", b"<!--" + b"x" * 1_000_000 + b"--><sheetData>")}),
    }  # fmt: skip


def _cells() -> dict[str, bytes]:
    value = b"<v>900</v>"
    changes = {
        "amount_nan": b"<v>NaN</v>", "amount_inf": b"<v>1e999</v>", "amount_1e308": b"<v>1e308</v>", "amount_1e15": b"<v>1e15</v>",
        "amount_text": b"<v>abc</v>", "amount_empty": b"<v></v>", "string_number_out_of_range": b'<v>999999</v>',
    }  # fmt: skip
    cells = {trait: part(SHEET, value, new) for trait, new in changes.items()}
    return cells | {
        "string_index_out_of_range": part(SHEET, b't="s"><v>0</v>', b't="s"><v>999999</v>'),
        "string_index_negative": part(SHEET, b't="s"><v>0</v>', b't="s"><v>-1</v>'),
        "string_index_text": part(SHEET, b't="s"><v>0</v>', b't="s"><v>one</v>'),
        "cell_type_unknown": part(SHEET, b't="s"><v>0</v>', b't="zz"><v>0</v>'),
        "style_out_of_range": part(SHEET, b'<c r="F2">', b'<c r="F2" s="65000">'),
        "error_cell": part(SHEET, b'<c r="F2"><v>900</v>', b'<c r="F2" t="e"><v>#REF!</v>'),
        "far_cell": part(SHEET, b'r="F2"', b'r="XFD1048576"'),
        "cell_beyond_the_sheet": part(SHEET, b'r="F2"', b'r="ZZZZZ99999999"'),
        "cell_without_place": part(SHEET, b'r="F2"', b'r=""'),
        "row_zero": part(SHEET, b'<row r="2"', b'<row r="0"'),
        "row_minus": part(SHEET, b'<row r="2"', b'<row r="-2"'),
        "row_of_1e12": part(SHEET, b'<row r="2"', b'<row r="1000000000000"'),
        "wide_dimension": part(SHEET, b'<dimension ref="A1:F6"/>', b'<dimension ref="A1:XFD1048576"/>'),
        "merged_all": part(SHEET, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A2:F6"/></mergeCells>'),
        "merged_header": part(SHEET, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:A1"/></mergeCells>'),
        "merged_nonsense": part(
            SHEET, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="XFD9:A1:B"/></mergeCells>'
        ),
        "inline_markup": part(STRINGS, b"<t>D12", b"<t>[bold]&lt;script&gt;alert(1)&lt;/script&gt;[/]"),
        "lone_surrogate": part(STRINGS, b"<t>D12", b"<t>&#xD800;"),
        "escaped_nul": part(STRINGS, b"<t>D12", b"<t>_x0000__x001B_"),
    }


def _exchanged(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data, f"{old} is not in the good workbook"
    return data.replace(old, new, 1)
