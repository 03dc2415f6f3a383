"""How much some words look like a language in each code page that parties use: bytes flow in, a score flows out.

Nothing is known of the file. A score is the share of the words that can be such, times how usual their letters are.
"""

import re
from collections.abc import Callable

# From a byte above ASCII to the end of its word; the second byte of an ideograph may be any sign from `@` to `~`.
_HIGH_RUN = re.compile(rb"[\x80-\xff](?:[A-Za-z]*[\x40-\x7e]?[\x80-\xff])*[A-Za-z]*")
_LETTERS_BEFORE = re.compile(rb"[A-Za-z]*\Z")
_LONGEST = 40
_SAMPLE = 2_000
# P6 pastes it inside memo fields of files that are not UTF-8: it says nothing about the file.
STRAY_BOM = b"\xef\xbb\xbf"
# The accented letters of the languages of a region.
_WESTERN = (
    "àâæçéèêëîïôœùûüÿ", "äöüßé", "áéíñóúüºª", "ãõáâàçéêíóôúü", "àèéìíîòóùú", "åäöæøéü", "ëéïóöüèê", "áðéíóúýþæö",
)  # fmt: skip
_CENTRAL = ("áčďéěíňóřšťúůýž", "ąćęłńóśźż", "áéíóöőúüű", "ăâîşţ", "čćđšž", "áäčďéíĺľňóôŕšťúýž")
_TURKISH = ("çğıİöşüâîû",)
_BALTIC = ("ąčęėįšųūž", "āčēģīķļņšūž", "äöõüšž")
# Of each region the page of Windows, then of ISO 8859, of DOS (which Excel calls MS-DOS text) and of the Macintosh.
LANGUAGES = {
    "cp1252": _WESTERN, "cp1250": _CENTRAL, "cp1254": _TURKISH, "cp1257": _BALTIC,
    "iso8859_15": _WESTERN, "iso8859_2": _CENTRAL,
    "cp850": _WESTERN, "cp852": _CENTRAL, "cp857": _TURKISH,
    "mac_roman": _WESTERN,
}  # fmt: skip
# The range of a script, and its letters that fill two thirds of any text.
_CYRILLIC = ("\u0400", "\u04ff", set("оеаинтсрвл"))
_GREEK = ("\u0370", "\u03ff", set("αοιετσνηυράόίέήςκ"))
_HEBREW = ("\u0590", "\u05ff", set("יוהלאתרבמשנ"))
_ARABIC = ("\u0600", "\u06ff", set("اليمنوترةبعدسهك"))
SCRIPTS = {
    "cp1251": _CYRILLIC, "cp1253": _GREEK, "cp1255": _HEBREW, "cp1256": _ARABIC,
    "koi8_r": _CYRILLIC, "iso8859_5": _CYRILLIC, "iso8859_6": _ARABIC,
    "cp866": _CYRILLIC, "cp737": _GREEK, "cp862": _HEBREW, "cp720": _ARABIC,
}  # fmt: skip
USUAL = 0.7  # as much as usual letters make of a text in their own script
# In order of preference where the evidence is even.
CODE_PAGES = (*LANGUAGES, *SCRIPTS, "gbk", "cp949", "cp932", "big5")
_ASCII = {chr(code) for code in range(128)}
# No language writes these before a letter, `m³` but never `³upy`, nor those between two: `Excavaci—n`.
_SIGN_IN_WORD = re.compile(r"[¹²³¿½¼¾°±§®™†‡‰ˆ˜¡¢£¤¥¦¨ª¬¯´¸×÷][^\W\d_]|[^\W\d_][“”„‚…•—‹›«»¶·][^\W\d_]")
# ISO 8859 has control characters where other pages have letters and marks; no text holds them.
_CONTROL = re.compile(r"[\x80-\x9f]")
_MARKS = set("–—‘’“”„…•°€£¥²³±§«»©®™½¼×÷¿¡№·\u00a0\u060c")


