"""Reading a workbook in a process of its own, with a limit on memory and time.

A workbook of three cells can make any reader ask for half a terabyte (a value in XFD1048576) or unpack for hours. Such
a request ends a process at once, so it must not be this one. A path flows in, a Workbook flows out, through files in a
temporary folder; as a program: FILE KIND FOLDER BYTES [PATTERN].
"""

import contextlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import polars as pl

from pipelines.lib.errors import UnreadableFile
from pipelines.lib.readers.excel_cells import CUT_OUTSIDE, Sheet, Workbook, read_workbook
from pipelines.lib.readers.excel_kind import SAVE_AGAIN, password

MEMORY_LIMIT = 4 * 1024**3
SECONDS_LIMIT = 600


def read_apart(path: Path, kind: str, pattern: str | None) -> Workbook:
    """`read_workbook` in a limited process.

    Raises:
        UnreadableFile: damaged, protected by a password, or more than the limits allow.
    """
    with tempfile.TemporaryDirectory() as folder:
        asked = [str(path), kind, folder, str(MEMORY_LIMIT), *([pattern] if pattern else [])]
        command = [sys.executable, "-m", __spec__.name, *asked]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS_LIMIT, check=False)
        except subprocess.TimeoutExpired:
            raise _too_much(path, f"it takes more than {SECONDS_LIMIT} s") from None
        answer = Path(folder) / "answer.json"
        if done.returncode or not answer.is_file():
            last = done.stderr.decode(errors="replace").strip().splitlines()[:1]
            raise _too_much(path, ": ".join(["the reader was stopped", *last]))
        return _received(path, json.loads(answer.read_text(encoding="utf-8")), Path(folder))


def _too_much(path: Path, what: str) -> UnreadableFile:
    return UnreadableFile(
        f"the workbook can't be read within {MEMORY_LIMIT / 1024**3:.0f} GiB of memory",
        where=path.name,
        why=f"a stray cell far away from the data makes a sheet that large ({what})",
        fix=CUT_OUTSIDE,
    )


def _received(path: Path, answer: dict, folder: Path) -> Workbook:
    if answer.pop("is_protected", False):
        raise password(path)
    if "what" in answer:
        raise UnreadableFile(answer["what"], where=path.name, why=answer["why"], fix=answer["fix"])
    sheets = [
        Sheet(**{**sheet, "cells": pl.read_ipc(folder / f"{number}.arrow")})
        for number, sheet in enumerate(answer["sheets"])
    ]
    return Workbook(**{**answer, "sheets": sheets})


def main(file: str, kind: str, folder: str, memory: str, pattern: str | None = None) -> None:
    """Read a workbook into `folder`: answer.json, and an Arrow file a sheet."""
    _limit_memory(int(memory))
    try:
        book = read_workbook(Path(file).read_bytes(), kind, pattern)
    except UnreadableFile as error:
        answer = {"what": error.what, "why": error.why, "fix": error.fix}
    except (Exception, pl.exceptions.PanicException) as error:  # fastexcel raises what calamine finds, under many names
        is_protected = "password" in str(error).lower()
        answer = {
            "what": "the workbook is damaged",
            "why": _cause(error),
            "fix": SAVE_AGAIN,
            "is_protected": is_protected,
        }
    else:
        for number, sheet in enumerate(book.sheets):
            sheet.cells.write_ipc(Path(folder) / f"{number}.arrow")
        answer = {
            "sheets": [
                {name: value for name, value in vars(sheet).items() if name != "cells"} for sheet in book.sheets
            ],
            "names": book.names,
            "date_system": book.date_system,
        }
    (Path(folder) / "answer.json").write_text(json.dumps(answer), encoding="utf-8")


def _cause(error: Exception) -> str:
    return f"a part of it can't be read ({str(error).splitlines()[0] if str(error) else type(error).__name__})"


def _limit_memory(limit: int) -> None:
    """The limit of the operating system, where it has one."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    main(*sys.argv[1:])
