"""Names of files as text: what a sender calls a file may hold anything that a file system allows.

Flows in: names as the system gives them (bytes that are not UTF-8 come as surrogates). Flows out: text that JSON, SQL,
HTML and a terminal can hold, and a key by which two spellings of one name are the same.
"""

import unicodedata
from pathlib import PurePath

from pipelines.lib.files import digest
from pipelines.lib.names import fold

# The archive adds a folder of its own and files.py a temporary name: together they stay far below 255 bytes.
LONGEST = 120


def shown_name(name: str) -> str:
    """A name in which all that is no visible character is written as its escape, as Python writes it."""
    return "".join(char if _is_visible(char) else _escaped(char) for char in name)


def name_key(name: str) -> str:
    """By what names are compared: whatever their Unicode form, case and kind of spaces."""
    return fold(shown_name(name))


def archive_name(name: str) -> str:
    """The name under which bytes are kept: the sender's own, or a short one with the same ending."""
    own = shown_name(name).replace("\\", "_")
    if len(own.encode()) <= LONGEST:
        return own
    return f"{own[:20]}_{digest(name)}{PurePath(own).suffix[:10]}"


def _is_visible(char: str) -> bool:
    return char.isprintable() or unicodedata.category(char) == "Zs"


def _escaped(char: str) -> str:
    """A byte that is not UTF-8 comes as a surrogate from U+DC80 to U+DCFF."""
    code = ord(char)
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else char.encode("unicode_escape").decode()
