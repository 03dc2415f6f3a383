"""Mutants of good and of odd files: most are read and conformed here, a batch of them goes through a whole intake.

Flows in: samples (the cases, the demo's deliveries, real files beside the project where they are). Flows out: counts. What raises here
must still end in a verdict there, while the good files beside it load; its input is kept, for there is something to mend.
"""

import datetime as dt
import random
import shutil
import signal
import traceback
from hashlib import sha256
from pathlib import Path

from pipelines.demo.write import deliveries
from pipelines.lib.config.load import Config, load
from pipelines.lib.intake.read import read_candidate
from pipelines.lib.intake.run import take_in
from pipelines.lib.lake.archive import Receipt
from pipelines.lib.lake.records import Record, read_records
from pipelines.lib.workspace import PROJECT_ROOT, Workspace
from tests.hostile.families.workspace import GOOD, put, small_workspace
from tests.soak.mutate import mutant
from tests.soak.tally import Tally

LIMIT = 60_000
TAKEN_IN, SECONDS = 25, 60
REAL = PROJECT_ROOT.parent / "shared/data"
FEED_OF = {".xer": "schedule", ".csv": "cost", ".txt": "cost", ".xlsx": "workbook"}


class Mutants:
    """The samples, and the workspace that takes their mutants in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.samples = samples()

    def trial(self, number: int, chance: random.Random, tally: Tally) -> None:
        """Read a number of mutants; take in what raised, and some of the others, beside the good files."""
        workspace = self._new_workspace()
        config = load(workspace)
        raised, others = {}, {}
        for n in range(number):
            feed, ending, sample = chance.choice(self.samples)
            name, content = f"{_stem(feed, n)}{ending}", mutant(sample, chance)
            cause = _cause_of_raising(workspace, config, feed, name, content)
            if cause:
                raised[feed, name] = content
                tally.count("mutants on which a reader raised")
                tally.keep(f"raised-{sha256(content).hexdigest()[:12]}", f"{feed} {name}\n{cause}", content)
            else:
                others[feed, name] = content
            tally.count("mutants read")
        taken = dict(chance.sample(sorted(others.items()), min(TAKEN_IN, len(others)))) | raised
        self._take_in(taken, tally)

    def _new_workspace(self) -> Workspace:
        home = self.folder / "mutants"
        shutil.rmtree(home, ignore_errors=True)
        return small_workspace(home)

    def _take_in(self, contents: dict[tuple[str, str], bytes], tally: Tally) -> None:
        workspace = self._new_workspace()
        for (feed, name), content in {**contents, **GOOD}.items():
            put(workspace, feed, name, content)
        try:
            take_in(workspace, load(workspace))
        except Exception:
            tally.fail("mutants taken in", f"{len(contents)} files in {workspace.archive}", traceback.format_exc())
            workspace.home.rename(tally.folder / f"raised-{tally.seed}-{tally.counts['mutants read']}")
            return
        records = {record.file_name: record for record in read_records(workspace)}
        for _, name in GOOD:
            if not records[name].is_accepted:
                tally.fail("mutants taken in", f"a good file beside them: {name}", records[name].reason)
        for (_, name), content in contents.items():
            problem = _problem(records.get(name))
            if problem:
                tally.fail("mutants taken in", name, problem, content)
            else:
                tally.count("mutants taken in")


def _cause_of_raising(workspace: Workspace, config: Config, feed: str, name: str, content: bytes) -> str:
    """The traceback of reading and conforming a file here; empty when it comes out as a candidate."""
    now = dt.datetime(2026, 6, 1)
    receipt = Receipt(name, sha256(content).hexdigest(), name, "builder", feed, now, now, len(content), None, now)
    path = receipt.path(workspace)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(SECONDS)
    try:
        read_candidate(workspace, config, receipt, None)
    except Exception:
        return traceback.format_exc()
    finally:
        signal.alarm(0)
        shutil.rmtree(path.parent)
        shutil.rmtree(workspace.lake, ignore_errors=True)
    return ""


def _too_long(*_: object) -> None:
    raise TimeoutError(f"more than {SECONDS} s")


def samples() -> list[tuple[str, str, bytes]]:
    """(feed, file ending, content) of every sample that is not too large."""
    files = sorted((PROJECT_ROOT / "tests/hostile/cases").rglob("*.*"))
    files += sorted(REAL.rglob("*.*")) if REAL.is_dir() else []
    found = [(_feed(path), path.suffix.lower(), path.read_bytes()) for path in files if _is_sample(path)]
    for delivery in deliveries(1):
        ending = Path(delivery.file_name).suffix
        if ending in FEED_OF and len(delivery.content) < 4 * LIMIT:
            found.append((_feed(Path(delivery.file_name)), ending, delivery.content))
    found += [(feed, Path(name).suffix, content) for (feed, name), content in GOOD.items()] * 4
    return [(feed, ".csv" if ending == ".txt" else ending, content) for feed, ending, content in found]


def _is_sample(path: Path) -> bool:
    return path.suffix.lower() in FEED_OF and path.is_file() and path.stat().st_size < LIMIT


def _feed(path: Path) -> str:
    return "risk" if "risk" in path.name and path.suffix == ".csv" else FEED_OF[path.suffix.lower()]


def _stem(feed: str, number: int) -> str:
    """A name that the source of the feed knows, with a data date of its own."""
    day = f"2025-{number // 28 % 12 + 1:02d}-{number % 28 + 1:02d}"
    return {"schedule": f"update_{number}", "risk": f"risks_{day}"}.get(feed, f"ledger_{day}")


def _problem(record: Record | None) -> str:
    """What is wrong with a verdict; empty when nothing is."""
    if record is None:
        return "no verdict"
    if record.verdict not in ("ACCEPTED", "ACCEPTED_WITH_WARNINGS", "REJECTED", "DUPLICATE", "ACCEPTED_WITH_FAULTS"):
        return f"an unknown verdict: {record.verdict}"
    if record.verdict == "REJECTED" and not record.reason:
        return "rejected without a reason"
    return "a traceback in the reason" if "Traceback" in (record.reason or "") else ""
