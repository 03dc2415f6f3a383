"""One received file on its way to a verdict: what is known of it, without its rows, which lie in staged Parquet files.

What fills it is read.py, what judges it judge.py.
"""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.lib.config.calendar import cut_off_day
from pipelines.lib.files import digest
from pipelines.lib.intake.identify import Identity
from pipelines.lib.intake.received import received_at
from pipelines.lib.lake.archive import Receipt

FOREVER = dt.date(9999, 12, 31)


@dataclass
class Candidate:
    """Everything known of one file before its verdict.

    Attributes:
        problem: Why the file can't be taken, whatever its rows say.
        cause: The technical cause of a problem that nobody provided for.
        envelope: Facts for the rules on the file as a whole.
        rows: Canonical table -> number of rows.
        contracts: Contract -> number of rows that speak of it.
        staged: Canonical table -> Parquet file of its stamped rows.
        noticed: `bad_cell`, `note` -> Parquet file of what was noticed of single rows.
        size: Bytes that its rows take in memory.
        strangers: Of a schedule that is another project: the loads it was compared with.
    """

    receipt: Receipt
    identity: Identity
    config_hash: str
    problem: str | None
    cause: str | None = None
    data_date: dt.datetime | None = None
    encoding: str | None = None
    content: str = "snapshot"
    submission_id: str = ""
    load_id: str = ""
    envelope: dict[str, object] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    contracts: dict[str, int] = field(default_factory=dict)
    staged: dict[str, Path] = field(default_factory=dict)
    noticed: dict[str, Path] = field(default_factory=dict)
    size: int = 0
    strangers: tuple[str, ...] = ()

    @property
    def source_id(self) -> str:
        """The source's id; for a file of no known source the place where it lay."""
        source = self.identity.source
        return source.source_id if source else "UNKNOWN"

    @property
    def received_at(self) -> dt.datetime:
        """Its time of receipt, UTC."""
        return received_at(self.receipt, self.identity.source)

    def name(self) -> "Candidate":
        """Give it the ids that its bytes, data date, configuration and receipt make."""
        identity, receipt = self.identity, self.receipt
        if identity.source is None:
            self.submission_id = digest(receipt.party, receipt.folder, receipt.sha256)
        else:
            self.submission_id = digest(
                identity.source.source_id, identity.role, identity.baseline_id, self.data_date, receipt.sha256
            )
        self.load_id = digest(self.submission_id, self.config_hash, receipt.receipt_id, *self.strangers)
        return self

    def fail(self, problem: str, cause: str | None) -> None:
        """What was read of it counts no more."""
        self.problem, self.cause = self.problem or problem, cause
        self.envelope, self.rows, self.contracts, self.staged, self.noticed = {}, {}, {}, {}, {}


def cut_off(candidate: Candidate) -> dt.date | None:
    """The last day whose work the candidate's status holds."""
    return cut_off_day(candidate.data_date) if candidate.data_date else None