def words_of(data: bytes) -> list[bytes]:
    """The distinct words with bytes above ASCII in them, in order, up to a number that shows the language."""
    data = data.replace(STRAY_BOM, b"")
    words: dict[bytes, None] = {}
    for run in _HIGH_RUN.finditer(data):
        before = _LETTERS_BEFORE.search(data, max(run.start() - _LONGEST, 0), run.start())
        words[before[0] + run[0]] = None
        if len(words) == _SAMPLE:
            break
    return list(words)


def score(page: str, words: list[bytes]) -> float:
    """From 0, no word could be such, to about 1."""
    texts = [_decoded(word, page) for word in words]
    if any(_CONTROL.search(text) for text in texts if text):
        return 0.0
    lettered = [text for text in texts if text is None or _is_a_word_to_judge(text)]
    if not lettered:
        are_marks = sum(text is not None and set(text) <= _MARKS | _ASCII for text in texts)
        return USUAL * (are_marks / max(len(texts), 1))
    if page in LANGUAGES:
        return USUAL * max(_share(lettered, _is_latin(letters)) for letters in LANGUAGES[page])
    if page in SCRIPTS:
        first, last, usual = SCRIPTS[page]
        letters = [letter for text in lettered if text for letter in text.lower() if first <= letter <= last]
        common = sum(letter in usual for letter in letters) / max(len(letters), 1)
        return common * _share(lettered, lambda text: _is_in_script(text, first, last))
    return USUAL * _share(lettered, lambda text: _is_ideographic(text, page))


def _is_a_word_to_judge(text: str) -> bool:
    """Whether it has more above ASCII than usual marks, or marks where letters would stand; a lone letter is none."""
    is_lone = len(text) == 1 and text.isalpha()
    return not is_lone and (not set(text) <= _MARKS | _ASCII or bool(_SIGN_IN_WORD.search(text)))


def _decoded(word: bytes, page: str) -> str | None:
    try:
        return word.decode(page)
    except UnicodeDecodeError:
        return None


def _share(texts: list[str | None], is_word: Callable[[str], bool]) -> float:
    return sum(text is not None and is_word(text) for text in texts) / len(texts)


def _is_latin(letters: str) -> Callable[[str], bool]:
    """Accented letters among plain ones, capitals only at the beginning or throughout."""
    allowed = set(letters) | _MARKS | _ASCII

    def is_word(text: str) -> bool:
        small = {letter if letter == "İ" else letter.lower() for letter in text}
        high = sum(letter > "\x7f" and letter.isalpha() for letter in text)
        return (
            small <= allowed
            and high <= max(2, len(text) / 2)
            and _is_in_one_case(text)
            and not _SIGN_IN_WORD.search(text)
        )

    return is_word


def _is_in_script(text: str, first: str, last: str) -> bool:
    """A word of one script: no Latin letter in it, capitals only at its beginning or throughout."""
    if not all(first <= letter <= last or letter in _MARKS for letter in text):
        return False
    return _is_in_one_case(text)


def _is_in_one_case(text: str) -> bool:
    """Capitals stand at the beginning or throughout."""
    letters = "".join(letter for letter in text if letter.isalpha())
    return letters[1:] == letters[1:].lower() or letters == letters.upper()


def _is_ideographic(text: str, page: str) -> bool:
    high = [letter for letter in text if letter > "\x7f"]
    if sum("a" <= letter <= "z" for letter in text) >= len(high):
        return False  # characters inside a word of Latin letters
    return all(_is_of_daily_use(letter, page) for letter in high)


def _is_of_daily_use(letter: str, page: str) -> bool:
    """The ranges in which each standard puts what is used most."""
    written = letter.encode(page)
    if page == "cp932":
        return "\u3040" <= letter <= "\u30ff" or 0x88 <= written[0] <= 0x97
    first, last = {"gbk": (0xB0, 0xD7), "cp949": (0xB0, 0xC8), "big5": (0xA4, 0xC6)}[page]
    return first <= written[0] <= last and (page != "cp949" or written[1] >= 0xA1)
