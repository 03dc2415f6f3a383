"""What is no workbook, or more than a machine should read, is refused with a reason that its sender can act on."""

import io
import time
import zipfile

import openpyxl
import pytest

from pipelines.lib.config.portfolio import Limits
from pipelines.lib.config.source import ReadSpec
from pipelines.lib.errors import LimitExceeded, UnreadableFile
from pipelines.lib.readers import excel_kind
from pipelines.lib.readers.excel import read_excel
from pipelines.lib.worker import Worker
from tests.unit.readers.books import ods, read, repacked, table, write
from tests.unit.readers.old_workbook import XLS

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def good(tmp_path):
    return write(tmp_path / "good.xlsx", {"S": [["Code", "Amount"], ["W1", 1]]})


def refusal(path, **spec):
    with pytest.raises(UnreadableFile) as caught:
        read(path, **spec)
    error = caught.value
    assert error.where == path.name and error.fix
    return error.sentence()


def beyond(path, **limits):
    """What limit stops reading, in the process that files are read in."""
    with Worker(Limits(**limits)) as worker, pytest.raises(LimitExceeded) as caught:
        worker.call(read_excel, path, ReadSpec(kind="excel"))
    return caught.value.key


def encrypted():
    """The head and directory names of an Office file behind a password (MS-OFFCRYPTO 1.3.4)."""
    return (
        OLE
        + bytes(504)
        + "EncryptionInfo".encode("utf-16-le")
        + bytes(100)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(100)
    )


def archive(**parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/"), data)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.xlsx", b"", "the file is empty"),
        ("a.xlsx", b"Code;Amount\nW1;1\n", "a text file, perhaps a CSV under the name of a workbook"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "a web page"),
        ("a.xls", b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "an XML document"),
        ("a.xlsx", b"%PDF-1.7", "a PDF"),
        ("a.xlsx", b"ERMHDR\t22.12", "a P6 export"),
        ("a.xlsx", bytes(range(256)), "its first bytes are those of no workbook"),
        ("a.xlsx", encrypted(), "protected by a password"),
        ("a.xlsx", XLS, r"an Excel 97-2003 workbook \(.xls\) under the name .xlsx"),
        ("a.xls", OLE + bytes(2000), "in which no workbook can be found"),
        ("a.xlsx", archive(word__document="x"), "a ZIP archive without a workbook"),
        ("a.xlsx", ods([["Code"], ["W1"]]), r"an OpenDocument spreadsheet \(.ods\) under the name .xlsx"),
        ("a.xlsx", b"PK\x03\x04" + bytes(200), "the workbook is damaged"),
        ("a.xlsx", archive(**{"xl__workbook.xml": "<workbook"}), "the workbook is damaged"),
        ("a.xls", XLS[:3000], "or cut off"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path, name, content, reason):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=reason):
        read(path)
    refusal(path)


def test_a_workbook_under_the_name_of_an_old_one(good):
    old = good.rename(good.with_suffix(".xls"))
    assert "this is an Excel workbook (.xlsx) under the name .xls" in refusal(old)


def test_a_workbook_cut_off_on_its_way(good):
    good.write_bytes(good.read_bytes()[:-400])
    assert "it was cut off or changed on its way" in refusal(good)


def test_a_sheet_with_broken_xml(good, tmp_path):
    broken = repacked(good, tmp_path / "b.xlsx", sheet1=lambda xml: xml[: len(xml) // 2] + b"<<<")
    assert "the workbook is damaged" in refusal(broken)


def test_a_container_with_a_wrong_checksum(good):
    data = bytearray(good.read_bytes())
    at = data.index(b"xl/worksheets/sheet1.xml") + 60
    data[at : at + 20] = bytes(20)
    good.write_bytes(bytes(data))
    assert "the workbook is damaged" in refusal(good)


def test_a_bomb_by_its_own_declaration(tmp_path, monkeypatch, good):
    monkeypatch.setattr(excel_kind, "UNPACKED_LIMIT", 10_000)
    bomb = repacked(good, tmp_path / "b.xlsx", sheet1=lambda xml: xml + b" " * 50_000)
    assert bomb.stat().st_size < 10_000
    assert "the limit is 0 MiB" in refusal(bomb)


def test_a_bomb_that_lies_about_its_size(tmp_path, good):
    """1 GiB of text in one cell behind a declared size of a few bytes."""
    bomb = tmp_path / "b.xlsx"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name == "xl/sharedStrings.xml":
                with new.open(name, "w", force_zip64=True) as part:
                    part.write(b"<sst><si><t>")
                    for _ in range(1024):
                        part.write(b"A" * 1024**2)
                    part.write(b"</t></si></sst>")
            else:
                new.writestr(name, old.read(name))
    with zipfile.ZipFile(bomb) as file:
        true_size = file.getinfo("xl/sharedStrings.xml").file_size
    data = bomb.read_bytes().replace(true_size.to_bytes(8, "little"), (20).to_bytes(8, "little"))
    bomb.write_bytes(data.replace(true_size.to_bytes(4, "little"), (20).to_bytes(4, "little")))
    assert beyond(bomb, memory_mb=2048) == "memory_mb"


def test_a_value_in_the_last_cell_of_a_sheet_is_refused_at_once(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "Code", 1
    book.save(tmp_path / "a.xlsx")
    assert beyond(tmp_path / "a.xlsx") == "memory_mb"


def test_a_sheet_of_too_many_cells(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["AF1000000"] = "Code", 1
    book.save(tmp_path / "a.xlsx")
    assert "sheet Sheet spans 1,000,000 rows x 32 columns; the limit is 30,000,000 cells" in refusal(
        tmp_path / "a.xlsx"
    )


def test_a_formula_without_result_far_below(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Code", "Amount", *(f"c{n}" for n in range(40))])
    book.active["B1048576"] = "=A1"
    book.save(tmp_path / "a.xlsx")
    assert "spans 1,048,576 rows x 42 columns" in refusal(tmp_path / "a.xlsx")


def test_a_declared_dimension_does_not_count(good, tmp_path):
    wide = repacked(good, tmp_path / "b.xlsx", sheet1=lambda xml: xml.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'))
    start = time.perf_counter()
    assert table(read(wide)) == (["Code", "Amount", "source_row"], [("W1", "1", 2)])
    assert time.perf_counter() - start < 20


def test_entities_do_not_multiply(good, tmp_path):
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">{laughs}]>'.encode()

    def change(xml):
        return head + xml[xml.index(b"?>") + 2 :].replace(b'name="S"', b'name="&a11;"')

    refusal(repacked(good, tmp_path / "b.xlsx", workbook=change))


def test_reading_that_takes_too_long_is_stopped(good):
    assert beyond(good, seconds_per_file=0.001) == "seconds_per_file"
