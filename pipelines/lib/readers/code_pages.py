"""How much some words look like a language in each code page that parties use: bytes flow in, a score flows out.

Nothing is known of the file. A score is the share of the words that can be such, times how usual their letters are.
"""

import re
from collections.abc import Callable

_HIGH_RUN = re.compile(rb"[A-Za-z]?[\x80-\xff](?:[\x40-\x7e]?[\x80-\xff])*[A-Za-z]?")
_SAMPLE = 2_000
# P6 pastes it inside memo fields of files that are not UTF-8: it says nothing about the file.
STRAY_BOM = b"\xef\xbb\xbf"
# The accented letters of the languages that a page is for.
LANGUAGES = {
    "cp1252": (
        "àâæçéèêëîïôœùûüÿ", "äöüßé", "áéíñóúüºª", "ãõáâàçéêíóôúü", "àèéìíîòóùú", "åäöæøéü", "ëéïóöüèê", "áðéíóúýþæö",
    ),
    "cp1250": ("áčďéěíňóřšťúůýž", "ąćęłńóśźż", "áéíóöőúüű", "ăâîşţ", "čćđšž", "áäčďéíĺľňóôŕšťúýž"),
    "cp1254": ("çğıİöşüâîû",),
}  # fmt: skip
# The range of a script, and its letters that fill two thirds of any text.
SCRIPTS = {
    "cp1251": ("\u0400", "\u04ff", set("оеаинтсрвл")),
    "cp1253": ("\u0370", "\u03ff", set("αοιετσνηυράόίέήςκ")),
    "cp1255": ("\u0590", "\u05ff", set("יוהלאתרבמשנ")),
    "cp1256": ("\u0600", "\u06ff", set("اليمنوترةبعدسهك")),
}
USUAL = 0.7  # as much as usual letters make of a text in their own script
# In order of preference where the evidence is even.
CODE_PAGES = (*LANGUAGES, *SCRIPTS, "gbk", "cp949", "cp932", "big5")
_ASCII = {chr(code) for code in range(128)}
# No language writes these before a letter: `m³` but never `³upy`.
_SIGN_IN_WORD = re.compile(r"[¹²³¿½¼°±§®™][^\W\d_]")
_MARKS = set("–—‘’“”„…•°€£¥²³±§«»©®™½¼¿¡№·\u00a0\u060c")


def words_of(data: bytes) -> list[bytes]:
    """The distinct runs of bytes above ASCII, each with an ASCII letter beside it where there is one."""
    return list(dict.fromkeys(_HIGH_RUN.findall(data.replace(STRAY_BOM, b""))))[:_SAMPLE]


def score(page: str, words: list[bytes]) -> float:
    """From 0, no word could be such, to about 1."""
    texts = [_decoded(word, page) for word in words]
    lettered = [text for text in texts if text is None or _is_a_word_to_judge(text)]
    if not lettered:
        return USUAL * sum(text is not None and set(text) <= _MARKS | _ASCII for text in texts) / max(len(texts), 1)
    if page in LANGUAGES:
        return USUAL * max(_share(lettered, _is_latin(letters)) for letters in LANGUAGES[page])
    if page in SCRIPTS:
        first, last, usual = SCRIPTS[page]
        letters = [letter for text in lettered if text for letter in text.lower() if first <= letter <= last]
        common = sum(letter in usual for letter in letters) / max(len(letters), 1)
        return common * _share(lettered, lambda text: _is_in_script(text, first, last))
    return USUAL * _share(lettered, lambda text: _is_ideographic(text, page))


def _is_a_word_to_judge(text: str) -> bool:
    """Whether it has letters above ASCII, or signs where letters would stand."""
    return any(letter > "\x7f" and letter.isalpha() for letter in text) or bool(_SIGN_IN_WORD.search(text))


def _decoded(word: bytes, page: str) -> str | None:
    try:
        return word.decode(page)
    except UnicodeDecodeError:
        return None


def _share(texts: list[str | None], is_word: Callable[[str], bool]) -> float:
    return sum(text is not None and is_word(text) for text in texts) / len(texts)


def _is_latin(letters: str) -> Callable[[str], bool]:
    """Accented letters stand alone or in twos among plain ones."""
    allowed = set(letters) | _MARKS | _ASCII

    def is_word(text: str) -> bool:
        small = {letter if letter == "İ" else letter.lower() for letter in text}
        high = sum(letter > "\x7f" and letter.isalpha() for letter in text)
        return high <= 2 and small <= allowed and not _SIGN_IN_WORD.search(text)

    return is_word


def _is_in_script(text: str, first: str, last: str) -> bool:
    """A word of one script: no Latin letter in it, capitals only at its beginning or throughout."""
    letters = "".join(letter for letter in text if letter.isalpha())
    if not all(first <= letter <= last or letter in _MARKS for letter in text):
        return False
    return letters[1:] == letters[1:].lower() or letters == letters.upper()


def _is_ideographic(text: str, page: str) -> bool:
    high = [letter for letter in text if letter > "\x7f"]
    if len(high) == 1 and any("a" <= letter <= "z" for letter in text):
        return False  # one character inside a word of Latin letters
    return all(_is_of_daily_use(letter, page) for letter in high)


def _is_of_daily_use(letter: str, page: str) -> bool:
    """The ranges in which each standard puts what is used most."""
    written = letter.encode(page)
    if page == "cp932":
        return "\u3040" <= letter <= "\u30ff" or 0x88 <= written[0] <= 0x97
    first, last = {"gbk": (0xB0, 0xD7), "cp949": (0xB0, 0xC8), "big5": (0xA4, 0xC6)}[page]
    return first <= written[0] <= last and (page != "cp949" or written[1] >= 0xA1)
