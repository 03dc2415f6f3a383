"""The records of verdicts and withdrawals: one JSON file each, written last, never changed.

A load exists for a reader when its record does. `lake/_submissions/<load_id>.json` holds the verdict and the list of
Parquet files that make the load.
"""

import datetime as dt

from pydantic import Field

from pipelines.lib.config.base import Strict
from pipelines.lib.files import digest
from pipelines.lib.lake.documents import read_documents, write_document
from pipelines.lib.lake.moments import next_moment
from pipelines.lib.lake.orphans import keep_as_orphan
from pipelines.lib.workspace import Workspace

ACCEPTED = ("ACCEPTED", "ACCEPTED_WITH_WARNINGS")


class Record(Strict):
    """One verdict. Times are UTC.

    `reason` is for people; `cause` is the technical one of what nobody provided for: exception, message, traceback.
    `tables` maps a canonical table to its file under lake/ and its number of rows,
    `files` each of these files and that of the findings to its size in bytes and its SHA-256.
    """

    load_id: str
    submission_id: str
    receipt_id: str
    config_hash: str
    source_id: str
    party_id: str
    feed: str
    role: str
    baseline_id: str | None = None
    data_date: dt.datetime | None = None
    cut_off_day: dt.date | None = None
    period_id: str | None = None
    verdict: str
    reason: str | None = None
    cause: str | None = None
    received_at: dt.datetime
    committed_at: dt.datetime
    file_name: str
    sha256: str
    encoding: str | None = None
    content: str = "snapshot"
    row_count: int = 0
    counts: dict[str, int] = Field(default_factory=dict)
    replaces: str | None = None
    approved_changes: tuple[str, ...] = ()
    contracts: dict[str, int] = Field(default_factory=dict)
    tables: dict[str, tuple[str, int]] = Field(default_factory=dict)
    findings: str | None = None
    files: dict[str, tuple[int, str]] = Field(default_factory=dict)
    # Of a schedule that was refused as another project: the loads it was compared with.
    strangers: tuple[str, ...] = ()

    @property
    def is_accepted(self) -> bool:
        """Whether its rows are in the lake."""
        return self.verdict in ACCEPTED


class Withdrawal(Strict):
    """A submission taken out by hand: it counts from `withdrawn_at` (UTC) on."""

    load_id: str
    submission_id: str
    withdrawn_at: dt.datetime
    reason: str


def write_record(workspace: Workspace, record: Record) -> None:
    """The last step of a commit. A record of that name that is there already is a damaged one, and is kept."""
    path = workspace.lake / "_submissions" / f"{record.load_id}.json"
    if path.exists():
        keep_as_orphan(workspace, path)
    write_document(path, record.model_dump(mode="json"))


def read_records(workspace: Workspace, as_of: dt.datetime | None = None) -> list[Record]:
    """Every readable verdict known at `as_of` (default: now), by time of commit; damage.py tells the others."""
    records = read_documents(workspace.lake / "_submissions", lambda values: Record(**values))
    known = (record for record in records if as_of is None or record.committed_at <= as_of)
    return sorted(known, key=lambda record: (record.committed_at, record.load_id))


def standing_records(workspace: Workspace) -> list[Record]:
    """The accepted loads that were not withdrawn, by time of commit; of one data date several may stand."""
    gone = {withdrawal.load_id for withdrawal in read_withdrawals(workspace)}
    return [record for record in read_records(workspace) if record.is_accepted and record.load_id not in gone]


def latest_verdicts(records: list[Record]) -> list[Record]:
    """Without verdicts that a later one on the same receipt has overtaken: rejected files are judged again."""
    latest = {record.receipt_id: record.load_id for record in records}
    return [record for record in records if record.is_accepted or latest[record.receipt_id] == record.load_id]


def write_withdrawal(workspace: Workspace, record: Record, reason: str) -> Withdrawal:
    """Take an accepted load out of what is current; its rows and history stay."""
    moment = next_moment(workspace)
    withdrawal = Withdrawal(
        load_id=record.load_id, submission_id=record.submission_id, withdrawn_at=moment, reason=reason
    )
    name = digest(record.load_id, moment)
    write_document(workspace.lake / "_withdrawals" / f"{name}.json", withdrawal.model_dump(mode="json"))
    return withdrawal


def read_withdrawals(workspace: Workspace, as_of: dt.datetime | None = None) -> list[Withdrawal]:
    """Every withdrawal known at `as_of`, by time."""
    found = read_documents(workspace.lake / "_withdrawals", lambda values: Withdrawal(**values))
    known = (withdrawal for withdrawal in found if as_of is None or withdrawal.withdrawn_at <= as_of)
    return sorted(known, key=lambda withdrawal: (withdrawal.withdrawn_at, withdrawal.load_id))
