r"""Which code page a file is in. Bytes flow in, a codec name or text flows out; nothing here knows about schedules.

Exports never declare their encoding. A byte order mark or strict UTF-8 decides; then how the file spells known
currency symbols; then in what the source's last file was written. Otherwise the code pages of the parties compete on
evidence, and those that make as good words of the bytes are named: that is no decision. A byte that means nothing in
the code page stays visible as `\x8f` and is counted.
"""

import codecs
from collections.abc import Collection, Iterable
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
# A reading that scores less makes words of half the bytes at most: the file is in a page that is not known here.
POOR = 0.4
# So many letters and more of one language are no accident.
MANY_LETTERS = 3
_SHOWN = 3
_CUTS = bytes.maketrans(b"\t\r\n;,|", b"      ")


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


def find_encoding(
    data: bytes,
    symbols: Iterable[tuple[str, bytes]] = (),
    expected: str | None = None,
    known_words: Collection[str] = (),
) -> Reading:
    r"""Find the code page of some bytes.

    Args:
        data: The text as bytes, newlines as they are.
        symbols: Pairs (character, its bytes in this file) known from the content, for example ("€", b"\x88").
        expected: In what the file before this one was written: kept as long as it makes as good words of the bytes.
        known_words: Words that the file is known to hold, such as the names of its columns.

    Returns:
        The codec the byte order mark announces, "ascii", "utf-8", or one of `CODE_PAGES`, and what else it could be.
    """
    mark = byte_order_mark(data)
    if mark:
        return Reading(mark)
    if data.isascii():
        return Reading("ascii")
    symbols = list(symbols)
    if _is_mostly_utf8(data) and all(_is_in(written, "utf-8") for _, written in symbols):
        return Reading("utf-8")
    spelt = {page: _spelt(data, page, symbols, known_words) for page in CODE_PAGES}
    pages = [page for page in CODE_PAGES if spelt[page] == max(spelt.values())]
    if expected and expected not in CODE_PAGES and not symbols and _is_in(data, expected):
        return Reading(expected)
    return _compare(data, pages, expected, is_spelt=max(spelt.values()) > 0)


def _spelt(data: bytes, page: str, symbols: list[tuple[str, bytes]], known_words: Iterable[str]) -> int:
    """How much of what is known to stand in the file stands there in a code page."""
    spelt = sum(decode(written, page)[0] == symbol for symbol, written in symbols)
    words = (word.encode(page, "ignore") for word in known_words if not word.isascii())
    return spelt + sum(bool(word) and not word.isascii() and word in data for word in words)


def _compare(data: bytes, pages: list[str], expected: str | None, *, is_spelt: bool) -> Reading:
    words = words_of(data)
    scores = {page: score(page, words) for page in pages}
    best = max(pages, key=lambda page: scores[page])
    if expected in pages and scores[expected] >= AS_GOOD * scores[best]:
        return Reading(expected)
    as_good = [page for page in pages if page != best and scores[page] >= max(AS_GOOD * scores[best], 0.05)]
    if scores[best] < POOR and not is_spelt:
        as_good = [page for page in pages if page != best][:_SHOWN]
    elif len(pages) == 1 or (best in LANGUAGES and len(_accents(words, best)) >= MANY_LETTERS):
        as_good = [page for page in as_good if page not in LANGUAGES]
    if expected in pages and expected not in as_good:
        as_good = [expected, *as_good]
    return _with_samples(data, words, best, as_good)


def _with_samples(data: bytes, words: list[bytes], best: str, as_good: list[str]) -> Reading:
    """The reading, with those of its rivals that make other words of the bytes, each other words."""
    texts = {page: [decode(word, page)[0] for word in words] for page in (best, *as_good)}
    others = {tuple(texts[page]): page for page in reversed(as_good) if texts[page] != texts[best]}
    rivals = tuple(page for page in as_good if page in others.values())
    differing = [word for at, word in enumerate(words) if any(texts[page][at] != texts[best][at] for page in rivals)]
    whole = [_around(data, word) for word in differing[:_SHOWN]]
    shown = ((page, ", ".join(decode(word, page)[0] for word in whole)) for page in (best, *rivals) if rivals)
    return Reading(best, rivals, tuple(shown))


def _around(data: bytes, word: bytes) -> bytes:
    """The word with the rest of it, up to the next blank or end of the cell."""
    at = data.find(word)
    end = at + len(word)
    before = data[max(at - 40, 0) : at].translate(_CUTS).rsplit(b" ", 1)[-1]
    after = data[end : end + 40].translate(_CUTS).split(b" ", 1)[0]
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


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether all, or most words are UTF-8: no other text is so by chance, and a file may be cut amid a letter."""
    if _is_in(data, "utf-8"):
        return True
    words = words_of(data)
    return sum(_is_in(word, "utf-8") for word in words) > len(words) / 2


def _is_in(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
