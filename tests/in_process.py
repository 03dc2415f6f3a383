"""The jobs of the limited processes, done in the process of the test: where a test patches, interrupts or times them."""

from pipelines.lib.worker import Worker
from pipelines.lib.worker_process import answer


def call_here(worker: Worker, function, *arguments):
    """`Worker.call` without a process and without limits."""
    done, result = answer(function, arguments, worker.limits)
    if not done:
        raise result
    return result


def work_in_process(patch) -> None:
    """Have every worker do its jobs here, until `patch` (a MonkeyPatch) is undone."""
    patch.setattr(Worker, "call", call_here)
    patch.setattr(Worker, "start", lambda worker: None)
