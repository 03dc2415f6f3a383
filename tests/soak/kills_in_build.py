"""Kills while dbt builds and the result is published: what is published stays what it was, and a run that ends gives the same."""

import random
import time
from pathlib import Path

from tests.end_to_end.pipeline import published_tables, refresh
from tests.soak.small import SPAWN, Twin, workspace_in
from tests.soak.tally import Tally

IN_A_ROW, PATIENCE = 2, 600


class Builds:
    """One workspace with a publication that dbt really built, made when the first trial asks for it."""

    def __init__(self, twin: Twin, folder: Path) -> None:
        self.twin, self.home = twin, folder / "built"
        self.tables: object = None
        self.seconds = 0.0

    def trial(self, chance: random.Random, tally: Tally) -> None:
        """IN_A_ROW kills of a run, then a run to its end."""
        if self.tables is None:
            self._make()
        kills = [chance.uniform(0, 0.7 * self.seconds) for _ in range(IN_A_ROW)]  # the first run was the slowest
        told = "; ".join(f"after {seconds:.2f} s" for seconds in kills)
        count = sum(self._run(seconds) == -9 for seconds in kills)
        if self._published() != self.tables:
            tally.fail("kills in a build", told, "the publication has changed")
        elif self._run(PATIENCE) != 0 or self._published() != self.tables:
            tally.fail("kills in a build", told, "the run after them fails, or publishes something else")
        else:
            tally.count("kills in a build", count)

    def _make(self) -> None:
        self.twin.copy(self.home)
        begun = time.monotonic()
        if self._run(PATIENCE) != 0:
            raise RuntimeError("the undisturbed build fails")
        self.seconds, self.tables = time.monotonic() - begun, self._published()

    def _run(self, seconds: float) -> int | None:
        """Exit code of a run that is killed after some seconds; -9 when it was."""
        process = SPAWN.Process(target=build_and_publish, args=(self.home,))
        process.start()
        process.join(seconds)
        process.kill()
        process.join()
        return process.exitcode

    def _published(self) -> object:
        return published_tables(workspace_in(self.home).published_file)


def build_and_publish(home: Path) -> None:
    """A whole run without Dagster."""
    workspace = workspace_in(home)
    with workspace.lock():
        refresh(workspace)
