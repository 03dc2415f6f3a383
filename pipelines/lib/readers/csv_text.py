"""The text of a CSV, one newline a line: a path flows in, a Text flows out. Where its table stands is csv_layout.py."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.lib.errors import UnreadableFile
from pipelines.lib.names import nfc
from pipelines.lib.plural import number_of
from pipelines.lib.readers import Note
from pipelines.lib.readers.encoding import Reading, decode, find_encoding
from pipelines.lib.readers.line_ends import (
    ODD,
    notes_on_line_ends,
    with_odd_line_ends,
    with_plain_line_ends,
    without_nel_bytes,
)
from pipelines.lib.readers.plain import NUL, Plain, padded, plain

OTHER_KINDS = {
    b"PK\x03\x04": "an Excel workbook or ZIP archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"ERMHDR": "a P6 export (XER)",
    b"<?xml": "an XML document",
}
_LINE_END = rb"\r\n?|\n"
_NO_TEXT = re.compile(rb"[\x01-\x08\x0e-\x19\x1b\x7f]")
# Files put together by copying have it amid the text, where it is no part of a key.
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class Text:
    """A CSV's text.

    Attributes:
        text: One newline a line, its letters in one form.
        written: The text before its letters were brought into one form.
        reading: In what it was read.
        undecodable: How many of its bytes mean nothing in that.
        notes: What was noticed.
    """

    text: str
    written: str
    reading: Reading
    undecodable: int
    notes: list[Note]


def read_text(
    path: Path, stated: str | None = None, expected: str | None = None, known_words: Collection[str] = ()
) -> Text:
    """The text of a CSV.

    Args:
        path: The file.
        stated: The code page that its source states.
        expected: The code page of the source's file before this one.
        known_words: Words that it is known to hold, such as the names of its columns.

    Raises:
        UnreadableFile: empty, of another kind than its name says, or damaged.
    """
    file = plain(path.read_bytes(), stated)
    _refuse_other_kinds(path, file)
    found = _decoded(file, stated, expected, known_words)
    return replace(found, notes=[*found.notes, *_padding(path, file, found.text)])


def _decoded(file: Plain, stated: str | None, expected: str | None, known_words: Collection[str]) -> Text:
    if file.is_wide:
        reading, written, undecodable = Reading(file.encoding), file.data.decode("utf-8"), file.undecodable
        notes = []
    else:
        data = without_nel_bytes(file.data)
        notes = notes_on_line_ends([ODD["\x85"]]) if data is not file.data else []
        said = stated or file.encoding
        reading = Reading(said) if said else find_encoding(data, expected=expected, known_words=known_words)
        written, undecodable = decode(data, reading.encoding)
    text, more = with_odd_line_ends(with_plain_line_ends(nfc(written)))
    return Text(text.replace(BYTE_ORDER_MARK, ""), written, reading, undecodable, file.notes + notes + more)


def _padding(path: Path, file: Plain, text: str) -> list[Note]:
    """That NUL bytes stood behind the text: no row may be missing, or all that they stand for."""
    if not file.padding:
        return []
    if not text.endswith("\n"):
        raise UnreadableFile(
            f"the text stops amid line {text.count(chr(10)) + 1}, and {number_of(file.padding, 'NUL byte')} follow",
            where=path.name,
            why="the file was recovered or copied by half: the end of that line, and rows after it, may be lost",
            fix="copy or export it again; where it is whole, end its last line and save it without the NUL bytes",
        )
    return [Note("padded_table", f"{padded(file.padding)}; nothing tells whether rows are missing")]


def _refuse_other_kinds(path: Path, file: Plain) -> None:
    kind = next((kind for mark, kind in OTHER_KINDS.items() if file.data.startswith(mark)), None)
    if not file.data.strip():
        raise UnreadableFile("the file is empty", where=path.name, fix="export it again and send it")
    before, nul, _ = file.data.partition(NUL)
    if (nul or file.padding) and not _is_text(before):
        kind = kind or "a binary file"
    if kind:
        raise UnreadableFile(
            f"this is {kind}, not a CSV",
            where=path.name,
            why="its name says CSV, its first bytes say otherwise",
            fix="save it as CSV (comma or semicolon separated) and send it again",
        )
    if nul:
        raise UnreadableFile(
            f"NUL bytes stand amid the text, the first in line {len(re.findall(_LINE_END, before)) + 1}",
            where=path.name,
            why="the file was damaged when it was copied, or its program fills cells with them; rows may be lost there",
            fix="export it again, copy it whole and send that; a CSV holds no NUL bytes",
        )


def _is_text(data: bytes) -> bool:
    """Whether bytes before the first NUL have cells or lines, and none of the codes that no text has."""
    return not _NO_TEXT.search(data) and bool(re.search(rb"[\r\n,;\t|]", data))
