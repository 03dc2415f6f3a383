"""Faults of the environment, one at a time: the run ends well or in one sentence, and after the weather a clean run equals the twin."""

import random
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.soak import damage, machine
from tests.soak.machine import NotPossible
from tests.soak.small import Disturbance, Twin, run_apart
from tests.soak.tally import Tally

# One of several problems in the configuration: each names its file and line.
PLACED = re.compile(r"\S.*:\d+: .")


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


def in_turn(chance: random.Random) -> Iterator[Weather]:
    """Every fault once, in an order of chance, and again."""
    while True:
        yield from chance.sample(WEATHERS, len(WEATHERS))


def weather_trial(weather: Weather, twin: Twin, folder: Path, chance: random.Random, tally: Tally) -> None:
    """One fault, the run under it, the run after it."""
    home = (twin.copy_half_run if weather.after_a_run else twin.copy)(folder / "weather")
    try:
        problem = _under(weather, home, chance)
    except NotPossible:
        tally.count(f"  {weather.name}: not possible on this machine")
        return
    if not problem:
        outcome, words = run_apart(home)
        problem = (
            twin.differs(home, is_other_order=True) if outcome == "done" else f"the run after it: {outcome}: {words}"
        )
    if problem:
        tally.fail("environment faults", weather.name, problem)
    else:
        tally.count("environment faults")
        tally.count(f"  {weather.name}")
    shutil.rmtree(home, ignore_errors=True)


def _under(weather: Weather, home: Path, chance: random.Random) -> str:
    """What is wrong with the run under the fault; empty when it ended well or in one sentence."""
    with ExitStack() as ends:
        if weather.begin:
            weather.begin(home, chance, ends)
        outcome, words = run_apart(home, weather.inside(chance) if weather.inside else None)
    return f"{outcome}: {words}" if outcome in ("raised", "hung") else unclear(words)


def unclear(words: str) -> str:
    """What is wrong with the message of a run; empty when it is one sentence, or a list of places to mend."""
    lines = words.strip().splitlines()
    is_clear = len(lines) <= 1 or all(PLACED.match(line) for line in lines)
    return "" if is_clear else f"more than one sentence: {words}"
