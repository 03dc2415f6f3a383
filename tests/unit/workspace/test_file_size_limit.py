"""A machine that lets no file grow further: whatever Polars makes of it, the answer is the machine's fault."""

import multiprocessing
import resource
import signal
from pathlib import Path

import polars as pl
import pytest

from pipelines.lib.errors import MachineFault
from pipelines.lib.files import fault_of_machine, write_parquet


def _write_within(limit: int, path: Path, answers) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        write_parquet(path, pl.DataFrame({"text": [str(number**3) for number in range(20_000)]}))
    except Exception as error:
        fault = error if isinstance(error, MachineFault) else fault_of_machine(error)
        answers.put(fault.what if fault else f"not known as the machine's: {error!r}")
    else:
        answers.put("written")


@pytest.mark.parametrize("limit", [0, 3, 5, 500, 2_000, 20_000, 50_000])
def test_a_frame_that_the_machine_does_not_let_grow_is_its_fault(limit: int, tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    process = context.Process(target=_write_within, args=(limit, tmp_path / "a.parquet", answers))
    process.start()
    answer = answers.get(timeout=60)
    process.join()
    assert answer.startswith("the file could not be written") or answer == "File too large"
    assert not (tmp_path / "a.parquet").exists()
