import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.lib.readers.encoding import decode, find_encoding

TEXTS = {
    "cp1252": "Études d'exécution – lot n° 3\tGénie civil\tFaçade\tBöschung für Brücke",
    "cp1251": "Устройство котлована\tМонтаж металлоконструкций\tБетонирование фундаментов",
    "cp1256": "أعمال الحفر\tصب الخرسانة\tتركيب الأبواب والنوافذ",
    "gbk": "基础开挖\t混凝土浇筑\t钢结构安装",
}


@pytest.mark.parametrize(("page", "text"), TEXTS.items())
def test_each_code_page_is_found_by_what_its_words_look_like(page: str, text: str) -> None:
    data = text.encode(page)
    assert find_encoding(data) == page
    assert decode(data, page) == (text, 0)


@pytest.mark.parametrize("text", TEXTS.values())
def test_utf8_and_byte_order_marks_win(text: str) -> None:
    assert find_encoding(text.encode("utf-8")) == "utf-8"
    assert find_encoding(text.encode("utf-8-sig")) == "utf-8-sig"
    assert find_encoding(text.encode("utf-16")) == "utf-16"
    assert find_encoding(b"plain") == "ascii"


def test_the_euro_sign_tells_cyrillic_from_western_when_nothing_else_does() -> None:
    assert find_encoding(b"\x88", [("€", b"\x88")]) == "cp1251"
    assert find_encoding(b"\x80", [("€", b"\x80")]) == "cp1252"


def test_a_stray_byte_order_mark_in_a_memo_says_nothing() -> None:
    assert find_encoding(b"\xef\xbb\xbf memo \xa3 \x80", [("£", b"\xa3"), ("€", b"\x80")]) != "utf-8"
    assert find_encoding(b"memo \xef\xbb\xbf \xa3 \x80", [("£", b"\xa3"), ("€", b"\x80")]) == "cp1252"


def test_a_byte_without_meaning_stays_visible_and_is_counted() -> None:
    assert decode(b"caf\xe9 \x81\x8d", "cp1252") == ("café \\x81\\x8d", 2)


@given(st.binary(max_size=300))
def test_any_bytes_decode_in_what_is_found_and_none_is_lost(data: bytes) -> None:
    encoding = find_encoding(data)
    text, unknown = decode(data, encoding)
    if not unknown and encoding not in ("utf-16", "utf-32", "utf-8-sig"):
        assert text.encode(encoding) == data
    if encoding.startswith("cp"):
        assert len(text) == len(data) + 3 * unknown
