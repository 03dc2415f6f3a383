"""Everything under sources/ as one checked Config.

Data flow: portfolio.yml, rates.csv, thresholds.yml, contracts/, feeds/, parties/ -> Config.
Whether names point at something that exists is checked too (references.py), before a run touches anything.
"""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.lib.config.contract import Contract
from pipelines.lib.config.csv_file import read_control_account_map, read_rates
from pipelines.lib.config.feed import Feed, TableSpec
from pipelines.lib.config.portfolio import Portfolio
from pipelines.lib.config.references import check_references
from pipelines.lib.config.source import Source
from pipelines.lib.config.threshold import Threshold, Thresholds
from pipelines.lib.config.yaml_file import named_parts, parse, read_yaml
from pipelines.lib.errors import ConfigError
from pipelines.lib.files import digest_of_files
from pipelines.lib.workspace import Workspace

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
KINDS_BY_ENDING = {".xer": "xer", ".csv": "csv", ".txt": "csv", **dict.fromkeys(WORKBOOKS, "excel")}


@dataclass(frozen=True)
class Config:
    """The checked configuration of one portfolio."""

    folder: Path
    portfolio: Portfolio
    contracts: dict[str, Contract]
    feeds: dict[str, Feed]
    sources: dict[str, Source]
    thresholds: tuple[Threshold, ...]
    rates: pl.DataFrame
    control_account_map: pl.DataFrame
    digest: str = ""  # of every file it was read from, taken before the first one was read

    @property
    def tables(self) -> dict[str, TableSpec]:
        """Every canonical table by name."""
        return {name: spec for feed in self.feeds.values() for name, spec in feed.tables.items()}

    def table_of(self, source: Source) -> TableSpec:
        """The canonical table that a flat source fills: the one it names, else its feed's first."""
        tables = self.feeds[source.feed].tables
        return tables[source.table] if source.table else next(iter(tables.values()))

    def contract_of(self, source: Source | None) -> Contract | None:
        """The one contract that a source is for; None where it names several, or one that is not declared."""
        return self.contracts.get(source.contract) if source and isinstance(source.contract, str) else None

    def file_of(self, source: Source) -> Path:
        """The YAML that says all this of a source."""
        return self.folder / "parties" / source.party_id / f"{source.source_id.split('.', 1)[1]}.yml"

    def file_of_contract(self, contract: str) -> Path:
        """The YAML of a contract."""
        return self.folder / "contracts" / f"{contract}.yml"


def load_config(folder: Path) -> Config:
    """Read and check everything under `folder`.

    Raises:
        ConfigError: naming file, line, key and what was expected.
    """
    digest = digest_of_files(configuration_files(folder))
    portfolio = parse(Portfolio, folder / "portfolio.yml")
    contracts = _load_contracts(folder)
    config = Config(
        folder=folder,
        portfolio=portfolio,
        contracts=contracts,
        feeds=_load_feeds(folder),
        sources=_load_sources(folder),
        thresholds=_load_thresholds(folder / "thresholds.yml"),
        rates=read_rates(folder / "rates.csv", portfolio.base_currency),
        control_account_map=read_control_account_map(folder, contracts),
        digest=digest,
    )
    check_references(config)
    return config


def load(workspace: Workspace) -> Config:
    """The configuration of a workspace, checked before anything is touched."""
    return load_config(workspace.sources)


def configuration_files(folder: Path) -> list[Path]:
    """Every YAML and CSV below a folder, by name."""
    return sorted(path for path in folder.rglob("*") if path.suffix in (".yml", ".csv"))


def _load_contracts(folder: Path) -> dict[str, Contract]:
    contracts = {}
    for path in sorted((folder / "contracts").glob("*.yml")):
        contract = parse(Contract, path)
        if contract.contract != path.stem:
            raise ConfigError(f"contract: expected {path.stem!r}, the file's own name", where=str(path))
        contracts[contract.contract] = contract
    return contracts


def _load_feeds(folder: Path) -> dict[str, Feed]:
    feeds = {}
    for path in sorted((folder / "feeds").glob("*.yml")):
        data = read_yaml(path)
        tables = {name: {"name": name, **spec} for name, spec in named_parts(path, data, "tables").items()}
        feeds[path.stem] = parse(Feed, path, data={**data, "tables": tables})
    return feeds


def _load_sources(folder: Path) -> dict[str, Source]:
    sources = {}
    for path in sorted((folder / "parties").glob("[!_]*/*.yml")):
        data = read_yaml(path)
        source_id = f"{path.parent.name}.{path.stem}"
        place = {"source_id": source_id, "party_id": path.parent.name}
        sources[source_id] = parse(Source, path, data={"read": _default_read(data, path), **data, **place})
    return sources


def _default_read(data: dict, path: Path) -> dict[str, str]:
    """How to read the files by their ending; what is no pattern at all is for the model to refuse."""
    patterns = data.get("files")
    named = [patterns] if isinstance(patterns, str) else patterns if isinstance(patterns, list) else []
    ending = next((Path(name).suffix.lower() for name in named if isinstance(name, str)), None)
    if "read" not in data and ending is not None and ending not in KINDS_BY_ENDING:
        raise ConfigError(
            f"read: the file ending {ending!r} does not say how to read it",
            where=str(path),
            fix="add read: {kind: csv}",
        )
    return {"kind": KINDS_BY_ENDING.get(ending, "csv")}


def _load_thresholds(path: Path) -> tuple[Threshold, ...]:
    return parse(Thresholds, path).thresholds if path.exists() else ()
