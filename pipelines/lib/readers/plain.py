"""The text of a file without what was put around it on its way: bytes flow in, bytes with a newline of one flow out.

Byte order marks, two and four bytes a character, NUL bytes that fill up a block, the end mark of CP/M: copies,
transfers and recoveries add them, and none is part of the text. What ends a line is line_ends.py.
"""

import codecs
import re
from dataclasses import dataclass

from pipelines.lib.plural import number_of
from pipelines.lib.readers import Note
from pipelines.lib.readers.encoding import byte_order_mark, decode
from pipelines.lib.readers.wide import find_wide, without_added_returns

UTF_8_MARK = b"\xef\xbb\xbf"
NUL, END_OF_FILE = b"\x00", b"\x1a"
_AROUND = b"\x00\x1a \t\r\n"
_PADDING = re.compile(rb"[\x00\x1a]")
# Looked at first: to strip a file is to copy it.
_NEAR_END = 64


@dataclass(frozen=True)
class Plain:
    """A file's text.

    Attributes:
        data: Its bytes, in UTF-8 where `is_wide`; lines end as they came.
        encoding: What a byte order mark or the place of NUL bytes says of it, else None.
        is_wide: Whether the file has two or four bytes a character.
        undecodable: How many of its bytes meant nothing in a wide `encoding`.
        padding: How many NUL bytes stood behind the text.
        notes: What was noticed. Of the padding the reader speaks, who knows whether the text is whole.
    """

    data: bytes
    encoding: str | None
    is_wide: bool
    undecodable: int
    padding: int
    notes: list[Note]


def plain(received: bytes, stated: str | None = None) -> Plain:
    """Take the text out of a file.

    Args:
        received: The file.
        stated: The code page that its source states; a byte order mark is believed more.
    """
    mark = byte_order_mark(received)
    unmarked = None if mark else find_wide(received)
    encoding, notes, undecodable = mark or unmarked, [], 0
    wide = next((codec for codec in (encoding, stated) if _is_wide(codec)), None) if mark != "utf-8-sig" else None
    data = received
    if wide:
        data = without_added_returns(received)
        if data is not received:
            notes.append(Note("changed_on_its_way", f"a transfer in text mode changed its {wide}: it was undone"))
        text, undecodable = decode(data, wide)
        data = text.encode("utf-8", errors="backslashreplace")
    if unmarked and stated != unmarked:
        notes.append(Note("changed_on_its_way", f"it is {unmarked.upper()} without byte order mark: it was read so"))
    while data.startswith(UTF_8_MARK):
        data = data.removeprefix(UTF_8_MARK)
    kept, tail = _cut(data)
    if END_OF_FILE in tail:
        notes.append(Note("changed_on_its_way", "an end mark of CP/M (Ctrl-Z) stands behind the text: it was left out"))
    return Plain(kept, wide or encoding, bool(wide), undecodable, tail.count(NUL), notes)


def _is_wide(codec: str | None) -> bool:
    return codec is not None and codecs.lookup(codec).name.startswith(("utf-16", "utf-32"))


def _cut(data: bytes) -> tuple[bytes, bytes]:
    """The text with its last line end, and what stands behind from the first NUL or Ctrl-Z on."""
    found = None
    if _PADDING.search(data[-_NEAR_END:]):
        around = data[len(data.rstrip(_AROUND)) :]
        found = _PADDING.search(around)
    if found is None:
        return data, b""
    at = len(data) - len(around) + found.start()
    return data[:at], data[at:]


def padded(padding: int) -> str:
    """What to say of NUL bytes behind a text."""
    return f"{number_of(padding, 'NUL byte')} behind the text, as recovered or half-copied files have, were left out"
