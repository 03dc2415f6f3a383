"""What accepted submissions say that helps with the next one: encodings of a source, activities of a contract.

Records flow in, answers flow out. Nothing of a file that is being read is kept here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.lib.intake.candidate import Candidate
from pipelines.lib.lake.manifest import Manifest
from pipelines.lib.lake.records import Record, standing_records
from pipelines.lib.workspace import Workspace

# A schedule of which fewer activities than this are known is another project.
AKIN = 0.10
EXAMPLES = 3
ACTIVITIES = "schedule_activity"


@dataclass(frozen=True)
class Kinship:
    """How many of a schedule's activities stand in the schedules that it was compared with.

    Attributes:
        codes: Its activity codes, counted once each.
        shared: Those of them that are known.
        loads: The loads it was compared with.
        examples: Some codes of the newest of them.
    """

    codes: int
    shared: int
    loads: tuple[str, ...]
    examples: tuple[str, ...] = ()

    @property
    def is_far(self) -> bool:
        """Whether too few of its codes are known."""
        return self.shared < AKIN * self.codes

    @property
    def is_unrelated(self) -> bool:
        """Whether it is another project than those it was compared with."""
        return bool(self.loads) and self.is_far


@dataclass(frozen=True)
class Known:
    """The accepted loads that were not withdrawn, the newest data date first, and where their rows are."""

    lake: Path
    loads: tuple[Record, ...] = ()

    @classmethod
    def of(cls, workspace: Workspace) -> "Known":
        """What the workspace holds now."""
        return cls(workspace.lake, tuple(sorted(standing_records(workspace), key=_newest, reverse=True)))

    def encoding_of(self, source_id: str) -> str | None:
        """The encoding in which the source's newest file was read; None where none of them shows one."""
        own = (load.encoding for load in self.loads if load.source_id == source_id)
        return next((encoding for encoding in own if encoding not in (None, "ascii")), None)

    def kinship(
        self, contract_id: str, codes: Iterable[str | None], manifest: Manifest, beside: Iterable[list[str | None]] = ()
    ) -> Kinship:
        """How many of a schedule's codes are known.

        Args:
            contract_id: The contract that the schedule is for.
            codes: Its activity codes.
            manifest: What it replaces counts as not there.
            beside: Codes of schedules that are not accepted yet.
        """
        wanted = set(codes) - {None}
        shared = {code for others in beside for code in others if code in wanted}
        loads = [
            load for load in self.loads if _is_schedule_of(load, contract_id) and not is_named(load, manifest.replaces)
        ]
        examples: tuple[str, ...] = ()
        for load in loads:
            if shared and len(shared) >= AKIN * len(wanted):
                break  # one relative is enough: the work does not grow with the history
            rows = pl.read_parquet(self.lake / load.tables[ACTIVITIES][0], columns=["task_code"])
            shared |= wanted & set(rows["task_code"])
            examples = examples or tuple(rows["task_code"].drop_nulls()[:EXAMPLES])
        return Kinship(len(wanted), len(shared), tuple(load.load_id for load in loads), examples)


def _newest(load: Record) -> tuple:
    return (load.data_date is not None, load.data_date, load.committed_at)


def _is_schedule_of(load: Record, contract_id: str) -> bool:
    return ACTIVITIES in load.tables and contract_id in load.contracts


def is_named(load: Record | Candidate, replaces: str | None) -> bool:
    """Whether a manifest that says `replaces` means this file."""
    return replaces is not None and replaces in (load.load_id, load.submission_id, *names_of(load))


def names_of(load: Record | Candidate) -> tuple[str, ...]:
    """How a manifest may write the data date of a file, as current.sql reads it."""
    return (f"{load.data_date:%Y-%m-%d}", f"{load.data_date:%Y-%m-%dT%H:%M:%S}") if load.data_date else ()
