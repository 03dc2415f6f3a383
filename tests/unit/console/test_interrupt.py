"""Ctrl+C and SIGTERM end a command with one sentence, whatever handlers are in place and whatever it is doing."""

import signal
import subprocess
import sys

import pytest

from pipelines.lib.workspace import PROJECT_ROOT

BUSY = """
import signal, sys, time
from rich.console import Console
from pipelines.lib.console.interrupt import listen

def interrupted(*_):
    time.sleep(5)  # Dagster closes its connections
    raise BaseException("interrupted")

listen(Console(), Console(stderr=True))
if {is_taken_over}:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupted)
print("busy", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("is_taken_over", [False, True], ids=["alone", "under the handlers of Dagster"])
@pytest.mark.parametrize(("number", "said"), [(signal.SIGINT, "Ctrl+C"), (signal.SIGTERM, "SIGTERM")])
def test_a_signal_ends_a_command_in_one_sentence(number, said, is_taken_over):
    code = BUSY.format(is_taken_over=is_taken_over)
    busy = subprocess.Popen(
        [sys.executable, "-c", code], cwd=PROJECT_ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert busy.stdout.readline() == "busy\n"
    busy.send_signal(number)
    _, told = busy.communicate(timeout=30)
    assert busy.returncode == 128 + number
    assert said in told and "What was finished is kept" in told and len(told.strip().splitlines()) == 1


def test_a_command_that_nohup_shields_stays():
    code = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)" + BUSY.format(is_taken_over=False)
    shielded = subprocess.Popen(
        [sys.executable, "-c", code.replace("sleep(60)", "sleep(1)")],
        cwd=PROJECT_ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert shielded.stdout.readline() == "busy\n"
    shielded.send_signal(signal.SIGINT)
    assert shielded.wait(timeout=30) == 0
