r"""The line ends of an XER: its bytes flow in, the same with every line end `\n` flow out.

Odd line ends (line_ends.py) are ends of lines where a mark of P6 follows, `%T`, `%F`, `%R` or the closing `%E`; inside
a memo they are text.
"""

from collections.abc import Iterable

from pipelines.lib.readers import Note
from pipelines.lib.readers.line_ends import NEL_BYTE, ODD, SEAM, SEAMS, notes_on_line_ends

NEL = "\x85"
ODD_BYTES = {**{mark.encode(): name for mark, name in ODD.items()}, NEL_BYTE: ODD[NEL]}
SEAM_BYTES = tuple(mark.encode() for mark in SEAMS)
TAGS = (b"%T\t", b"%F\t", b"%R\t")
# What may stand before a row, in the bytes as they came.
# NEL in UTF-8 ends in its single byte.
EVERY_END = (b"\n", b"\r", *(mark for mark in ODD_BYTES if mark != NEL.encode()), *SEAM_BYTES)
EMPTY_LINES = "empty lines stand between its lines, as a transfer in text mode leaves them: they were passed over"


def with_newlines(data: bytes) -> tuple[bytes, list[Note]]:
    """The bytes with plain line ends, and notes on what ended lines besides."""
    for end in (b"\r\r\n", b"\r\n", b"\r"):
        data = data.replace(end, b"\n")  # makes no copy where there is none
    notes = []
    for seam in present(SEAM_BYTES, data):
        if b"\n" + seam in data:
            data = data.replace(b"\n" + seam, b"\n")
            notes.append(Note("changed_on_its_way", SEAM))
    found = []
    for mark in present(ODD_BYTES, data):
        before, data = data, _without(mark, data)
        found += [ODD_BYTES[mark]] if data is not before else []
    notes += notes_on_line_ends(list(dict.fromkeys(found)))
    head = data.find(b"\n", len(data) - len(data.lstrip()))
    if head >= 0 and data.startswith(b"\n\n", head):
        notes.append(Note("changed_on_its_way", EMPTY_LINES))
    return data, notes


def present(marks: Iterable[bytes], data: bytes) -> list[bytes]:
    """Those of the marks that stand in the data; a search for one byte is ten times as fast as one for three."""
    return [mark for mark in marks if mark[:1] in data and mark in data]


def _without(mark: bytes, data: bytes) -> bytes:
    """The bytes with newlines for a mark, or the very same object."""
    # As NEL, 0x85 is half a letter or an ellipsis in most code pages; the first line, in ASCII, tells.
    if ODD_BYTES[mark] != ODD[NEL] or data[: data.find(b"\n")].endswith(mark):
        data = data.replace(mark + b"\n", b"\n").replace(b"\n" + mark, b"\n")
    for tag in TAGS:
        data = data.replace(mark + tag, b"\n" + tag)
    close = data.rfind(mark + b"%E", -32)
    return data[:close] + b"\n%E\n" if close >= 0 else data
