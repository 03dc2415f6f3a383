"""The bytes of an accepted file once more: a mere resend, or last period's file under the name of this one's.

A candidate and the load that it repeats flow in, the judgement DUPLICATE flows out, with a finding where its name or
its manifest says that another status was meant. What says its data date in its name says another one then, and is no
copy but a submission of its own (V83, V83B).
"""

import polars as pl

from pipelines.lib.files import write_parquet
from pipelines.lib.intake.candidate import Candidate
from pipelines.lib.intake.envelope import ENVELOPE_SCHEMA, identity_of
from pipelines.lib.intake.verdict import Judgement, counts_of
from pipelines.lib.lake.file_name import name_key
from pipelines.lib.lake.records import Record
from pipelines.lib.validation.rules import RuleBook
from pipelines.lib.workspace import Workspace

# The relation that rules V83D and V83E read.
RELATION = "resent"
STAMPS = ("load_id", "submission_id", "source_id", "contract_id", "data_date", "source_file", "source_sheet")
SCHEMA = {name: ENVELOPE_SCHEMA[name] for name in (*STAMPS, "source_row", "feed")} | {
    "before_load_id": pl.String,
    "before_file": pl.String,
}


def is_under_another_name(candidate: Candidate, first: Record) -> bool:
    """Whether an update that says its data date inside is called otherwise, or is meant for another period."""
    source, manifest = candidate.identity.source, candidate.receipt.manifest
    if source is None or candidate.identity.role != "update":
        return False
    has_its_date_inside = source.data_date is None or source.data_date.file_name is None
    is_renamed = has_its_date_inside and name_key(candidate.receipt.name) != name_key(first.file_name)
    return is_renamed or manifest.period not in (None, first.period_id)


def judge_resent(workspace: Workspace, rules: RuleBook, candidate: Candidate, first: Record, reason: str) -> Judgement:
    """The judgement on such a file; in a limited process."""
    from pipelines.lib.validation.run import findings_on

    before = {"before_load_id": first.load_id, "before_file": first.file_name}
    row = {**identity_of(candidate), "feed": first.feed, **before}
    findings = findings_on(RELATION, pl.DataFrame([row], schema=SCHEMA), rules)
    path = workspace.lake / "_staging" / candidate.load_id / "finding.parquet"
    written = write_parquet(path, findings) if findings.height else None
    return Judgement("DUPLICATE", reason, counts_of(findings), written)
