r"""Which code page a file is in. Bytes flow in, a codec name or text flows out; nothing here knows about schedules.

Exports never declare their encoding. A byte order mark or strict UTF-8 decides; then how the file spells known
currency symbols; then in what the source's last file was written. Otherwise the code pages of the parties compete on
evidence, and those that make as good words of the bytes are named: that is no decision. A byte that means nothing in
the code page stays visible as `\x8f` and is counted.
"""

import codecs
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.lib.readers.code_pages import CODE_PAGES, LANGUAGES, score, words_of

BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# A reading that scores so much of the best one can't be told from it.
AS_GOOD = 0.75
# So many letters and more of one language are no accident.
MANY_LETTERS = 3
_SHOWN = 3


@dataclass(frozen=True)
class Reading:
    """In what a file is read.

    Attributes:
        encoding: A Python codec.
        rivals: Code pages that make other words of the bytes, as likely: then nobody knows.
        samples: (code page, some words as it reads them) of the encoding and of its rivals.
    """

    encoding: str
    rivals: tuple[str, ...] = ()
    samples: tuple[tuple[str, str], ...] = ()

    @property
    def choice(self) -> str:
        """The readings beside each other."""
        return "; ".join(f"{page}: {words}" for page, words in self.samples)


def byte_order_mark(data: bytes) -> str | None:
    """The codec that a byte order mark announces, None without one."""
    return next((codec for mark, codec in BOMS.items() if data.startswith(mark)), None)


def find_encoding(data: bytes, symbols: Iterable[tuple[str, bytes]] = (), expected: str | None = None) -> Reading:
    r"""Find the code page of some bytes.

    Args:
        data: The text as bytes, newlines as they are.
        symbols: Pairs (character, its bytes in this file) known from the content, for example ("€", b"\x88").
        expected: In what the file before this one was written.

    Returns:
        The codec the byte order mark announces, "ascii", "utf-8", or one of `CODE_PAGES`, and what else it could be.
    """
    mark = byte_order_mark(data)
    if mark:
        return Reading(mark)
    if data.isascii():
        return Reading("ascii")
    symbols = list(symbols)
    if _is_in(data, "utf-8") and all(_is_in(written, "utf-8") for _, written in symbols):
        return Reading("utf-8")
    spelt = {page: sum(decode(written, page)[0] == symbol for symbol, written in symbols) for page in CODE_PAGES}
    pages = [page for page in CODE_PAGES if spelt[page] == max(spelt.values())]
    if expected and expected != "utf-8" and _is_in(data, expected) and (expected in pages or not symbols):
        return Reading(expected)
    return _compare(data, pages)


def _compare(data: bytes, pages: list[str]) -> Reading:
    words = words_of(data)
    scores = {page: score(page, words) for page in pages}
    best = max(pages, key=lambda page: scores[page])
    as_good = [page for page in pages if page != best and scores[page] >= max(AS_GOOD * scores[best], 0.05)]
    if len(pages) == 1 or (best in LANGUAGES and len(_accents(words, best)) >= MANY_LETTERS):
        as_good = [page for page in as_good if page not in LANGUAGES]
    texts = {page: [decode(word, page)[0] for word in words] for page in (best, *as_good)}
    rivals = tuple(page for page in as_good if texts[page] != texts[best])
    differing = [word for at, word in enumerate(words) if any(texts[page][at] != texts[best][at] for page in rivals)]
    whole = [_around(data, word) for word in differing[:_SHOWN]]
    shown = ((page, ", ".join(decode(word, page)[0] for word in whole)) for page in (best, *rivals) if rivals)
    return Reading(best, rivals, tuple(shown))


def _around(data: bytes, word: bytes) -> bytes:
    """The word with the rest of it, up to the next blank or end of the cell."""
    at = data.find(word)
    end = at + len(word)
    before = data[max(at - 40, 0) : at].replace(b"\t", b" ").replace(b"\n", b" ").rsplit(b" ", 1)[-1]
    after = data[end : end + 40].replace(b"\t", b" ").replace(b"\n", b" ").replace(b"\r", b" ").split(b" ", 1)[0]
    return before + word + after


def _accents(words: list[bytes], page: str) -> set[str]:
    text = "".join(decode(word, page)[0] for word in words).lower()
    return {letter for letter in text if letter > "\x7f" and letter.isalpha()}


def decode(data: bytes, encoding: str) -> tuple[str, int]:
    r"""Decode without losing anything.

    Returns:
        The text, in which a byte that the code page does not know reads `\xNN`, and the number of such bytes.
    """
    try:
        return data.decode(encoding), 0
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="backslashreplace")
        known = data.decode(encoding, errors="ignore")
        return text, (len(text) - len(known)) // len(r"\xNN")


def _is_in(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
