"""What has been tried so far, over all runs, and every failure with what reproduces it.

Flows in: outcomes of single trials. Flows out: tally.json and failures/ in the soak's folder.
"""

import json
from collections import Counter
from pathlib import Path

from pipelines.lib.files import write_json


class Tally:
    """Counts of this run and of all runs; a failure keeps its seed, its words and its input."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.seed = folder, seed
        self.counts: Counter[str] = Counter()
        self.saved: Counter[str] = Counter()
        self.failures: list[str] = []

    def count(self, what: str, number: int = 1) -> None:
        """Trials that came out as they must."""
        self.counts[what] += number

    def fail(self, what: str, trial: str, words: str, content: bytes | None = None) -> None:
        """A trial that did not; its input is kept beside its words."""
        self.counts[f"{what} FAILED"] += 1
        name = f"{what}-{self.seed}-{len(self.failures) + 1}".replace(" ", "_")
        self.failures.append(f"{what}: {trial}: {words.strip().splitlines()[-1] if words.strip() else ''}")
        self.keep(name, f"seed {self.seed}, {trial}\n\n{words}", content)

    def keep(self, name: str, words: str, content: bytes | None = None) -> None:
        """Put words, and the input they are about, where a person finds them."""
        folder = self.folder / "failures"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.txt").write_text(words + "\n", errors="backslashreplace")
        if content is not None:
            (folder / f"{name}.bin").write_bytes(content)

    def save(self) -> dict[str, int]:
        """Add what is new of this run to all runs; what they come to."""
        path = self.folder / "tally.json"
        before = json.loads(path.read_text()) if path.is_file() else {}
        total = dict(sorted((Counter(before) + (self.counts - self.saved)).items()))
        self.saved = self.counts.copy()
        write_json(path, total)
        return total
