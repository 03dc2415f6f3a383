"""Processes for a run's workers, forked from one that has imported everything: a kill costs half as long.

They stand ready before the run begins, while this process has one thread. All else about them is as in a run: a session of
their own, a limit on memory, a pipe, an end with their parent.
"""

import os
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from pipelines.lib import worker
from pipelines.lib.config.portfolio import Limits
from pipelines.lib.worker_process import serve

COUNT = 2


@dataclass
class _Ready:
    """A forked process and our end of its pipe; what it says goes where ours goes."""

    pipe: Connection
    pid: int

    def wait(self) -> int:
        """Its exit code; minus the signal that ended it."""
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def _fork(earlier: list[_Ready]) -> _Ready:
    ours, theirs = Pipe()
    pid = os.fork()
    if pid == 0:
        os.setsid()
        for pipe in (ours, *(ready.pipe for ready in earlier)):
            pipe.close()
        try:
            serve(theirs.fileno(), Limits().memory_mb, "")
        finally:
            os._exit(0)
    theirs.close()
    return _Ready(ours, pid)


def use_ready_workers() -> None:
    """Have the first workers of this process take forked processes; later ones start their own."""
    waiting: list[_Ready] = []
    for _ in range(COUNT):
        waiting.append(_fork(waiting))

    @dataclass
    class Forked(worker._Process):
        popen: _Ready | None = field(default=None)

        def __post_init__(self) -> None:
            if not waiting:
                super().__post_init__()
                return
            self.popen = waiting.pop()
            self.pipe = self.popen.pipe

    worker._Process = Forked
