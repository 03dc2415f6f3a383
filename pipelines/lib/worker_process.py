"""The other side of worker.py: a process that answers requests, one at a time, under a limit on its memory.

A function and its arguments flow in, (done, its result or a PmoError, whether much memory is held) flows out.
"""

import contextlib
import importlib
import os
import signal
import tempfile
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pipelines.lib.config.portfolio import Limits
from pipelines.lib.errors import LimitExceeded, PmoError, Unforeseen
from pipelines.lib.files import fault_of_machine


def too_large(limits: Limits, cause: str) -> LimitExceeded:
    """The error of a job that asked for more memory than there is for it."""
    return LimitExceeded(f"it takes more than {limits.memory_mb} MB of memory", key="memory_mb", cause=cause)


def serve(descriptor: int, memory_mb: int, preload: str) -> None:
    """The process: answer requests until there are no more."""
    _end_with_parent()
    _limit_memory(memory_mb * 1024**2)
    if preload:
        importlib.import_module(preload)
    pipe = Connection(descriptor)
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            function, arguments, limits, tempfile.tempdir = pipe.recv()
            signal.alarm(int(limits.seconds_per_file) + 60)  # the parent stops it sooner, if there is one
            pipe.send((*answer(function, arguments, limits), _is_large(memory_mb)))
            signal.alarm(0)


def answer(function: Callable[..., Any], arguments: tuple[Any, ...], limits: Limits) -> tuple[bool, Any]:
    """True and the result of a job, or False and a PmoError that says what went wrong."""
    try:
        return True, function(*arguments)
    except PmoError as error:
        return False, error
    except MemoryError:
        return False, too_large(limits, traceback.format_exc())
    except BaseException as error:  # a panic of Polars is no Exception
        return False, fault_of_machine(error) or Unforeseen.of(error)


def _end_with_parent() -> None:
    """Have Linux end this process with its parent, a killed one too; elsewhere the alarm ends its last job."""
    with contextlib.suppress(OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def _limit_memory(limit: int) -> None:
    """The limit of the operating system on what a process may write to, where it has one."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def memory_for_duckdb() -> dict[str, str]:
    """DuckDB's own limit in a limited process, half of what there is: beyond it DuckDB goes on in files."""
    with contextlib.suppress(ImportError, OSError):
        import resource

        limit, _ = resource.getrlimit(resource.RLIMIT_DATA)
        if limit != resource.RLIM_INFINITY:
            return {"memory_limit": f"{limit // 2 // 1024**2}MiB"}
    return {}


def _is_large(memory_mb: int) -> bool:
    """Whether much of the limit is gone: what is held, or what libraries reserve and never give back.

    The system's limit is on what is reserved. Where it says neither, no.
    """
    with contextlib.suppress(OSError):
        pages = Path("/proc/self/statm").read_text().split()
        held, reserved = (int(pages[place]) * os.sysconf("SC_PAGE_SIZE") / 1024**2 for place in (1, 5))
        return held > memory_mb / 2 or reserved > memory_mb * 3 / 4
    return False
