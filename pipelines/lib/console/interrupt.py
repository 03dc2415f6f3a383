"""How a command ends that somebody stops, by Ctrl+C or SIGTERM: at once, with one sentence and exit code 130 or 143.

Signals flow in, the end of the process flows out. Nothing is unwound: a run that is killed loses nothing
(docs/operate.md), while Dagster and dbt would write what interrupts them as faults of their own, with tracebacks.
"""

import contextlib
import os
import signal
import sys
from multiprocessing import util
from threading import Thread

from rich.console import Console

NAMES = {signal.SIGINT: "Ctrl+C", signal.SIGTERM: "a request to end (SIGTERM)"}


def listen(console: Console, problems: Console) -> None:
    """From now on each of the two signals ends the process.

    Python writes the number of a signal into a pipe whatever handlers Dagster puts in place for its jobs; a thread
    reads it there.
    """
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    for number in NAMES:
        if signal.getsignal(number) != signal.SIG_IGN:  # `nohup`, and jobs that a script puts into the background
            signal.signal(number, lambda *_: None)
    Thread(target=_end_on_signal, args=(reading, console, problems), daemon=True).start()


def _end_on_signal(reading: int, console: Console, problems: Console) -> None:
    number = 0
    while number not in NAMES:
        number = os.read(reading, 1)[0]
    with contextlib.suppress(Exception):
        console.show_cursor(True)
        said = (
            f"[red]Stopped[/red] by {NAMES[signal.Signals(number)]}. What was finished is kept: run the command again."
        )
        problems.print("\n" * problems.is_terminal + said, highlight=False, soft_wrap=True)
        sys.stdout.flush()
        util._run_finalizers(0)  # else Python's tracker of semaphores warns of those that dbt has
    os._exit(128 + number)
