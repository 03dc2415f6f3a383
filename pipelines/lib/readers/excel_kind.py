"""What a file is that its source calls a workbook, told by its bytes. A path flows in, the kind flows out or a refusal.

Excel itself warns when name and content differ, and systems that export HTML or CSV as .xls are common: who sent the
file must know which of the two it is.
"""

import io
import zipfile
from pathlib import Path

from pipelines.lib.errors import UnreadableFile
from pipelines.lib.readers.encoding import byte_order_mark
from pipelines.lib.readers.wide import find_wide

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENDINGS = {"xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"), "xlsb": (".xlsb",), "xls": (".xls", ".xlt"), "ods": (".ods",)}
TITLES = {
    "xlsx": "an Excel workbook (.xlsx)",
    "xlsb": "a binary Excel workbook (.xlsb)",
    "xls": "an Excel 97-2003 workbook (.xls)",
    "ods": "an OpenDocument spreadsheet (.ods)",
}
MARKS = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "ods"}
OTHER_KINDS = {
    b"%PDF": "a PDF",
    b"ERMHDR": "a P6 export (XER)",
    b"<?xml": "an XML document",
    b"<": "a web page: some systems export HTML under the name of a workbook",
    b"{": "a JSON document",
}
SAVE_AGAIN = "open it in Excel, save it as an Excel workbook (.xlsx) and send that"
# What an .xlsx of a million rows unpacks to; a file that promises more is a bomb or no delivery.
UNPACKED_LIMIT = 512 * 1024**2


def kind_of(path: Path, data: bytes) -> str:
    """Tell which kind of workbook some bytes are: xlsx, xlsb, xls or ods.

    Raises:
        UnreadableFile: no workbook, protected by a password, damaged, too large, or of another kind than its name says.
    """
    if not data.strip():
        raise UnreadableFile("the file is empty", where=path.name, fix="export it again and send it")
    if data.startswith(ZIP):
        kind = _kind_of_zip(path, data)
    elif data.startswith(OLE):
        kind = _kind_of_ole(path, data)
    else:
        raise _no_workbook(path, _other_kind(data))
    named = next((name for name, endings in ENDINGS.items() if path.suffix.lower() in endings), kind)
    if named != kind:
        raise UnreadableFile(
            f"this is {TITLES[kind]} under the name {path.suffix}",
            where=path.name,
            why="Excel refuses such a file or warns of it, and the archive would keep a wrong name",
            fix=SAVE_AGAIN,
        )
    return kind


def _kind_of_zip(path: Path, data: bytes) -> str:
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableFile(
            "the workbook is damaged",
            where=path.name,
            why=f"its ZIP container can't be opened ({error}); it was cut off or changed on its way",
            fix="send it again; if it does not open in Excel either, save it again first",
        ) from None
    unpacked = sum(part.file_size for part in parts)
    if unpacked > UNPACKED_LIMIT:
        raise UnreadableFile(
            f"the workbook unpacks to {unpacked / 1024**2:,.0f} MiB; the limit is {UNPACKED_LIMIT / 1024**2:,.0f} MiB",
            where=path.name,
            why="a sheet of a million rows needs less; a larger one would take the machine's memory",
            fix="send the data without pictures, pivot tables and copies, or as CSV",
        )
    names = {part.filename.lower() for part in parts}
    kind = next((kind for mark, kind in MARKS.items() if mark in names), None)
    if kind is None or (kind == "ods" and b"opendocument.spreadsheet" not in data[:200]):
        raise _no_workbook(path, "a ZIP archive without a workbook in it")
    return kind


def _kind_of_ole(path: Path, data: bytes) -> str:
    if _stream("EncryptedPackage") in data:
        raise password(path)
    if _stream("Workbook") in data or _stream("Book") in data:
        return "xls"
    raise _no_workbook(
        path, "a Microsoft Office file in which no workbook can be found: another kind (.doc, .mpp), or cut off"
    )


def password(path: Path) -> UnreadableFile:
    """The refusal of a workbook that nobody can open without its password."""
    return UnreadableFile(
        "the workbook is protected by a password",
        where=path.name,
        why="without it nothing in the file can be read",
        fix="remove the password (File > Info > Protect Workbook > Encrypt with Password, leave it blank), save, send",
    )


def _no_workbook(path: Path, found: str) -> UnreadableFile:
    why = f"this is {found}" if found else "its first bytes are those of no workbook"
    return UnreadableFile("this is no Excel workbook", where=path.name, why=why, fix=SAVE_AGAIN)


def _other_kind(data: bytes) -> str:
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    found = next((kind for mark, kind in OTHER_KINDS.items() if start.startswith(mark)), "")
    is_text = b"\x00" not in data[:4096] or byte_order_mark(data) or find_wide(data)
    return found or ("a text file, perhaps a CSV under the name of a workbook" if is_text else "")


def _stream(name: str) -> bytes:
    """A stream's name as the directory of an OLE file writes it."""
    return name.encode("utf-16-le") + b"\x00\x00"
