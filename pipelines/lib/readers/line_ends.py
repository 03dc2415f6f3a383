"""What ends a line besides newline and carriage return: text with odd line ends flows in, with plain ones out.

Printers, mainframes, databases and web pages write them, and transfers glue them to a newline. Inside a cell they stay.
"""

import re
from collections import Counter

from pipelines.lib.readers import Note

ODD = {
    "\v": "VT (U+000B)",
    "\f": "FF (U+000C)",
    "\x1c": "FS (U+001C)",
    "\x1d": "GS (U+001D)",
    "\x1e": "RS (U+001E)",
    "\x85": "NEL (U+0085)",
    "\u2028": "LINE SEPARATOR (U+2028)",
    "\u2029": "PARAGRAPH SEPARATOR (U+2029)",
}
# NEL in one byte, which in most code pages is an ellipsis or a letter, and belongs to a text.
NEL_BYTE = b"\x85"
# Where files are put together by copying, these stand at the beginning of a line.
SEAMS = ("\x1a", "\ufeff")
SEAM = "a byte order mark or Ctrl-Z begins a line, as where files were put together: it was left out"
_SEAM = re.compile(f"\n[{''.join(SEAMS)}]")
_GLUED = re.compile(f"[{''.join((*ODD, *SEAMS))}]+\n|\n[{''.join((*ODD, *SEAMS))}]+")
_QUOTED = re.compile('"[^"]*"')
_DELIMITERS = ";\t,|"


def with_plain_line_ends(text: str) -> str:
    """One newline a line: Windows, old Mac, and Windows through a transfer that added a carriage return."""
    return text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def with_odd_line_ends(text: str) -> tuple[str, list[Note]]:
    """A table in which odd line ends are newlines, and a note on them."""
    odd = [mark for mark in (*ODD, *SEAMS) if mark in text]
    plain = _GLUED.sub("\n", text) if odd else text
    ends = [mark for mark in ODD if mark in plain]
    if ends:
        plain = _parted(plain, ends)
    found = [name for mark, name in ODD.items() if text.count(mark) > plain.count(mark)]
    seams = [Note("changed_on_its_way", SEAM)] if _SEAM.search(text) else []
    return plain, seams + notes_on_line_ends(found)


def notes_on_line_ends(names: list[str]) -> list[Note]:
    """A note on line ends of these names."""
    message = f"lines end in {' or '.join(names)}, which few programs take for a line end: they were read as lines"
    return [Note("changed_on_its_way", message)] if names else []


def _parted(text: str, marks: list[str]) -> str:
    """Newlines for marks: throughout where no other line has cells, else where pieces are as wide as most lines."""
    odd = re.compile(f"[{''.join(marks)}]")
    lines = text.split("\n")
    widths = Counter(_width(line) for line in lines if not odd.search(line))
    usual = max((width for width in widths if any(width)), key=lambda width: widths[width], default=None)

    def parts(line: str) -> bool:
        pieces = [piece for piece in odd.split(line) if piece.strip()]
        return any(_width(line)) if usual is None else all(_width(piece) == usual for piece in pieces)

    return "\n".join(odd.sub("\n", line) if odd.search(line) and parts(line) else line for line in lines)


def _width(line: str) -> tuple[int, ...]:
    """How many delimiters of each kind stand outside of quotes."""
    bare = _QUOTED.sub("", line)
    return tuple(bare.count(mark) for mark in _DELIMITERS)


def without_nel_bytes(data: bytes) -> bytes:
    """The bytes of a table whose every line ends in NEL of one byte, with newlines; else the very same bytes."""
    first = data[: data.find(b"\n")] if b"\n" in data else data
    if NEL_BYTE not in first or _is_utf_8(data):
        return data
    lines = data.decode("latin-1").split("\n")
    if not any(lines[1:]):
        return data.replace(NEL_BYTE, b"\n") if _are_even(lines[0].split("\x85")) else data
    return data.replace(NEL_BYTE + b"\n", b"\n") if all(line[-1] == "\x85" for line in lines if line) else data


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _are_even(lines: list[str]) -> bool:
    """Whether lines that hold something have as many delimiters each, and more than none."""
    widths = [_width(line) for line in lines if line.strip()]
    return len(widths) > 1 and len(set(widths)) == 1 and any(widths[0])
