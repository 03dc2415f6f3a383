"""How names are compared: files, columns, codes and words of a mapping.

Text flows in, text flows out. One letter with an accent has two spellings in Unicode, and systems differ in which one
they write: NFC is the one used here. What a name means does not belong here.
"""

import re
import unicodedata


def nfc(text: str) -> str:
    """Text in Unicode's composed form (NFC), in which an accented letter has one spelling."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fold(name: str) -> str:
    """A name for comparison: NFC, spaces folded, case ignored."""
    return " ".join(nfc(name).split()).lower()


def bare(name: str) -> str:
    """A name as a hurried reader sees it: folded, without accents and without the number of one that comes again."""
    letters = unicodedata.normalize("NFKD", re.sub(r" \(\d+\)$", "", fold(name)))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
