import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.lib.readers.encoding import decode, find_encoding

TEXTS = {
    "cp1252": "Études d'exécution – lot n° 3\tGénie civil\tFaçade\tBöschung für Brücke",
    "cp1250": "Roboty żelbetowe – słupy, łącznik",
    "cp1251": "Устройство котлована\tМонтаж металлоконструкций\tБетонирование фундаментов",
    "cp1253": "Σκυροδέτηση βάθρων\tΕκσκαφές\tΤοιχία αντιστήριξης",
    "cp1254": "Köprü ayağı betonu işleri\tKazı ve dolgu",
    "cp1256": "أعمال الحفر\tصب الخرسانة\tتركيب الأبواب والنوافذ",
    "gbk": "基础开挖\t混凝土浇筑\t钢结构安装",
    "cp932": "コンクリート工事\t杭打ち",
}
# The pages that are not of Windows: MS-DOS text out of Excel, ISO 8859 out of databases, the Macintosh.
OTHER_PAGES = [
    ("cp850", TEXTS["cp1252"].replace("–", "-")),
    ("mac_roman", TEXTS["cp1252"]),
    ("cp850", "Bétonnage de la pile 3"),
    ("mac_roman", "Bétonnage de la pile 3"),
    ("cp850", "Excavación túnel, hormigón año 2"),
    ("cp852", "Roboty żelbetowe, słupy, łącznik"),
    ("iso8859_2", "Roboty żelbetowe, słupy, łącznik, ściany"),
    ("cp852", "Příprava staveniště, železobeton"),
    ("cp857", "Köprü ayağı betonu işleri"),
    ("cp866", TEXTS["cp1251"]),
    ("koi8_r", TEXTS["cp1251"]),
    ("iso8859_5", TEXTS["cp1251"]),
    ("cp737", TEXTS["cp1253"]),
    ("cp862", "עבודות עפר, יציקת בטון"),
    ("cp1257", "Žemės darbai, įrengimas, šaligatvių klojimas"),
    ("big5", "基礎開挖, 混凝土澆置, 鋼結構安裝"),
]
EURO = [("€", b"\x80"), ("£", b"\xa3"), ("¥", b"\xa5")]


@pytest.mark.parametrize(("page", "text"), TEXTS.items())
def test_each_code_page_is_found_by_what_its_words_look_like(page: str, text: str) -> None:
    data = text.encode(page)
    reading = find_encoding(data)
    assert (reading.encoding, reading.rivals) == (page, ())
    assert decode(data, page) == (text, 0)


@pytest.mark.parametrize(("page", "text"), OTHER_PAGES)
def test_a_page_that_is_not_of_windows_is_found_or_named(page: str, text: str) -> None:
    data = text.encode(page)
    reading = find_encoding(data)
    assert text in {decode(data, found)[0] for found in (reading.encoding, *reading.rivals)}


@pytest.mark.parametrize("page", ["cp850", "mac_roman", "cp1252"])
def test_one_french_word_is_enough(page: str) -> None:
    reading = find_encoding("Bétonnage de la pile 3".encode(page))
    assert (reading.encoding, reading.rivals) == (page, ())


def test_bytes_that_are_words_in_no_page_are_in_doubt() -> None:
    assert find_encoding("Žemės darbai, įrengimas, šaligatvių klojimas, ąžuolų".encode("cp775")).rivals


@pytest.mark.parametrize("damage", [b"\xc3", b"caf\xe9", b"\xff\xfe"])
def test_a_utf8_file_with_a_damaged_letter_stays_utf8(damage: bytes) -> None:
    reading = find_encoding(TEXTS["cp1252"].encode() + b" " + damage)
    assert (reading.encoding, reading.rivals) == ("utf-8", ())


