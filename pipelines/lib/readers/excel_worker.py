"""Reading workbooks in a process of their own, with a limit on memory and time.

A workbook of three cells can make any reader ask for half a terabyte (a value in XFD1048576) or unpack for hours. Such
a request ends a process at once, so it must not be this one. A path flows in, a Workbook flows out, through files in a
temporary folder. The process (as a program: BYTES of memory) takes one request a line and answers with an empty line.
"""

import atexit
import contextlib
import json
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import polars as pl

from pipelines.lib.errors import UnreadableFile
from pipelines.lib.readers.excel_cells import CUT_OUTSIDE, Sheet, Workbook, read_workbook
from pipelines.lib.readers.excel_kind import SAVE_AGAIN, password

MEMORY_LIMIT = 4 * 1024**3
SECONDS_LIMIT = 600
# What a process has read leaves holes in its memory: after so many files another one goes on.
FILES_LIMIT = 100


@dataclass
class _Reader:
    """The process, and what it was started with."""

    memory: int
    errors: IO[bytes] = field(default_factory=tempfile.TemporaryFile)
    files: int = 0

    def __post_init__(self) -> None:
        command = [sys.executable, "-m", __spec__.name, str(self.memory)]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=self.errors, text=True)

    def is_fit(self) -> bool:
        """Whether it may take another file."""
        return self.process.poll() is None and self.memory == MEMORY_LIMIT and self.files < FILES_LIMIT

    def ask(self, request: dict[str, str | None]) -> bool:
        """Have a file read; false when the process died of it or had to be stopped."""
        self.files += 1
        watch = threading.Timer(SECONDS_LIMIT, self.process.kill)
        watch.start()
        try:
            print(json.dumps(request), file=self.process.stdin, flush=True)
            return self.process.stdout.readline() == "\n"
        except BrokenPipeError:
            return False
        finally:
            watch.cancel()

    def last_words(self) -> str:
        """The first line of what it said before it died."""
        self.process.wait()
        self.errors.seek(0)
        return next(iter(self.errors.read().decode(errors="replace").strip().splitlines()), "")

    def stop(self) -> None:
        """End it."""
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.kill()
        self.process.wait()
        self.errors.close()


_readers: list[_Reader] = []


def read_apart(path: Path, kind: str, pattern: str | None) -> Workbook:
    """`read_workbook` in the limited process.

    Raises:
        UnreadableFile: damaged, protected by a password, or more than the limits allow.
    """
    with tempfile.TemporaryDirectory() as folder:
        reader, started = _reader(), time.monotonic()
        answered = reader.ask({"file": str(path), "kind": kind, "folder": folder, "pattern": pattern})
        answer = Path(folder) / "answer.json"
        if not answered or not answer.is_file():
            is_late = time.monotonic() - started >= SECONDS_LIMIT
            stopped = f"the reader was stopped: {reader.last_words()}".removesuffix(": ")
            raise _too_much(path, f"it takes more than {SECONDS_LIMIT} s" if is_late else stopped)
        return _received(path, json.loads(answer.read_text(encoding="utf-8")), Path(folder))


def _reader() -> _Reader:
    """The process that is there, or a new one."""
    while _readers and not _readers[0].is_fit():
        _readers.pop().stop()
    if not _readers:
        _readers.append(_Reader(MEMORY_LIMIT))
    return _readers[0]


@atexit.register
def stop() -> None:
    """End the process; the next workbook starts another."""
    while _readers:
        _readers.pop().stop()


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


def main(memory: str) -> None:
    """Answer requests, one a line, until there are no more."""
    _limit_memory(int(memory))
    for line in sys.stdin:
        _answer(**json.loads(line))
        print(flush=True)


def _answer(file: str, kind: str, folder: str, pattern: str | None) -> None:
    """Read a workbook into `folder`: answer.json, and an Arrow file a sheet."""
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
