"""One received file on its way to a verdict: read, conformed, stamped and staged.

Data flow: Receipt -> bytes of the archive -> RawFile -> Conformed -> stamped Parquet under lake/_staging/<load_id>/.
Nothing here judges; what can't be read or told apart becomes a `problem` that the rules turn into a finding.
"""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from pipelines.lib.config.calendar import cut_off_day
from pipelines.lib.config.feed import POLARS_TYPES, STAMPS, TableSpec
from pipelines.lib.config.load import Config
from pipelines.lib.config.rulebook_hash import hash_for
from pipelines.lib.config.source import ContractColumn, Source
from pipelines.lib.conform import Conformed
from pipelines.lib.conform.bounds import bounded
from pipelines.lib.conform.columns import conform_columns
from pipelines.lib.conform.headers import wanted_names
from pipelines.lib.conform.schedule import conform_schedule
from pipelines.lib.errors import UnreadableFile
from pipelines.lib.files import digest, write_parquet
from pipelines.lib.intake.data_date import data_date_of, date_in_name, meant
from pipelines.lib.intake.identify import Identity, identify
from pipelines.lib.intake.received import received_at
from pipelines.lib.lake.archive import Receipt
from pipelines.lib.readers import RawFile
from pipelines.lib.readers.csv import read_csv
from pipelines.lib.readers.excel import read_excel
from pipelines.lib.readers.xer import read_xer
from pipelines.lib.workspace import Workspace

FOREVER = dt.date(9999, 12, 31)


@dataclass
class Candidate:
    """Everything known of one file before its verdict."""

    receipt: Receipt
    identity: Identity
    config_hash: str
    problem: str | None
    data_date: dt.datetime | None = None
    encoding: str | None = None
    content: str = "snapshot"
    submission_id: str = ""
    load_id: str = ""
    envelope: dict[str, object] = field(default_factory=dict)
    bad_cells: pl.DataFrame | None = None
    beyond: pl.DataFrame | None = None
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    staged: dict[str, Path] = field(default_factory=dict)

    @property
    def source_id(self) -> str:
        """The source's id; for a file of no known source the place where it lay."""
        source = self.identity.source
        return source.source_id if source else "UNKNOWN"

    @property
    def received_at(self) -> dt.datetime:
        """Its time of receipt, UTC."""
        return received_at(self.receipt, self.identity.source)

    @property
    def rows(self) -> dict[str, int]:
        """Canonical table -> number of rows."""
        return {name: frame.height for name, frame in self.tables.items()}

    @property
    def contracts(self) -> dict[str, int]:
        """Contract -> number of rows that speak of it."""
        counts: dict[str, int] = {}
        for frame in self.tables.values():
            for contract_id, rows in frame.group_by("contract_id").len().drop_nulls().iter_rows():
                counts[contract_id] = counts.get(contract_id, 0) + rows
        return counts


def read_candidate(workspace: Workspace, config: Config, receipt: Receipt) -> Candidate:
    """Read and conform one received file."""
    identity = identify(config, receipt)
    config_hash = hash_for(config, workspace.expectations, identity.source)
    candidate = Candidate(receipt, identity, config_hash, identity.problem or receipt.manifest_problem)
    conformed = _conform(workspace, config, candidate)
    _name(candidate)
    if conformed:
        candidate.envelope, candidate.bad_cells = conformed.envelope, conformed.bad_cells
        stamped = {name: _stamp(config, candidate, frame, name) for name, frame in conformed.tables.items()}
        candidate.tables, candidate.beyond = bounded(stamped, config.tables)
    return candidate


def stage(workspace: Workspace, candidate: Candidate) -> None:
    """Write the candidate's tables where no reader looks."""
    folder = workspace.lake / "_staging" / candidate.load_id
    for name, frame in candidate.tables.items():
        candidate.staged[name] = write_parquet(folder / f"{name}.parquet", frame)


def _conform(workspace: Workspace, config: Config, candidate: Candidate) -> Conformed | None:
    source = candidate.identity.source
    if source is None:
        return None
    try:
        raw = _read(candidate.receipt.path(workspace), source, config.table_of(source))
    except UnreadableFile as error:
        candidate.problem = candidate.problem or error.sentence()
        candidate.data_date = candidate.receipt.manifest.data_date or date_in_name(source, candidate.receipt.name)
        return None
    candidate.encoding = raw.encoding
    if source.read.kind == "xer":
        conformed = conform_schedule(raw, source.read.project)
        candidate.data_date = candidate.receipt.manifest.data_date or meant(conformed.envelope.get("data_date"))
        return conformed
    candidate.data_date = candidate.receipt.manifest.data_date or data_date_of(source, candidate.receipt.name, raw)
    mapping = source.mapping_for(candidate.data_date.date() if candidate.data_date else FOREVER)
    candidate.content = mapping.content
    own = config.contracts.get(source.contract) if isinstance(source.contract, str) else None
    return conform_columns(
        raw,
        config.table_of(source),
        mapping,
        source.locale,
        source.contract,
        config.contracts,
        own.currency if own else None,
    )


def _read(path: Path, source: Source, table: TableSpec) -> RawFile:
    if source.read.kind == "xer":
        return read_xer(path)
    if source.read.kind == "csv":
        return read_csv(path, source.read)
    return read_excel(path, source.read, wanted_names(source, table))


def _name(candidate: Candidate) -> None:
    identity, receipt = candidate.identity, candidate.receipt
    if identity.source is None:
        candidate.submission_id = digest(receipt.party, receipt.folder, receipt.sha256)
    else:
        candidate.submission_id = digest(
            identity.source.source_id,
            identity.role,
            identity.baseline_id,
            candidate.data_date,
            receipt.sha256,
        )
    candidate.load_id = digest(candidate.submission_id, candidate.config_hash, receipt.receipt_id)


def _stamp(config: Config, candidate: Candidate, frame: pl.DataFrame, table: str) -> pl.DataFrame:
    source = candidate.identity.source
    if isinstance(source.contract, ContractColumn):
        contract = pl.col("contract_key")
    else:
        contract = pl.lit(source.contract, dtype=pl.String)
    projects = {contract_id: spec.project for contract_id, spec in config.contracts.items()}
    stamps = {
        "source_id": pl.lit(source.source_id),
        "submission_id": pl.lit(candidate.submission_id),
        "load_id": pl.lit(candidate.load_id),
        "project_id": contract.replace_strict(projects, default=None, return_dtype=pl.String),
        "contract_id": contract,
        "data_date": pl.lit(candidate.data_date, dtype=pl.Datetime("us")),
        "source_file": pl.lit(candidate.receipt.name),
        "source_sheet": pl.col("source_sheet") if "source_sheet" in frame.columns else pl.lit(None, dtype=pl.String),
        "source_row": pl.col("source_row"),
    }
    columns = config.tables[table].schema()
    return frame.select(
        *(expr.cast(POLARS_TYPES[STAMPS[name]]).alias(name) for name, expr in stamps.items()),
        *(pl.col(name).cast(dtype) for name, dtype in columns.items()),
    )


def cut_off(candidate: Candidate) -> dt.date | None:
    """The last day whose work the candidate's status holds."""
    return cut_off_day(candidate.data_date) if candidate.data_date else None
