"""Random changes of a file: of its bytes, lines, cells, or of a part of a workbook. The same chance makes the same mutant."""

import io
import random
import zipfile
from collections.abc import Callable

CELLS = [b"", b"NaN", b"inf", b"1e308", b"-1", b"0", b"99999999999999999999", b"2025-02-31", b"9999-12-31", b"0000-00-00 00:00", b"\x00",
         b"\xff\xfe", b"\xed\xa0\x80", b'"', b"'", b"\t", b"%R", b"%T\tTASK", b"=1+1", b"[bold]", b"x" * 70_000, b"(" * 3000, "é\u202e".encode(),
         b"1.234,56", b"1,5", b"source_row", b"load_id", b"proj_id", b"amount", b"-", b"  "]  # fmt: skip


def mutant(content: bytes, chance: random.Random) -> bytes:
    """One to four changes of a file."""
    for _ in range(chance.randint(1, 4)):
        change = _of_workbook if content[:4] == b"PK\x03\x04" and chance.random() < 0.8 else _of_text
        content = change(content, chance)
    return content


def _of_text(content: bytes, chance: random.Random) -> bytes:
    return chance.choice(CHANGES)(content, chance) if content else chance.randbytes(chance.randint(0, 200))


def _of_workbook(content: bytes, chance: random.Random) -> bytes:
    """A change inside one part of a container; of the whole bytes where it is no container any more."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as had, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as has:
            names = had.namelist()
            chosen = chance.choice(names)
            for name in names:
                data = had.read(name)
                has.writestr(zipfile.ZipInfo(name), _of_text(data, chance) if name == chosen else data)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zipfile.zlib.error):
        return _of_text(content, chance)
    return out.getvalue()


def _span(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(content))
    return start, min(len(content), start + chance.choice([1, 2, 8, 64, 1024]))


def _flip(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def _delete(content: bytes, chance: random.Random) -> bytes:
    start, end = _span(content, chance)
    return content[:start] + content[end:]


def _double(content: bytes, chance: random.Random) -> bytes:
    start, end = _span(content, chance)
    return content[:end] + content[start:end] * chance.choice([1, 1, 50]) + content[end:]


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def _lines(content: bytes, chance: random.Random) -> bytes:
    """A line less, a line twice, or two lines exchanged."""
    lines = content.splitlines(keepends=True)
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    kind = chance.randrange(3)
    if kind == 0:
        del lines[one]
    elif kind == 1:
        lines.insert(other, lines[one])
    else:
        lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _cell(content: bytes, chance: random.Random) -> bytes:
    """One cell of one line written anew."""
    lines = content.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    mark = b"\t" if b"\t" in lines[at] else b";" if b";" in lines[at] else b"," if b"," in lines[at] else b">"
    cells = lines[at].split(mark)
    cells[chance.randrange(len(cells))] = chance.choice(CELLS)
    lines[at] = mark.join(cells)
    return b"".join(lines)


def _column(content: bytes, chance: random.Random) -> bytes:
    """A word of the file exchanged for a nasty one wherever it stands."""
    words = content.replace(b"\t", b" ").replace(b",", b" ").split()
    return content.replace(chance.choice(words), chance.choice(CELLS)[:200]) if words else content


def _recoded(content: bytes, chance: random.Random) -> bytes:
    text = content.decode("cp1252", "replace")
    return text.encode(chance.choice(["utf-8", "utf-16", "utf-16-le", "utf-32", "utf-7", "cp037"]), "replace")


def _line_ends(content: bytes, chance: random.Random) -> bytes:
    return content.replace(b"\r\n", b"\n").replace(
        b"\n", chance.choice([b"\r", b"\r\r\n", b"\n\n", b"\n\r", b"\x0b", b"\x85"])
    )


CHANGES: list[Callable[[bytes, random.Random], bytes]] = [
    _flip, _delete, _double, _cut, _lines, _lines, _cell, _cell, _cell, _cell, _column, _recoded, _line_ends,
]  # fmt: skip
