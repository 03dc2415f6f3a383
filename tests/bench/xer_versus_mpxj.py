"""How fast XER files become frames: this reader against MPXJ, same files, same machine, both warm, best of five.

Both end in typed frames with the rows of the canonical tables, of every exported project that has activities.
The ratio is over the files that both read. MPXJ's bare reading time, into objects of the JVM that Python can't
compute with yet, stands beside it.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import polars as pl

from pipelines.lib.conform.schedule import conform_schedule
from pipelines.lib.conform.xer.scope import choose_project
from pipelines.lib.errors import UnreadableFile
from pipelines.lib.readers.xer import read_xer
from tests.mpxj.frames import frames
from tests.mpxj.reader import Refused, start

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
ROUNDS = 5
Tables = list[dict[str, pl.DataFrame]]


def run(folder: Path = DATA) -> dict[str, object]:
    """Time both readers over every XER below a folder.

    Returns:
        Wall seconds (`cpu s`: CPU time of the process) of each side, the ratio of the two, the files each one
        reads and refuses, and the rows per table of the files both read. Without Java, JPype or MPXJ only this
        reader's, and `no peer` says why.
    """
    names = {path: _names(path) for path in sorted(folder.rglob("*.xer"))}
    ours = [path for path, projects in names.items() if projects is not None]
    result: dict[str, object] = {"files": len(names), "files this project reads": len(ours)}
    try:
        read_mpxj = start()
    except Exception as error:  # whatever keeps the JVM from starting is the reason to report
        return result | _best("this project", ours, _ours) | {"no peer": f"{type(error).__name__}: {error}"}

    def parse(path: Path) -> list:
        try:
            return read_mpxj(path)
        except Refused:
            return []

    def theirs(path: Path) -> Tables:
        wanted = set(names[path] or ())
        return [frames(one) for one in parse(path) if str(one.getProjectProperties().getProjectID()) in wanted]

    read = [path for path in names if parse(path)]
    both = [path for path in read if path in ours]
    rows_ours, rows_mpxj = _rows(both, _ours), _rows(both, theirs)
    result |= {
        "files MPXJ reads": len(read),
        "files both read": len(both),
        "MPXJ refuses": [str(path.relative_to(folder)) for path in names if path not in read],
        **_best("this project, all it reads", ours, _ours),
        **_best("this project", both, _ours),
        **_best("MPXJ into the same frames", both, theirs),
        **_best("MPXJ into its own objects only", both, parse),
        "rows, this project": {table: rows_ours[table] for table in rows_mpxj},
        "rows, MPXJ": dict(rows_mpxj),
    }
    return result | {"times faster": result["MPXJ into the same frames, s"] / result["this project, s"]}


def _names(path: Path) -> list[str] | None:
    """The projects to conform; None where the file can't be read."""
    try:
        return choose_project(read_xer(path), None).short_names
    except UnreadableFile:
        return None


def _ours(path: Path) -> Tables:
    raw = read_xer(path)
    return [conform_schedule(raw, name or None).tables for name in choose_project(raw, None).short_names]


def _rows(files: list[Path], read: Callable[[Path], Tables]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for path in files:
        for tables in read(path):
            counts.update({name: frame.height for name, frame in tables.items()})
    return counts


def _best(name: str, files: list[Path], read: Callable[[Path], object]) -> dict[str, float]:
    """Wall and CPU seconds of the best of `ROUNDS` passes over the files, after one that is not counted."""
    passes = [_pass(files, read) for _ in range(ROUNDS + 1)][1:]
    return {f"{name}, s": min(wall for wall, _ in passes), f"{name}, cpu s": min(cpu for _, cpu in passes)}


def _pass(files: list[Path], read: Callable[[Path], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    for path in files:
        read(path)
    return time.perf_counter() - wall, time.process_time() - cpu


if __name__ == "__main__":
    json.dump(run(), sys.stdout, indent=2)
