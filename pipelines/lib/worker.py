"""Work on what others sent, in a process of its own with limits on time and memory.

A file of a few bytes can make any reader ask for half a terabyte, search for hours, or end its process at once: so it
must not be this one. A function and its arguments flow in, its result or a PmoError flows out (pickled: both ends are
this program). What the function does, and what its failure means for a file, do not belong here.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import Pipe
from typing import IO, Any, TypeVar

from pipelines.lib.config.portfolio import Limits
from pipelines.lib.errors import LimitExceeded, Unforeseen
from pipelines.lib.worker_process import serve, too_large

Result = TypeVar("Result")
# How a process says that it got no more memory: Rust (Polars), C++ (DuckDB), Python.
NO_MEMORY = ("memory allocation of", "bad_alloc", "MemoryError", "Out of Memory Error")
WORDS_KEPT = 4000


class _Died(Exception):
    """The process is gone; `words` is what it said."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass
class _Process:
    """One process: our end of the pipe to it, and what it says on stderr."""

    limits: Limits
    preload: str
    words: IO[bytes] = field(default_factory=tempfile.TemporaryFile)
    jobs: int = 0

    def __post_init__(self) -> None:
        self.pipe, theirs = Pipe()
        arguments = f"{theirs.fileno()}, {self.limits.memory_mb}, {self.preload!r}"
        # A session of its own: all of it can be killed, and Ctrl+C reaches the parent alone.
        self.popen = subprocess.Popen(
            [sys.executable, "-c", f"from {serve.__module__} import serve; serve({arguments})"],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=self.words,
            stderr=self.words,
            start_new_session=True,
        )
        theirs.close()

    def ask(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[bool, Any, bool]:
        """Whether the job was done, its result or error, and whether the process used much memory.

        Raises:
            LimitExceeded: no answer in time.
            EOFError: the process is gone.
        """
        self.jobs += 1
        with contextlib.suppress(ConnectionError):  # then it is gone, which is found below
            self.pipe.send((function, arguments, self.limits, tempfile.gettempdir()))
        if not self.pipe.poll(self.limits.seconds_per_file):
            raise LimitExceeded(f"it takes more than {self.limits.seconds_per_file:g} s", key="seconds_per_file")
        try:
            return self.pipe.recv()
        except ConnectionError:
            raise EOFError from None

    def last_words(self) -> str:
        """What it said before it died, and how it ended."""
        code = self.popen.wait()
        self.words.seek(0)
        said = self.words.read(WORDS_KEPT).decode(errors="replace").strip()
        return f"{said}\nthe process ended with {f'signal {-code}' if code < 0 else f'exit code {code}'}".strip()

    def kill(self) -> None:
        """End it and whatever it started."""
        self.pipe.close()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.popen.pid, signal.SIGKILL)
        self.popen.wait()
        self.words.close()


class Worker:
    """A limited process for many jobs; another one takes over when it died, was stopped, or holds much memory."""

    def __init__(self, limits: Limits, preload: str = "") -> None:
        """Nothing is started yet.

        Args:
            limits: Of time for one job, and of memory for the process.
            preload: A module that the process imports before the first job.
        """
        self.limits, self.preload = limits, preload
        self._process: _Process | None = None

    def start(self) -> None:
        """Start the process, so that it imports what it needs while we do something else."""
        if self._process is None:
            self._process = _Process(self.limits, self.preload)

    def call(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """`function(*arguments)`, done in the process; a function of a module, that may be done twice.

        Raises:
            LimitExceeded: it took more time or memory than the limits allow.
            Unforeseen: it raised what is no PmoError, or ended the process twice (once may be somebody else's doing).
            PmoError: what it raised itself.
        """
        is_used = self._process is not None and self._process.jobs > 0
        try:
            done, result, is_large = self._ask(function, arguments)
        except _Died:
            try:
                done, result, is_large = self._ask(function, arguments)
            except _Died as twice:
                raise Unforeseen("the process that worked on it ended by itself", cause=twice.words) from None
        if is_large or isinstance(result, LimitExceeded | Unforeseen):
            self.stop()
        if isinstance(result, LimitExceeded) and is_used:
            return self.call(function, *arguments)  # earlier jobs may have taken the memory that this one lacks
        if not done:
            raise result
        return result

    def stop(self) -> None:
        """End the process; the next job starts another."""
        if self._process:
            self._process.kill()
        self._process = None

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _ask(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[bool, Any, bool]:
        self.start()
        try:
            return self._process.ask(function, arguments)
        except LimitExceeded:
            self.stop()
            raise
        except EOFError:
            words = self._process.last_words()
            self.stop()
            if any(sign in words for sign in NO_MEMORY):
                return False, too_large(self.limits, words), True
            raise _Died(words) from None
