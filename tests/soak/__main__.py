"""`python -m tests.soak --seconds N --seed S`: rounds of kills, mutants, readers and bad weather until the time is over.

The same seed makes the same trials in the same order; how many of them fit into the time depends on the machine.
`--only faults` (or kills, builds, mutants, readers) makes rounds of one part.
"""

import argparse
import os
import random
import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pipelines.lib.workspace import PROJECT_ROOT
from tests.soak.kills import kill_trial
from tests.soak.kills_in_build import Builds
from tests.soak.mutants import Mutants
from tests.soak.reading import reading_trial
from tests.soak.small import Twin, make_twin
from tests.soak.tally import Tally
from tests.soak.weather import in_turn, weather_trial

# How a round's trials are shared out.
KILL_TRIALS, MUTANTS, WEATHER_TRIALS = 3, 400, 2


def main() -> int:
    """Exit code 1 on any failure."""
    arguments = _arguments()
    folder = arguments.folder / str(os.getpid())
    folder.mkdir(parents=True)
    tally = Tally(arguments.folder, arguments.seed)
    print(f"soak: seed {arguments.seed}, {arguments.seconds} s, in {folder}", flush=True)
    deadline = time.monotonic() + arguments.seconds
    twin = make_twin(folder)
    parts = _parts(twin, folder, arguments, tally)
    number = 0
    while time.monotonic() < deadline:
        chance = random.Random(f"{arguments.seed} {number}")
        for part in parts:
            part(chance)
            if time.monotonic() > deadline:
                break
        number += 1
        tally.save()
        print(f"round {number}: {dict(tally.counts)}", flush=True)
    return _said(tally)


def _parts(twin: Twin, folder: Path, arguments: argparse.Namespace, tally: Tally) -> list[Callable]:
    """The trials of a round, in order; each takes the round's chance."""
    faults, builds, mutants = in_turn(random.Random(arguments.seed)), Builds(twin, folder), Mutants(folder)
    parts = {
        "faults": [lambda chance: weather_trial(next(faults), twin, folder, chance, tally)] * WEATHER_TRIALS,
        "mutants": [lambda chance: mutants.trial(MUTANTS, chance, tally)],
        "kills": [lambda chance: kill_trial(twin, folder, chance, tally)] * KILL_TRIALS,
        "builds": [lambda chance: builds.trial(chance, tally)],
        "readers": [lambda chance: reading_trial(twin, folder, chance, tally)],
    }
    return [trial for name, trials in parts.items() if arguments.only in (None, name) for trial in trials]


def _said(tally: Tally) -> int:
    total = tally.save()
    for what, number in sorted(tally.counts.items()):
        print(f"{what:32} {number:8,}   in all runs {total[what]:10,}")
    for failure in tally.failures[:20]:
        print(f"FAILED {failure[:300]}")
    print(f"{len(tally.failures)} failures" + (f", kept in {tally.folder / 'failures'}" if tally.failures else ""))
    return int(bool(tally.failures))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=None, help="a new one each time when it is not given")
    parser.add_argument("--only", choices=["faults", "mutants", "kills", "builds", "readers"])
    parser.add_argument("--folder", type=Path, default=PROJECT_ROOT / "workspace/.soak")
    arguments = parser.parse_args()
    arguments.seed = secrets.randbelow(10**9) if arguments.seed is None else arguments.seed
    arguments.folder = arguments.folder.absolute()
    return arguments


if __name__ == "__main__":
    sys.exit(main())
