"""Jobs for a limited process: one that does its work, and every way not to."""

import mmap
import os
import signal
import time
from pathlib import Path

import polars as pl

from pipelines.lib.errors import PmoError


def pid():
    return os.getpid()


def refuse(sentence):
    raise PmoError(sentence, where="a.csv", fix="send it again")


def stumble():
    raise KeyError("proj_id \udcff")


def panic():
    raise pl.exceptions.PanicException("index out of bounds")


def sleep():
    time.sleep(600)


def search():
    """A search without end, in C, that never gives Python's lock back."""
    import re

    re.match(r"(a|a)*b", "a" * 64)


def eat_in_python():
    return len([bytes(10_000_000) for _ in range(400)])


def eat_in_rust():
    return pl.int_range(0, 1_000_000_000, eager=True).sum()


def leave(code=0):
    os._exit(code)


def kill_self():
    os.kill(os.getpid(), signal.SIGKILL)


def die_the_first_time(mark):
    if not Path(mark).exists():
        Path(mark).touch()
        kill_self()
    return "done"


def full_disk():
    with open("/dev/full", "wb", buffering=0) as file:
        file.write(b"x")


KEPT = []


def take(megabytes):
    """Ask for memory and keep it."""
    KEPT.append(bytearray(megabytes * 1024**2))
    return os.getpid()


def reserve(megabytes):
    """Ask for memory that is never written to, as allocators do."""
    KEPT.append(mmap.mmap(-1, megabytes * 1024**2, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS))
    return os.getpid()
