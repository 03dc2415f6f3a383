"""A received file -> a candidate: read, conformed, stamped and staged, in a limited process (worker.py).

Data flow: Receipt -> bytes of the archive -> RawFile -> Conformed -> stamped Parquet under lake/_staging/<load_id>/.
Nothing here judges; what can't be read or told apart becomes a `problem` that the rules turn into a finding.
"""

from pathlib import Path

import polars as pl

from pipelines.lib.config.feed import POLARS_TYPES, STAMPS, TableSpec
from pipelines.lib.config.load import Config
from pipelines.lib.config.rulebook_hash import hash_for
from pipelines.lib.config.source import ContractColumn, Source
from pipelines.lib.conform import Conformed
from pipelines.lib.conform.bounds import bounded
from pipelines.lib.conform.columns import conform_columns
from pipelines.lib.conform.encoding_of_codes import with_doubtful_codes
from pipelines.lib.conform.headers import mapped_names
from pipelines.lib.conform.schedule import conform_schedule
from pipelines.lib.errors import UnreadableFile
from pipelines.lib.files import write_parquet
from pipelines.lib.intake.candidate import FOREVER, Candidate
from pipelines.lib.intake.currency import in_contract_currency
from pipelines.lib.intake.data_date import data_date_of, date_in_name, within_years
from pipelines.lib.intake.identify import identify
from pipelines.lib.intake.row_frames import bad_cell_frame, note_frame
from pipelines.lib.lake.archive import Receipt
from pipelines.lib.readers import RawFile
from pipelines.lib.readers.csv import read_csv
from pipelines.lib.readers.excel import read_excel
from pipelines.lib.readers.xer import read_xer
from pipelines.lib.workspace import Workspace


def read_candidate(workspace: Workspace, config: Config, receipt: Receipt, expected: str | None) -> Candidate:
    """Read and conform one received file, and write its rows where no reader looks.

    Args:
        workspace: Where its bytes are, and where its rows go.
        config: The configuration.
        receipt: The file.
        expected: The code page of its source's file before this one.
    """
    identity = identify(config, receipt)
    config_hash = hash_for(config, workspace.expectations, identity.source)
    candidate = Candidate(receipt, identity, config_hash, identity.problem or receipt.manifest_problem)
    conformed = _conform(workspace, config, candidate, expected)
    candidate.name()
    if conformed:
        _stage(workspace, config, candidate, conformed)
    return candidate


def _conform(workspace: Workspace, config: Config, candidate: Candidate, expected: str | None) -> Conformed | None:
    source = candidate.identity.source
    if source is None:
        return None
    try:
        raw = _read(candidate.receipt.path(workspace), source, config.table_of(source), expected)
    except UnreadableFile as error:
        candidate.problem = candidate.problem or error.sentence()
        candidate.data_date = candidate.receipt.manifest.data_date or date_in_name(source, candidate.receipt.name)
        return None
    candidate.encoding = raw.encoding
    if source.read.kind == "xer":
        conformed = _priced(config, source, conform_schedule(raw, source.read.project))
        candidate.data_date = candidate.receipt.manifest.data_date or within_years(conformed.envelope.get("data_date"))
        if candidate.data_date is None or conformed.envelope.get("exported_projects") != 1:
            candidate.problem = candidate.problem or conformed.envelope.get("project_row")
        return conformed
    candidate.data_date = candidate.receipt.manifest.data_date or data_date_of(source, candidate.receipt.name, raw)
    mapping = source.mapping_for(candidate.data_date.date() if candidate.data_date else FOREVER)
    candidate.content = mapping.content
    own = config.contract_of(source)
    conformed = conform_columns(
        raw,
        config.table_of(source),
        mapping,
        source.locale,
        source.contract,
        config.contracts,
        own.currency if own else None,
    )
    return with_doubtful_codes(conformed, config.tables)


def _priced(config: Config, source: Source, found: Conformed) -> Conformed:
    """A schedule with its costs in the contract's currency."""
    tables, note, problem = in_contract_currency(config, source, found.tables, found.envelope.get("currency"))
    notes = [*found.envelope.get("notes", []), *([note] if note else [])]
    envelope = found.envelope | {"notes": notes, "currency_problem": problem}
    return with_doubtful_codes(Conformed(tables, found.bad_cells, envelope), config.tables)


def _read(path: Path, source: Source, table: TableSpec, expected: str | None) -> RawFile:
    if source.read.kind == "xer":
        return read_xer(path, encoding=source.read.encoding, expected=expected)
    if source.read.kind == "csv":
        return read_csv(path, source.read, expected, mapped_names(source, table))
    return read_excel(path, source.read, mapped_names(source, table))


def _stage(workspace: Workspace, config: Config, candidate: Candidate, conformed: Conformed) -> None:
    """Write the stamped rows, and what was noticed of single ones; the candidate keeps their numbers."""
    folder = workspace.lake / "_staging" / candidate.load_id
    stamped = {name: _stamp(config, candidate, frame, name) for name, frame in conformed.tables.items()}
    tables, beyond = bounded(stamped, config.tables)
    noticed = {
        "bad_cell": bad_cell_frame(config, candidate, tables, conformed.bad_cells, beyond),
        "note": note_frame(config, candidate, tables, conformed.envelope.pop("notes", [])),
    }
    candidate.envelope = conformed.envelope
    candidate.rows = {name: frame.height for name, frame in tables.items()}
    candidate.contracts = _contracts(tables)
    candidate.size = sum(frame.estimated_size() for frame in (*tables.values(), *noticed.values()))
    candidate.staged = {name: write_parquet(folder / f"{name}.parquet", frame) for name, frame in tables.items()}
    candidate.noticed = {
        name: write_parquet(folder / f"{name}.parquet", frame) for name, frame in noticed.items() if frame.height
    }


def _contracts(tables: dict[str, pl.DataFrame]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for frame in tables.values():
        for contract_id, rows in frame.group_by("contract_id").len().drop_nulls().iter_rows():
            counts[contract_id] = counts.get(contract_id, 0) + rows
    return counts


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
