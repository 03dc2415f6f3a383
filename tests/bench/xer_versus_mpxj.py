"""How fast XER files become frames: this reader against MPXJ, same files, same machine, both warm, best of three.

Both take every exported project of a file that has activities. Ours reads and conforms to all seven
canonical tables. MPXJ reads, then hands over activities, relationships, assignments, WBS and calendars,
getter by getter as strings, untyped (its own JSON writer takes longer); its bare reading time, of no use
to Python yet, is given as well. The ratio is over the files that both read.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl

from pipelines.lib.conform.schedule import conform_schedule
from pipelines.lib.conform.xer.scope import choose_project
from pipelines.lib.errors import UnreadableFile
from pipelines.lib.readers.xer import read_xer

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
ROUNDS = 3
ACTIVITY = tuple(
    [
        "getUniqueID",
        "getActivityID",
        "getName",
        "getParentTask",
        "getActivityType",
        "getActivityStatus",
        "getPercentCompleteType",
        "getPhysicalPercentComplete",
        "getPercentageComplete",
        "getCalendar",
        "getPlannedDuration",
        "getRemainingDuration",
        "getTotalSlack",
        "getFreeSlack",
        "getPlannedStart",
        "getPlannedFinish",
        "getActualStart",
        "getActualFinish",
        "getEarlyStart",
        "getEarlyFinish",
        "getLateStart",
        "getLateFinish",
        "getRemainingEarlyStart",
        "getRemainingEarlyFinish",
        "getStart",
        "getFinish",
        "getConstraintType",
        "getConstraintDate",
        "getSecondaryConstraintType",
        "getSecondaryConstraintDate",
        "getExpectedFinish",
        "getSuspendDate",
        "getResume",
        "getLongestPath",
        "getPlannedWorkLabor",
        "getActualWorkLabor",
        "getRemainingWorkLabor",
        "getGUID",
    ]
)
WBS = tuple(["getUniqueID", "getParentTask", "getWBS", "getName", "getOutlineLevel"])
RELATIONSHIP = tuple(["getUniqueID", "getPredecessorTask", "getSuccessorTask", "getType", "getLag"])
ASSIGNMENT = tuple(
    [
        "getUniqueID",
        "getTask",
        "getResource",
        "getPlannedWork",
        "getActualWork",
        "getRemainingWork",
        "getPlannedCost",
        "getActualCost",
        "getRemainingCost",
        "getPlannedStart",
        "getPlannedFinish",
        "getActualStart",
        "getActualFinish",
    ]
)
CALENDAR = tuple(["getUniqueID", "getName", "getType", "getMinutesPerDay"])
EXCEPTION = tuple(["getFromDate", "getToDate", "size"])
Read = Callable[[Path], object]


def run(folder: Path = DATA) -> dict[str, object]:
    """Time both readers over every XER below a folder.

    Returns:
        ours_s: seconds for all files; ours_both_s, mpxj_s, mpxj_read_only_s: for the files both read;
        files_ours, files_mpxj, files_both: files read; ratio: mpxj_s / ours_both_s. Without Java, JPype or
        MPXJ the peer's figures are None and `reason` says why.
    """
    files = sorted(folder.rglob("*.xer"))
    ours = [path for path in files if _ours(path) is not None]
    result: dict[str, object] = {"files": len(files), "files_ours": len(ours), "ours_s": _best(ours, _ours)}
    try:
        parse, extract = _mpxj()
    except Exception as error:  # whatever keeps the JVM from starting is the reason to report
        reason = f"{type(error).__name__}: {error}"
        return result | {"mpxj_s": None, "mpxj_read_only_s": None, "files_mpxj": None, "ratio": None, "reason": reason}
    theirs = [path for path in files if extract(path) is not None]
    both = [path for path in theirs if path in ours]
    ours_both_s, mpxj_s = _best(both, _ours), _best(both, extract)
    return result | {
        "files_mpxj": len(theirs),
        "files_both": len(both),
        "ours_both_s": ours_both_s,
        "mpxj_s": mpxj_s,
        "mpxj_read_only_s": _best(both, parse),
        "ratio": mpxj_s / ours_both_s,
    }


def _ours(path: Path) -> object:
    try:
        raw = read_xer(path)
    except UnreadableFile:
        return None
    names = choose_project(raw, None).short_names
    return [conform_schedule(raw, name or None) for name in names]


def _mpxj() -> tuple[Read, Read]:
    """Two functions over a path, None where MPXJ refuses the file: bare reading, and reading into frames."""
    import jpype
    import mpxj

    if not jpype.isJVMStarted():
        mpxj.startJVM()
    reader_class = jpype.JClass("org.mpxj.primavera.PrimaveraXERFileReader")

    def parse(path: Path) -> object:
        try:
            projects = list(reader_class().readAll(str(path)))
        except jpype.JException:
            return None
        return projects or None

    def extract(path: Path) -> object:
        projects = parse(path)
        return projects and [_frames(project) for project in projects]

    return parse, extract


def _frames(project: object) -> dict[str, pl.DataFrame]:
    tasks = list(project.getTasks())
    links = [link for task in tasks for link in task.getPredecessors()]
    calendars = list(project.getCalendars())
    days_off = [day for calendar in calendars for day in calendar.getCalendarExceptions()]
    return {
        "activity": _frame([task for task in tasks if not task.getSummary()], ACTIVITY),
        "wbs": _frame([task for task in tasks if task.getSummary()], WBS),
        "relationship": _frame(links, RELATIONSHIP),
        "assignment": _frame(list(project.getResourceAssignments()), ASSIGNMENT),
        "calendar": _frame(calendars, CALENDAR),
        "exception": _frame(days_off, EXCEPTION),
    }


def _frame(items: list, getters: tuple[str, ...]) -> pl.DataFrame:
    return pl.DataFrame({name: _column(items, name) for name in getters}, schema=dict.fromkeys(getters, pl.String))


def _column(items: list, getter: str) -> list[str | None]:
    values = [getattr(item, getter)() for item in items]
    return [None if value is None else str(value) for value in values]


def _best(files: list[Path], read: Read) -> float:
    """Seconds of the best of `ROUNDS` passes over files that were read before."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for path in files:
            read(path)
        seconds.append(time.perf_counter() - start)
    return min(seconds)


if __name__ == "__main__":
    json.dump(run(), sys.stdout, indent=2)
