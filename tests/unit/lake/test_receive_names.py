"""Names of any kind are received and can be shown; the worst manifest is its own file's problem."""

import os
import unicodedata

import pytest

from pipelines.lib.lake.archive import read_receipts
from pipelines.lib.lake.receive import receive
from tests.unit.lake.dropping import drop

BOMB = "\n".join(
    ["a0: &a0 [x,x,x,x,x,x,x,x,x]", *(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))]
)


NAMES = {
    "240 bytes": "x" * 240 + ".csv",
    "255 bytes": "é" * 125 + "x.csv",
    "no UTF-8": os.fsdecode(b"relev\xe9.csv"),
    "a line break": "a\nb.csv",
    "right to left": "\u202evsc.exe.csv",
    "markup": "[red]x[/red]<script>.csv",
    "a tab and a bell": "a\tb\x07.csv",
    "a quote": 'it\'s "one".csv',
    "decomposed": unicodedata.normalize("NFD", "relevé.csv"),
    "blanks of other kinds": "a\u00a0b\u3000c.csv",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_any_name_is_received_and_can_be_shown(workspace, name):
    path = drop(workspace, name)
    (receipt,) = receive(workspace)
    assert not path.exists() and receipt.path(workspace).read_bytes() == b"bytes"
    assert read_receipts(workspace) == [receipt]
    receipt.name.encode("utf-8")
    assert all(char.isprintable() or char in "\u00a0\u3000" for char in receipt.name)
    assert receipt.path(workspace).suffix == ".csv"


def test_folders_of_any_name_are_received_too(workspace):
    drop(workspace, "x.csv", place=os.fsdecode(b"par\xffty/fe\ned/deeper"))
    (receipt,) = receive(workspace)
    assert (receipt.party, receipt.folder) == ("par\\xffty", "fe\\ned")


def write(path, content):
    path.write_bytes(content)


SIDECARS = {
    "a folder": (lambda path: path.mkdir(), "no ordinary file"),
    "a link": (lambda path: path.symlink_to("/etc/hostname"), "no ordinary file"),
    "a pipe": (lambda path: os.mkfifo(path), "no ordinary file"),
    "half a gigabyte": (lambda path: (write(path, b"note: x"), os.truncate(path, 500_000_000)), "larger than 64 KB"),
    "no UTF-8": (lambda path: write(path, b"note: \xe9t\xe9"), "not in UTF-8"),
    "half a surrogate pair": (lambda path: write(path, b'note: "\\ud800"'), "no valid YAML"),
    "a surrogate as a key": (lambda path: write(path, b'"\\ud800": 1'), "no valid YAML"),
    "laughs": (lambda path: write(path, BOMB.encode()), "references"),
    "deep": (lambda path: write(path, b"note: " + b"[" * 20_000), "no valid YAML"),
    "a tag that breaks the parser": (lambda path: write(path, b"note: !!timestamp x"), "no valid YAML"),
    "an empty number": (lambda path: write(path, b'note: !!int ""'), "no valid YAML"),
    "a list": (lambda path: write(path, b"- 1\n- 2\n"), "its manifest"),
    "long nonsense": (lambda path: write(path, b"role: " + b"x" * 60_000), "role"),
    "markup": (lambda path: write(path, b'role: "\\e[31m[/red]"'), "role"),
    "python": (lambda path: write(path, b"note: !!python/object/apply:os.system [id]"), "no valid YAML"),
}


@pytest.mark.parametrize(("make", "said"), SIDECARS.values(), ids=SIDECARS.keys())
def test_the_worst_manifest_is_its_own_files_problem(workspace, make, said):
    path = drop(workspace, "jan.csv")
    make(path.with_name("jan.csv.manifest.yml"))
    (receipt,) = receive(workspace)
    assert said in receipt.manifest_problem and len(receipt.manifest_problem) < 400
    assert receipt.manifest_problem.isprintable()
    assert read_receipts(workspace) == [receipt]


def test_a_manifest_of_a_windows_tool_is_read(workspace):
    path = drop(workspace, "jan.csv")
    path.with_name("jan.csv.manifest.yml").write_bytes("note: été\r\n".encode("utf-16"))
    (receipt,) = receive(workspace)
    assert receipt.manifest.note == "été"
