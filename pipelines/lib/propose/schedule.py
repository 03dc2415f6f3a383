"""A P6 XER -> the schedule source that reads it, and what it tells about the contract."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import polars as pl

from pipelines.lib.config.portfolio import Limits
from pipelines.lib.conform import Conformed
from pipelines.lib.conform.schedule import conform_schedule
from pipelines.lib.propose.questions import Questions
from pipelines.lib.propose.source_draft import SourceDraft
from pipelines.lib.readers.xer import read_xer
from pipelines.lib.worker import Worker

BASELINES = "(?i)baseline"


@dataclass(frozen=True)
class ScheduleFacts:
    """What a schedule says of its contract.

    Attributes:
        started_on: The first planned or actual start, or the data date where that is earlier.
        budget: Sum of budgeted cost; zero where the schedule carries none.
        wbs_paths: Paths of the activities' WBS nodes, below the project.
        last_milestone: Id of the finish milestone that ends last.
        currency: That of the P6 database, where the schedule carries costs.
    """

    started_on: dt.date | None
    budget: Decimal
    wbs_paths: list[str]
    last_milestone: str | None
    currency: str | None = None

    def level_of(self, cost_keys: set[str]) -> int:
        """The WBS level whose paths name the most cost codes; 1 where none does."""
        deepest = max((path.count(".") + 1 for path in self.wbs_paths), default=1)
        named = {level: len(self._cut(level) & cost_keys) for level in range(1, deepest + 1)}
        return max(named, key=lambda level: (named[level], -level))

    def _cut(self, level: int) -> set[str]:
        return {".".join(path.split(".")[:level]) for path in self.wbs_paths}


def draft_schedule(paths: list[Path], questions: Questions, limits: Limits) -> tuple[SourceDraft, ScheduleFacts]:
    """The source of a contract's XER files; which project is meant is asked where they export several.

    Raises:
        UnreadableFile: no XER.
    """
    updates = [path for path in paths if not re.search(BASELINES, path.name)]
    path = (updates or paths)[-1]
    with Worker(limits) as worker:
        raw = worker.call(read_xer, path)
    read = {}
    conformed = conform_schedule(raw, None)
    if (conformed.envelope["exported_projects"] or 0) > 1:
        listed = tuple(conformed.envelope["project_list"])
        project = questions.need(
            "xer_project", f"{path.name} exports several projects: which one is meant?", choices=listed
        )
        read = {"read": {"kind": "xer", "project": project}}
        conformed = conform_schedule(raw, project)
    content = {"feed": "schedule", "files": "*.xer", **read, "baseline_files": BASELINES}
    notes = (
        []
        if len(updates) < len(paths)
        else ["the approved baseline comes as an XER of its own with baseline in its name"]
    )
    notes += [f"currency: {note.message}" for note in raw.notes if note.kind == "base_currency_unclear"]
    samples = {path: path.name for path in paths}
    return SourceDraft("schedule", content, samples, {}, [], notes), _facts(conformed)


def _facts(conformed: Conformed) -> ScheduleFacts:
    tables, data_date = conformed.tables, conformed.envelope.get("data_date")
    activities = tables["schedule_activity"]
    first = activities.select(pl.min_horizontal("planned_start", "actual_start").min()).item()
    start = min((moment for moment in (first, data_date) if moment), default=None)
    budget = tables["schedule_assignment"]["budget_cost"].sum()
    ends = activities.filter(pl.col("activity_type") == "finish_milestone").sort(
        "finish", "task_code", nulls_last=False
    )
    return ScheduleFacts(
        start.date() if start else None,
        Decimal(budget or 0),
        activities["wbs_path"].drop_nulls().unique().sort().to_list(),
        ends["task_code"][-1] if ends.height else None,
        conformed.envelope.get("currency") if budget else None,
    )
