"""MPXJ's reading of every XER below a folder, as Parquet files: `python -m tests.parity.dump FOLDER TARGET`.

A process of its own, because the JVM keeps its memory for as long as the process lives. Written are
`<number>/<project>/<table>.parquet` (the number counts the files in order of their names) and `refused.json`,
file -> MPXJ's reason.
"""

import datetime as dt
import json
import sys
from pathlib import Path

import polars as pl

from tests.mpxj.calendars import working_hours
from tests.mpxj.frames import frames, links_across
from tests.mpxj.reader import Refused, start


def xer_files(folder: Path) -> list[Path]:
    """Every XER below the folder, in the order that numbers them."""
    return sorted(folder.rglob("*.xer"))


def main(folder: Path, target: Path) -> None:
    """Read and write all files."""
    read = start()
    refused = {}
    for number, path in enumerate(xer_files(folder)):
        try:
            projects = read(path)
        except Refused as reason:
            refused[str(path.relative_to(folder))] = str(reason)
            continue
        for project in projects:
            place = target / str(number) / str(project.getProjectProperties().getProjectID())
            place.mkdir(parents=True)
            for name, frame in _tables(project).items():
                frame.write_parquet(place / f"{name}.parquet")
    (target / "refused.json").write_text(json.dumps(refused), encoding="utf-8")


def _tables(project: object) -> dict[str, pl.DataFrame]:
    tables = frames(project)
    first, last = _life(tables["schedule_activity"])
    across = links_across(project)
    within = tables["schedule_relationship"].join(across, on="relationship_id", how="anti")
    links = pl.concat([within, across])
    hours = working_hours(list(project.getCalendars()), first, last)
    return tables | {"schedule_relationship": links, "working_hours": hours}


def _life(activities: pl.DataFrame) -> tuple[dt.date, dt.date]:
    """First and last day on which an activity starts, finishes or could; one day where no activity has a date."""
    names = [name for name, kind in activities.schema.items() if kind.is_temporal()]
    dates = pl.concat([activities[name].alias("date") for name in names]).dt.date().drop_nulls()
    return dates.min() or dt.date(2000, 1, 1), dates.max() or dt.date(2000, 1, 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