def test_words_that_the_file_is_known_to_hold_decide() -> None:
    data = "Dzień;Gdańsk".encode("cp1250")
    assert find_encoding(data).rivals
    reading = find_encoding(data, known_words=["Dzień"])
    assert (reading.encoding, reading.rivals) == ("cp1250", ())


@pytest.mark.parametrize("text", TEXTS.values())
def test_utf8_and_byte_order_marks_win(text: str) -> None:
    assert find_encoding(text.encode("utf-8")).encoding == "utf-8"
    assert find_encoding(text.encode("utf-8-sig")).encoding == "utf-8-sig"
    assert find_encoding(text.encode("utf-16")).encoding == "utf-16"
    assert find_encoding(b"plain").encoding == "ascii"


def test_the_euro_sign_tells_cyrillic_from_western_when_nothing_else_does() -> None:
    assert find_encoding(b"\x88", [("€", b"\x88")]).encoding == "cp1251"
    assert find_encoding(b"\x80", [("€", b"\x80")]).encoding == "cp1252"


def test_a_stray_byte_order_mark_in_a_memo_says_nothing() -> None:
    assert find_encoding(b"\xef\xbb\xbf memo \xa3 \x80", EURO).encoding != "utf-8"
    assert find_encoding(b"memo \xef\xbb\xbf \xa3 \x80", EURO).encoding == "cp1252"


def test_one_foreign_label_does_not_outvote_the_currency_symbols() -> None:
    label = "支付编号".encode("gbk")
    reading = find_encoding(b"Caf\xe9 fit-out \x95 phase 1\t" + label, EURO)
    assert (reading.encoding, reading.rivals) == ("cp1252", ())


@pytest.mark.parametrize(
    ("data", "choice"),
    [
        ("Gdańsk".encode("cp1250"), "cp1252: Gdañsk; cp1250: Gdańsk"),
        ("Mur de Bétonnière".encode("cp1252"), "cp1252: Bétonnière; cp1250: Bétonničre"),
        (
            "설타 트리크콘".encode("cp949"),
            "gbk: 汲鸥, 飘府农能; cp949: 설타, 트리크콘; big5: 撲顫, お葬觼夔",
        ),
    ],
)
def test_what_reads_as_well_in_another_code_page_is_not_decided(data: bytes, choice: str) -> None:
    assert find_encoding(data).choice == choice


def test_the_source_keeps_the_encoding_of_its_last_file() -> None:
    data = "Gdańsk".encode("cp1250")
    assert find_encoding(data, expected="cp1250").rivals == ()
    assert find_encoding(data, expected="cp1250").encoding == "cp1250"
    assert find_encoding(data, [("€", b"\x88")], expected="cp1250").encoding == "cp1251"
    assert find_encoding("Gdańsk".encode(), expected="cp1250").encoding == "utf-8"
    assert find_encoding(data, expected="utf-8").rivals == ("cp1250",)


def test_a_file_that_makes_no_words_in_the_encoding_of_the_one_before_says_so() -> None:
    reading = find_encoding("Études\tDéblais\tRéseaux".encode("cp850"), expected="cp1252")
    assert reading.encoding == "cp850"
    assert reading.choice.startswith("cp850: Études, Déblais, Réseaux; cp1252: \\x90tudes, D‚blais")


def test_a_byte_without_meaning_stays_visible_and_is_counted() -> None:
    assert decode(b"caf\xe9 \x81\x8d", "cp1252") == ("café \\x81\\x8d", 2)


@given(st.binary(max_size=300))
def test_any_bytes_decode_in_what_is_found_and_none_is_lost(data: bytes) -> None:
    encoding = find_encoding(data).encoding
    text, unknown = decode(data, encoding)
    if not unknown and encoding not in ("utf-16", "utf-32", "utf-8-sig"):
        # Japanese code pages have several codes for some characters.
        assert text.encode(encoding) == data or text.encode(encoding).decode(encoding) == text
    if encoding.startswith("cp12"):
        assert len(text) == len(data) + 3 * unknown
