"""What stands around a text, and holes in it: taken away and told, or refused with the advice that mends it."""

import pytest

from pipelines.lib.config.source import ReadSpec
from pipelines.lib.errors import UnreadableFile
from pipelines.lib.readers.csv import read_csv
from pipelines.lib.readers.plain import plain
from pipelines.lib.readers.wide import find_wide
from pipelines.lib.readers.xer import read_xer
from tests.unit.conform.xer_maker import HEADER

LEDGER = b"key,amount\nW1,900.00\nW2,800.00\n"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["key;amount\nW1;900\n", "Статья;Сумма\nБетон;900,00\n", "名称;金额\n基础;900\n"])
def test_wide_text_without_byte_order_mark_is_known_by_its_nul_bytes(codec, text):
    assert find_wide(text.encode(codec)) == codec


@pytest.mark.parametrize(
    "data",
    [LEDGER, LEDGER[:-1] + b"\x00" * 512, LEDGER + b"\x00", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64,
     bytes((n * 197 + n // 7) % 256 for n in range(4000))],
)  # fmt: skip
def test_nothing_else_is_taken_for_wide_text(data):
    assert find_wide(data) is None


def test_letters_whose_bytes_look_like_newlines_outlast_a_transfer_in_text_mode():
    text = "a;b\r\nĊ;਍\r\n"
    sent = text.encode("utf-16-le").replace(b"\n", b"\r\n")
    assert plain(b"\xff\xfe" + sent).data.decode() == text


def test_wide_text_that_ends_amid_a_character_says_so():
    file = plain("key;amount\nW1;900".encode("utf-16-le")[:-1])
    assert (file.encoding, file.undecodable, file.data) == ("utf-16-le", 1, b"key;amount\nW1;90\\x30")


def csv(tmp_path, content):
    path = tmp_path / "ledger.csv"
    path.write_bytes(content)
    return read_csv(path, ReadSpec(kind="csv"))


def test_nul_bytes_behind_the_last_line_of_a_csv_are_a_warning(tmp_path):
    raw = csv(tmp_path, LEDGER + b"\x00" * 3)
    assert raw.tables[""].rows() == [("W1", "900.00", 2), ("W2", "800.00", 3)]
    assert [(note.kind, note.message[:11]) for note in raw.notes] == [("padded_table", "3 NUL bytes")]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (LEDGER[:-4] + b"\x00" * 512, "the text stops amid line 3, and 512 NUL bytes follow.*copy or export it again"),
        (LEDGER.replace(b"900", b"9\x000"), "NUL bytes stand amid the text, the first in line 2.*copy it whole"),
        (LEDGER + b"\x00" * 5000 + LEDGER, "NUL bytes stand amid the text, the first in line 4.*rows may be lost"),
        (b"\x7fELF\x02\x00\x00", "a binary file, not a CSV.*save it as CSV"),
    ],
)
def test_a_csv_with_a_hole_is_refused_for_what_it_is(tmp_path, content, what):
    with pytest.raises(UnreadableFile, match=what):
        csv(tmp_path, content)


TASKS = f"{HEADER}\n%T\tTASK\n%F\ttask_id\ttask_code\n%R\t1\tA\n%R\t2\tB\n".encode()


def test_an_xer_is_as_whole_as_its_text_before_the_padding(tmp_path):
    path = tmp_path / "a.xer"
    ended = {}
    for end in (b"%E\n", b"", b"%R\t3"):
        path.write_bytes(TASKS + end + b"\x00" * 512)
        ended[end] = read_xer(path).facts["ended"]
    assert ended == {b"%E\n": "yes", b"": "no", b"%R\t3": "cut"}


def test_a_hole_in_a_table_of_an_xer_is_refused_with_its_line(tmp_path):
    path = tmp_path / "a.xer"
    path.write_bytes(TASKS.replace(b"%R\t2", b"\x00" * 40) + b"%E\n")
    with pytest.raises(UnreadableFile, match=r"NUL bytes stand amid table TASK, in line 5.*copy it again"):
        read_xer(path)


@pytest.mark.parametrize("content", [TASKS.replace(b"\n", b" "), TASKS.replace(b"\t", b"    ")])
def test_an_xer_without_lines_or_tabs_is_not_said_to_be_cut(tmp_path, content):
    path = tmp_path / "a.xer"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="its line ends or tabs were lost"):
        read_xer(path)
