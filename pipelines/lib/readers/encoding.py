r"""Which code page a file is in. Bytes flow in, a codec name or text flows out; nothing here knows about schedules.

Exports never declare their encoding. A byte order mark or strict UTF-8 decides; otherwise the Windows code
pages of the parties compete on evidence: how they spell known currency symbols, and whether what they make
of the other bytes looks like words. A byte that means nothing in the chosen code page stays visible as
`\x8f` and is counted.
"""

import codecs
import re
from collections.abc import Iterable

CODE_PAGES = ("cp1252", "cp1251", "cp1256", "gbk")  # in order of preference where the evidence is even
BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
SYMBOL_WEIGHT = 3
# The letters that fill half of any text in the language: what makes a reading a likely one.
COMMON_LETTERS = {
    "cp1251": set("оеаинтсрвлОЕАИНТСРВЛ"),
    "cp1256": set("اليمنوترةبعدسهك"),
}
SCRIPTS = {"cp1251": ("\u0400", "\u04ff"), "cp1256": ("\u0600", "\u06ff")}
# P6 pastes it inside memo fields of files that are not UTF-8: it says nothing about the file.
STRAY_BOM = codecs.BOM_UTF8
_HIGH_RUN = re.compile(rb"[A-Za-z]?[\x80-\xff](?:[\x40-\x7e]?[\x80-\xff])*[A-Za-z]?")
_SAMPLE = 20_000


def byte_order_mark(data: bytes) -> str | None:
    """The codec that a byte order mark announces, None without one."""
    return next((codec for mark, codec in BOMS.items() if data.startswith(mark)), None)


def find_encoding(data: bytes, symbols: Iterable[tuple[str, bytes]] = ()) -> str:
    r"""Name the code page of some bytes.

    Args:
        data: The text as bytes, newlines as they are.
        symbols: Pairs (character, its bytes in this file) known from the content, for example ("€", b"\x88").

    Returns:
        A Python codec: the one the byte order mark announces, "ascii", "utf-8", or one of `CODE_PAGES`.
    """
    mark = byte_order_mark(data)
    if mark:
        return mark
    if data.isascii():
        return "ascii"
    symbols = list(symbols)
    if _is_utf8(data) and all(_is_utf8(written) for _, written in symbols):
        return "utf-8"
    runs = _HIGH_RUN.findall(data.replace(STRAY_BOM, b""))[:_SAMPLE]
    scores = {page: _symbol_score(page, symbols) + _letter_score(page, runs) for page in CODE_PAGES}
    return max(CODE_PAGES, key=lambda page: scores[page])


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


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _symbol_score(page: str, symbols: list[tuple[str, bytes]]) -> int:
    return sum(SYMBOL_WEIGHT for symbol, written in symbols if decode(written, page)[0] == symbol)


def _letter_score(page: str, runs: list[bytes]) -> float:
    return sum(_run_score(page, run) for run in runs)


def _run_score(page: str, run: bytes) -> float:
    """How much a run of high bytes (with an ASCII letter at either end) looks like words in a code page."""
    text, unknown = decode(run, page)
    high = [letter for letter in text if ord(letter) > 127]
    beside_ascii = not run[0] & run[-1] & 0x80
    score = -2.0 * unknown
    if page == "gbk":
        return score + sum(_hanzi_score(letter) for letter in high)
    if page == "cp1252":  # accented letters stand alone or in twos, among plain ones
        crowd = 0 if beside_ascii else max(0, len(high) - 2)
        return score + sum(_latin_score(letter) for letter in high) - 2.0 * crowd
    return score + sum(_script_score(letter, page, beside_ascii) for letter in high)


def _hanzi_score(letter: str) -> float:
    # GB2312 level 1 (lead bytes B0 to D7) holds the characters of daily use; two bytes each, so twice the score.
    return 2.0 if 0xB0 <= letter.encode("gbk")[0] <= 0xD7 else -2.0


def _latin_score(letter: str) -> float:
    return 1.0 if letter.isalpha() or letter in "–—‘’“”…•°€£¥²³±§«»©®™½¼\u00a0" else -0.5


def _script_score(letter: str, page: str, beside_ascii: bool) -> float:
    first, last = SCRIPTS[page]
    if beside_ascii or not first <= letter <= last:
        return -0.5
    return 1.5 if letter in COMMON_LETTERS[page] else 0.5
