"""Where a file says its data date: in its name, or in a column that repeats one day. Else its day is asked."""

import datetime as dt
import re
from typing import Any

import polars as pl

from pipelines.lib.conform.dates import to_date
from pipelines.lib.propose import values
from pipelines.lib.propose.questions import Questions
from pipelines.lib.propose.sample import Sample

# How it is found in a name, how a source says it, and its format.
DATE_IN_NAME = (
    (r"\d{4}-\d{2}-\d{2}", r"\d{4}-\d{2}-\d{2}", "%Y-%m-%d"),
    (r"(?:19|20)\d{6}", r"\d{8}", "%Y%m%d"),
    (r"\d{2}-\d{2}-\d{4}", r"\d{2}-\d{2}-\d{4}", "%d-%m-%Y"),
    (r"\d{2}\.\d{2}\.\d{4}", r"\d{2}\.\d{2}\.\d{4}", "%d.%m.%Y"),
)
ASKED = "on which day does its status end (YYYY-MM-DD)?"


def place_of_data_date(
    sample: Sample, dates: list[pl.Series], questions: Questions, notes: list[str]
) -> tuple[str, dict[str, Any], str]:
    """The pattern of file names, the source's `data_date`, and the name that the sample has in the inbox.

    Args:
        sample: The sample.
        dates: Its cells in columns of dates; their latest day is proposed, else the day the file was written.
        questions: Who is asked.
        notes: Where it is noted that files need another name from now on.
    """
    path = sample.path
    for found_by, pattern, written in DATE_IN_NAME:
        found = re.search(rf"(?<!\d){found_by}(?!\d)", path.stem)
        if found:
            before, after = path.stem[: found.start()], path.stem[found.end() :]
            place = {"file_name": f"{re.escape(before)}(?P<date>{pattern})"}
            place |= {"format": written} if written != "%Y-%m-%d" else {}
            return f"{before}*{after}{path.suffix}", place, path.name
    column = _repeated_day(sample)
    if column:
        return f"{path.stem}*{path.suffix}", {"column": column[0], "format": column[1]}, path.name
    proposed = _last_day(dates, sample.date_system) or dt.date.fromtimestamp(path.stat().st_mtime).isoformat()
    status = questions.need(f"{path.stem}.data_date", f"{path.name}: {ASKED}", proposed)
    place = {"file_name": f"{re.escape(path.stem)}_(?P<date>\\d{{4}}-\\d{{2}}-\\d{{2}})"}
    notes.append(f"{path.name} says no data date: from now on files are named {path.stem}_YYYY-MM-DD{path.suffix}")
    return f"{path.stem}_*{path.suffix}", place, f"{path.stem}_{status}{path.suffix}"


def _repeated_day(sample: Sample) -> tuple[str, str] | None:
    """A column that repeats one day on every row, and its format."""
    for name in sample.frame.columns:
        cells = sample.frame[name]
        if sample.frame.height > 1 and cells.null_count() == 0 and cells.n_unique() == 1:
            formats = values.best_formats([cells], sample.date_system) or ["%Y-%m-%d"]
            if values.dates(cells, formats, sample.date_system) == 1:
                return name, formats[0]
    return None


def _last_day(dates: list[pl.Series], date_system: str | None) -> str | None:
    """The latest day that is not in the future."""
    formats = ["%Y-%m-%d", *values.best_formats(dates, date_system)]
    days = [cells.to_frame("text").select(to_date(pl.col("text"), formats))["text"] for cells in dates]
    past = [day for column in days for day in column.drop_nulls().to_list() if day <= dt.date.today()]
    return max(past).isoformat() if past else None
