"""`pmo check`: a file's verdict and faults before it is sent, nothing loaded and nothing kept."""

import tempfile
from dataclasses import replace
from pathlib import Path

import polars as pl

from pipelines.lib.config.load import Config, load_config
from pipelines.lib.errors import PmoError
from pipelines.lib.files import copy_durably, sha256_of
from pipelines.lib.intake.judge import judge
from pipelines.lib.intake.kinship import settle_kinship
from pipelines.lib.intake.known import Known
from pipelines.lib.intake.reading import read_receipt
from pipelines.lib.intake.replaced import settle_replacement
from pipelines.lib.intake.session import open_session
from pipelines.lib.lake.archive import Receipt
from pipelines.lib.lake.file_name import archive_name, shown_name
from pipelines.lib.lake.moments import now
from pipelines.lib.lake.sidecar import read_sidecar
from pipelines.lib.validation.findings import FINDING_COLUMNS
from pipelines.lib.workspace import Workspace


def check_file(workspace: Workspace, file: Path, source_id: str) -> tuple[str, str | None, pl.DataFrame]:
    """Verdict, reason and findings (columns of lake.finding) of a file as if it came from a source.

    Raises:
        PmoError: no such source, or what is named is no ordinary file.
    """
    if not file.is_file():
        raise PmoError(
            "this is no ordinary file", where=str(file), fix="save what it holds as a file, and check that one"
        )
    config = load_config(workspace.sources)
    if source_id not in config.sources:
        raise PmoError(f"no source {source_id!r}", fix=f"one of: {', '.join(sorted(config.sources))}")
    known = Known.of(workspace)
    with tempfile.TemporaryDirectory(dir=workspace.keep_temporary_files()) as folder:
        elsewhere = replace(workspace, home=Path(folder))
        receipt = _receipt(elsewhere, config, file, source_id)
        with open_session(elsewhere, config) as session:
            session.validating.start()
            candidate = read_receipt(session, receipt, known)
            settle_kinship(candidate, known)
            settle_replacement(candidate, known)
            judgement = judge(session, [candidate])[candidate.load_id]
        findings = (
            pl.read_parquet(judgement.findings, glob=False)
            if judgement.findings
            else pl.DataFrame(schema=FINDING_COLUMNS)
        )
        return judgement.verdict, judgement.reason, findings


def _receipt(workspace: Workspace, config: Config, file: Path, source_id: str) -> Receipt:
    source = config.sources[source_id]
    sha256 = sha256_of(file)
    sidecar = read_sidecar(file)
    moment = now().replace(microsecond=0)
    receipt = Receipt(
        receipt_id="check",
        sha256=sha256,
        name=shown_name(file.name),
        party=source.party_id,
        folder=source_id.split(".", 1)[1],
        arrived_at=moment,
        archived_at=moment,
        size=file.stat().st_size,
        manifest_text=sidecar.text,
        sidecar_problem=sidecar.problem,
        archived_as=archive_name(file.name),
    )
    copy_durably(file, receipt.path(workspace))
    return receipt
