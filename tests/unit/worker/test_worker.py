"""A process for what others sent: it answers, refuses, runs out of time or memory, dies, and its parent goes on."""

import os
import signal
import subprocess
import sys

import pytest

from pipelines.lib.config.portfolio import Limits
from pipelines.lib.errors import LimitExceeded, MachineFault, PmoError, Unforeseen
from pipelines.lib.worker import Worker
from tests.unit.worker import jobs


@pytest.fixture(scope="module")
def worker():
    with Worker(Limits(memory_mb=1024)) as worker:
        yield worker


@pytest.fixture
def hurried():
    with Worker(Limits(seconds_per_file=2)) as worker:
        yield worker


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[0] != "Z"


def test_one_process_does_many_jobs(worker):
    assert worker.call(jobs.pid) == worker.call(jobs.pid) != os.getpid()


def test_an_error_of_ours_comes_through_whole(worker):
    with pytest.raises(PmoError) as caught:
        worker.call(jobs.refuse, "no header")
    error = caught.value
    assert (type(error), error.what, error.where, error.fix) == (PmoError, "no header", "a.csv", "send it again")


@pytest.mark.parametrize(("job", "said"), [(jobs.stumble, "KeyError: 'proj_id"), (jobs.panic, "PanicException: index")])
def test_what_nobody_provided_for_comes_with_its_cause(worker, job, said):
    with pytest.raises(Unforeseen) as caught:
        worker.call(job)
    assert said in caught.value.what and "jobs.py" in caught.value.cause
    caught.value.cause.encode()  # can be written down


@pytest.mark.parametrize("job", [jobs.sleep, jobs.search])
def test_a_job_without_end_is_stopped(hurried, job):
    pid = hurried.call(jobs.pid)
    with pytest.raises(LimitExceeded, match="more than 2 s") as caught:
        hurried.call(job)
    assert caught.value.key == "seconds_per_file"
    assert not is_alive(pid) and hurried.call(jobs.pid) != pid


@pytest.mark.parametrize("job", [jobs.eat_in_python, jobs.eat_in_rust])
def test_a_job_without_measure_is_stopped(worker, job):
    with pytest.raises(LimitExceeded, match="more than 1024 MB of memory"):
        worker.call(job)
    assert worker.call(jobs.pid)


@pytest.mark.parametrize(
    ("job", "ended"), [(jobs.leave, "exit code 0"), (jobs.kill_self, "signal 9")], ids=["exit", "kill"]
)
def test_a_process_that_ends_by_itself(worker, job, ended):
    with pytest.raises(Unforeseen, match="ended by itself") as caught:
        worker.call(job)
    assert ended in caught.value.cause
    assert worker.call(jobs.pid)


def test_a_job_does_not_suffer_from_what_jobs_before_it_took(worker):
    first = worker.call(jobs.take, 400)
    assert worker.call(jobs.take, 600) != first


def test_a_process_that_has_reserved_much_is_replaced(worker):
    assert worker.call(jobs.reserve, 800) != worker.call(jobs.reserve, 1)


def test_a_process_that_somebody_killed_is_replaced(worker, tmp_path):
    assert worker.call(jobs.die_the_first_time, tmp_path / "mark") == "done"
    os.kill(worker.call(jobs.pid), signal.SIGKILL)
    assert worker.call(jobs.pid)


def test_a_full_disk_is_nobodys_file(worker):
    with pytest.raises(MachineFault, match="No space left on device"):
        worker.call(jobs.full_disk)


def test_it_does_not_survive_a_parent_that_is_killed(tmp_path):
    """The parent dies while the process is busy, so that only the system can tell it."""
    program = (
        "import os; from pipelines.lib.config.portfolio import Limits; from pipelines.lib.worker import Worker\n"
        "from tests.unit.worker import jobs\n"
        "worker = Worker(Limits()); print(worker.call(jobs.pid), flush=True); worker.call(jobs.sleep)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    pid = int(parent.stdout.readline())
    assert is_alive(pid)
    parent.kill()
    parent.wait()
    for _ in range(100):
        if not is_alive(pid):
            return
        signal.sigtimedwait([], 0.05)
    raise AssertionError("still there")
