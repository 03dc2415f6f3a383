"""How fast XER files become frames: this reader against MPXJ, same files, same machine, both warm, best of five.

Both end in typed frames with the rows of the canonical tables, of every exported project that has activities
(MPXJ without the one row of schedule_project). The ratio is over the files that both read. MPXJ's bare reading
time, into objects of the JVM that Python can't compute with yet, stands beside it.
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
from tests.bench.mpxj_frames import frames, start

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
ROUNDS = 5
Tables = list[dict[str, pl.DataFrame]]


def run(folder: Path = DATA) -> dict[str, object]:
    """Time both readers over every XER below a folder.

    Returns:
        ours_s: wall seconds for all files; ours_both_s, mpxj_s, mpxj_read_only_s: for the files both read;
        *_cpu_s: the same as CPU time of the process. files*: files read, mpxj_refuses: those it can't.
        rows_ours, rows_mpxj: rows per table of the files both read. ratio: mpxj_s / ours_both_s. Without
        Java, JPype or MPXJ the peer's figures are None and `reason` says why.
    """
    names = {path: _names(path) for path in sorted(folder.rglob("*.xer"))}
    ours = [path for path, projects in names.items() if projects is not None]
    result: dict[str, object] = {"files": len(names), "files_ours": len(ours), **_best("ours", ours, _ours)}
    try:
        parse = start()
    except Exception as error:  # whatever keeps the JVM from starting is the reason to report
        reason = f"{type(error).__name__}: {error}"
        return result | {"mpxj_s": None, "mpxj_read_only_s": None, "files_mpxj": None, "ratio": None, "reason": reason}

    def theirs(path: Path) -> Tables:
        wanted = set(names[path] or ())
        return [frames(one) for one in parse(path) if str(one.getProjectProperties().getProjectID()) in wanted]

    read = [path for path in names if parse(path)]
    both = [path for path in read if path in ours]
    rows_ours, rows_mpxj = _rows(both, _ours), _rows(both, theirs)
    result |= {
        "files_mpxj": len(read),
        "files_both": len(both),
        "mpxj_refuses": [str(path.relative_to(folder)) for path in names if path not in read],
        **_best("ours_both", both, _ours),
        **_best("mpxj", both, theirs),
        **_best("mpxj_read_only", both, parse),
        "rows_ours": {table: rows_ours[table] for table in rows_mpxj},
        "rows_mpxj": dict(rows_mpxj),
    }
    return result | {"ratio": result["mpxj_s"] / result["ours_both_s"]}


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
    return {f"{name}_s": min(wall for wall, _ in passes), f"{name}_cpu_s": min(cpu for _, cpu in passes)}


def _pass(files: list[Path], read: Callable[[Path], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    for path in files:
        read(path)
    return time.perf_counter() - wall, time.process_time() - cpu


if __name__ == "__main__":
    json.dump(run(), sys.stdout, indent=2)
