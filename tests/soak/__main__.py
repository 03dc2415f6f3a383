"""`python -m tests.soak --seconds N --seed S`: rounds of kills, mutants, readers and bad weather until the time is over.

The same seed makes the same trials in the same order; how many of them fit into the time depends on the machine.
"""

import argparse
import os
import random
import secrets
import sys
import time
from pathlib import Path

from pipelines.lib.workspace import PROJECT_ROOT
from tests.soak.kills import kill_trial
from tests.soak.mutants import Mutants
from tests.soak.reading import reading_trial
from tests.soak.small import make_twin
from tests.soak.tally import Tally
from tests.soak.weather import weather_trial

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
    mutants = Mutants(folder)
    number = 0
    while time.monotonic() < deadline:
        chance = random.Random(f"{arguments.seed} {number}")
        for part in _round(twin, folder, chance, tally, mutants):
            part()
            if time.monotonic() > deadline:
                break
        number += 1
        tally.save()
        print(f"round {number}: {dict(tally.counts)}", flush=True)
    return _said(tally)


def _round(twin, folder: Path, chance: random.Random, tally: Tally, mutants: Mutants) -> list:
    kills = [lambda: kill_trial(twin, folder, chance, tally)] * KILL_TRIALS
    weather = [lambda: weather_trial(twin, folder, chance, tally)] * WEATHER_TRIALS
    return [
        *weather,
        lambda: mutants.trial(MUTANTS, chance, tally),
        *kills,
        lambda: reading_trial(twin, folder, chance, tally),
    ]


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
    parser.add_argument("--folder", type=Path, default=PROJECT_ROOT / "workspace/.soak")
    arguments = parser.parse_args()
    arguments.seed = secrets.randbelow(10**9) if arguments.seed is None else arguments.seed
    arguments.folder = arguments.folder.absolute()
    return arguments


if __name__ == "__main__":
    sys.exit(main())
