"""Faults of the machine: a disk that fills, a clock that goes back, files that vanish, a slow writer, no right to write.

What needs root (mounts) falls back to limits of the process where the soak has none.
"""

import contextlib
import datetime as dt
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType

from filelock import FileLock

from pipelines.lib.workspace import Workspace
from tests.soak.small import Disturbance


class NotPossible(Exception):
    """This machine gives the soak no right to make the fault."""


def small_disk(home: Path, chance: random.Random, ends: ExitStack) -> None:
    """The workspace on a file system with little room; when the weather is over it has plenty."""
    held = home.with_name(home.name + "_held")
    shutil.rmtree(held, ignore_errors=True)
    home.rename(held)
    home.mkdir()
    used = sum(path.stat().st_size for path in held.rglob("*") if path.is_file()) // 1024 + 400
    size = used + chance.randint(0, 3000)
    if not _mount("-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(home)):
        shutil.rmtree(home)
        held.rename(home)
        raise NotPossible
    shutil.copytree(held, home, dirs_exist_ok=True, symlinks=True)
    shutil.rmtree(held)
    ends.callback(_off_the_small_disk, home)


def _off_the_small_disk(home: Path) -> None:
    held = home.with_name(home.name + "_held")
    shutil.copytree(home, held, symlinks=True)
    subprocess.run(["umount", str(home)], check=True)
    home.rmdir()
    held.rename(home)


def small_files(chance: random.Random) -> Disturbance:
    """No file may grow beyond a limit."""
    return _Limit(resource.RLIMIT_FSIZE, chance.choice([2_000, 20_000, 100_000, 400_000]))


def few_handles(chance: random.Random) -> Disturbance:
    """Few files may be open at a time."""
    return _Limit(resource.RLIMIT_NOFILE, chance.randint(20, 60))


class _Limit:
    """A limit of the process of the run."""

    def __init__(self, what: int, limit: int) -> None:
        self.what, self.limit = what, limit

    def __call__(self, _: Workspace) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(self.what, (self.limit, resource.getrlimit(self.what)[1]))


class _AnyDatetime(type):
    """Every datetime counts as one of the moved clock's."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, dt.datetime)


def moved_clock(behind: dt.timedelta) -> ModuleType:
    """The module datetime with a `datetime.now` that stands behind; what it makes are plain datetimes."""
    clock = {
        "now": classmethod(lambda _, tz=None: dt.datetime.now(tz) - behind),
        "__new__": lambda _, *parts, **named: dt.datetime(*parts, **named),
    }
    module = ModuleType("datetime")
    module.__dict__.update(dt.__dict__, datetime=_AnyDatetime("datetime", (dt.datetime,), clock))
    return module


class _ClockBack:
    """The project's modules look at a clock that stands days behind; the module itself stays, for what pickles."""

    def __init__(self, days: int) -> None:
        self.days = days

    def __call__(self, _: Workspace) -> None:
        moved = moved_clock(dt.timedelta(days=self.days))
        for name, module in list(sys.modules.items()):
            if name.startswith("pipelines.") and getattr(module, "dt", None) is dt:
                module.dt = moved


def clock_back(chance: random.Random) -> Disturbance:
    """The clock goes back by days."""
    return _ClockBack(chance.choice([1, 40, 400]))


class _Vanishing:
    """A thread that takes files out of the inbox while the run goes on, and puts them back later."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def __call__(self, workspace: Workspace) -> None:
        threading.Thread(target=self._take, args=(workspace,), daemon=True).start()

    def _take(self, workspace: Workspace) -> None:
        chance = random.Random(self.seed)
        hidden = workspace.home / "hidden"
        hidden.mkdir()
        for path in sorted(path for path in workspace.inbox.rglob("*") if path.is_file()):
            time.sleep(chance.uniform(0, 0.05))
            with contextlib.suppress(FileNotFoundError):
                path.rename(hidden / path.name)
                time.sleep(chance.uniform(0, 0.3))
                (hidden / path.name).rename(path)


def vanishing_files(chance: random.Random) -> Disturbance:
    """Files of the inbox that are gone for a moment."""
    return _Vanishing(chance.randrange(10**6))


def slow_writer(home: Path, chance: random.Random, ends: ExitStack) -> None:
    """A delivery is still being written by another process while the run goes on; it ends after it."""
    path = chance.choice(sorted(path for path in (home / "inbox").rglob("*") if path.is_file()))
    content, times = path.read_bytes(), path.stat()
    half = chance.randrange(1, len(content))
    path.write_bytes(content[:half])
    writer = path.open("ab")

    def finish() -> None:
        writer.write(content[half:])
        writer.close()
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    ends.callback(finish)


def read_only(name: str) -> Callable[[Path, random.Random, ExitStack], None]:
    """A folder of the workspace on a file system that may only be read."""

    def begin(home: Path, _: random.Random, ends: ExitStack) -> None:
        folder = str(home / name)
        if _mount("--bind", folder, folder):
            ends.callback(subprocess.run, ["umount", folder], check=True)
            _mount("-o", "remount,ro,bind", folder)
        elif os.geteuid() == 0:
            raise NotPossible  # no mode keeps root from writing
        else:
            (home / name).chmod(0o555)
            ends.callback((home / name).chmod, 0o755)

    return begin


def held_lock(home: Path, _: random.Random, ends: ExitStack) -> None:
    """Another process works on the workspace."""
    lock = FileLock(home / ".lock")
    lock.acquire()
    ends.callback(lock.release)


def _mount(*arguments: str) -> bool:
    return os.geteuid() == 0 and subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0
