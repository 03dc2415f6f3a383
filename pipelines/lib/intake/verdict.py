"""What the rules' findings mean for a file: its verdict and the reason people read."""

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from pipelines.lib.intake.candidate import Candidate
from pipelines.lib.lake.records import ACCEPTED

SEVERITIES = ("blocking", "critical", "warning", "info")


@dataclass(frozen=True)
class Judgement:
    """A verdict: why, how many findings of each severity, and the Parquet file of them where there are any."""

    verdict: str
    reason: str | None
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SEVERITIES, 0))
    findings: Path | None = None

    @property
    def is_accepted(self) -> bool:
        """Whether the file's rows become part of the lake."""
        return self.verdict in ACCEPTED


def counts_of(findings: pl.DataFrame) -> dict[str, int]:
    """Severity -> number of findings."""
    counted = dict(findings.group_by("severity").len().iter_rows())
    return {severity: counted.get(severity, 0) for severity in SEVERITIES}


def verdict_of(candidate: Candidate, findings: pl.DataFrame) -> tuple[str, str | None]:
    """The verdict of a candidate and why."""
    blocking = findings.filter(pl.col("severity") == "blocking")
    if candidate.problem or blocking.height:
        return "REJECTED", candidate.problem or _failed(blocking)
    noted = findings.filter(pl.col("severity").is_in(["critical", "warning"]))
    if noted.height:
        return "ACCEPTED_WITH_WARNINGS", ", ".join(noted["rule_id"].unique().sort().to_list())
    return "ACCEPTED", None


def _failed(blocking: pl.DataFrame) -> str:
    """Each blocking rule with what it says of its first row."""
    first = blocking.sort("rule_id", "source_sheet", "source_row", nulls_last=True)
    first = first.unique("rule_id", keep="first", maintain_order=True)
    said = (f"{rule} ({message})" for rule, message in first.select("rule_id", "message").iter_rows())
    return "fails " + "; ".join(said)
