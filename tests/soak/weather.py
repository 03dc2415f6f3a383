"""Faults of the environment, one at a time: the run ends well or in one sentence, and after the weather a clean run equals the twin."""

import os
import random
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.soak import damage, machine
from tests.soak.small import Disturbance, Twin, run_apart
from tests.soak.tally import Tally


@dataclass(frozen=True)
class Weather:
    """A fault: `begin` makes it around a workspace and registers what ends it; `inside` is done in the process of the run."""

    name: str
    begin: Callable[[Path, random.Random, ExitStack], None] | None = None
    inside: Callable[[random.Random], Disturbance] | None = None
    after_a_run: bool = False


WEATHERS = [
    Weather("disk that fills", machine.small_disk),
    Weather("files that may not grow", inside=machine.small_files),
    Weather("clock set back", inside=machine.clock_back),
    Weather("files that vanish", inside=machine.vanishing_files),
    Weather("slow writer", machine.slow_writer),
    Weather("lake that may not be written", machine.read_only("lake"), after_a_run=True),
    Weather("published that may not be written", machine.read_only("published"), after_a_run=True),
    Weather("archive that may not be written", machine.read_only("archive"), after_a_run=True),
    Weather("lock that is held", machine.held_lock),
    Weather("few open files", inside=machine.few_handles),
    Weather("links and pipes in the inbox", damage.things_in_the_inbox),
    *(Weather(f"damaged {name}", damage.of(pattern), after_a_run=True) for name, pattern in damage.STATE.items()),
    Weather("foreign log beside the published file", damage.foreign_log, after_a_run=True),
    Weather("folders gone", damage.folders_gone, after_a_run=True),
]


def weather_trial(twin: Twin, folder: Path, chance: random.Random, tally: Tally) -> None:
    """One fault, the run under it, the run after it."""
    weather = chance.choice(WEATHERS)
    home = twin.copy(folder / "weather")
    problem = _under(weather, home, chance)
    if not problem:
        outcome, words = run_apart(home)
        problem = twin.differs(home) if outcome == "done" else f"the run after it: {outcome}: {words}"
    if problem:
        tally.fail("environment faults", weather.name, problem)
    else:
        tally.count("environment faults")
        tally.count(f"  {weather.name}")
    shutil.rmtree(home, ignore_errors=True)


def _under(weather: Weather, home: Path, chance: random.Random) -> str:
    """What is wrong with the run under the fault; empty when it ended well or in one sentence."""
    if weather.after_a_run:
        hold = home / "inbox_held"
        (home / "inbox").rename(hold)
        outcome, words = run_apart(home)
        if outcome != "done":
            return f"the empty run before it: {words}"
        _first_half(hold, home / "inbox")
        outcome, words = run_apart(home)
        if outcome != "done":
            return f"the run before it: {words}"
        shutil.copytree(hold, home / "inbox", dirs_exist_ok=True)
        shutil.rmtree(hold)
    with ExitStack() as ends:
        if weather.begin:
            weather.begin(home, chance, ends)
        outcome, words = run_apart(home, weather.inside(chance) if weather.inside else None)
    return f"{outcome}: {words}" if outcome in ("raised", "hung") else ""


def _first_half(hold: Path, inbox: Path) -> None:
    """Move every other delivery in, so that state stands before the fault."""
    for path in sorted(path for path in hold.rglob("*") if path.is_file())[::2]:
        target = inbox / path.relative_to(hold)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.rename(path, target)
