"""Kills at random moments and at named steps, several in a row on one workspace, then a clean run: it equals the twin."""

import random
import time
from pathlib import Path

from tests.end_to_end.interrupted import Interruption
from tests.soak.small import SPAWN, Twin, in_child, run_apart
from tests.soak.tally import Tally

IN_A_ROW = 6
STEPS = ["archive", "announce", "leave inbox", "receipt", "stage", "findings", "fault list", "record", "comparison", "configuration",
         "publish", "load", "remove taken", "close announcement"]  # fmt: skip


class AtStep:
    """Kills its process at the nth time a step is reached."""

    def __init__(self, step: str, nth: int, moment: str) -> None:
        self.arguments = (step, nth, moment)

    def __call__(self, _: object) -> None:
        Interruption(*self.arguments).install()


def kill_trial(twin: Twin, folder: Path, chance: random.Random, tally: Tally) -> None:
    """Up to IN_A_ROW kills, a clean run, a comparison."""
    home = twin.copy(folder / "killed")
    trials, kills = [], 0
    for _ in range(IN_A_ROW):
        at_step = chance.random() < 0.5
        step = (
            AtStep(chance.choice(STEPS), chance.randint(1, 7), chance.choice(["before", "after"])) if at_step else None
        )
        seconds = chance.uniform(0, 3)
        trials.append(str(step.arguments) if step else f"after {seconds:.2f} s")
        kills += _killed(home, step, seconds)
    outcome, words = run_apart(home)
    unlike = twin.differs(home) if outcome == "done" else f"{outcome}: {words}"
    if unlike:
        tally.fail("kills", "; ".join(trials), unlike)
    else:
        tally.count("kills", kills)


def _killed(home: Path, step: AtStep | None, seconds: float) -> int:
    """1 when the process was killed at work; 0 when it had ended before."""
    report = SPAWN.Queue()
    process = SPAWN.Process(target=in_child, args=(home, step, report))
    process.start()
    if step is None:
        time.sleep(seconds)
        process.kill()
    process.join(300)
    process.kill()
    process.join()
    return int(process.exitcode == -9)
