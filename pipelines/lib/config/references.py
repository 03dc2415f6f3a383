"""Whether what one configuration file says fits the others: names that exist, columns of the feed, constants of a type.

A Config flows in; nothing flows out but a ConfigError at the first thing that does not fit: file, line, key, what was
expected.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.lib.config.constants import constant
from pipelines.lib.config.source import ContractColumn, Source
from pipelines.lib.config.yaml_file import line_of
from pipelines.lib.errors import ConfigError

if TYPE_CHECKING:
    from pipelines.lib.config.load import Config


def check_references(config: Config) -> None:
    """Check what no model can see by itself.

    Raises:
        ConfigError: the first thing that does not fit.
    """
    for contract in config.contracts.values():
        path = config.file_of_contract(contract.contract)
        _must_be(contract.project, {project.id for project in config.portfolio.projects}, path, "project")
        if contract.party:
            _must_be(contract.party, _parties(config), path, "party")
    for source in config.sources.values():
        path = config.file_of(source)
        if source.party_id not in _parties(config):
            raise _unknown(source.party_id, _parties(config), str(path), "party (the folder's name)")
        for contract_id, *keys in _contracts_named(source):
            _must_be(contract_id, set(config.contracts), path, "contract", *keys)
        _check_mapping(config, source, path)
    _check_thresholds(config)


def _parties(config: Config) -> set[str]:
    return {party.id for party in config.portfolio.parties}


def _check_thresholds(config: Config) -> None:
    path = config.folder / "thresholds.yml"
    for position, threshold in enumerate(config.thresholds):
        if threshold.contract:
            _must_be(threshold.contract, set(config.contracts), path, "thresholds", position, "contract")


def _contracts_named(source: Source) -> Iterator[tuple[str, ...]]:
    """Each contract that a source names, with the keys below `contract` where it stands."""
    if isinstance(source.contract, ContractColumn):
        for word, contract_id in source.contract.map.items():
            yield contract_id, "map", word
    elif source.contract:
        yield (source.contract,)


def _check_mapping(config: Config, source: Source, path: Path) -> None:
    if source.table:
        _must_be(source.table, set(config.feeds[source.feed].tables), path, "table")
    if source.read.kind == "xer":
        return
    specs = config.table_of(source).columns
    for position, version in enumerate(source.versions):
        for part in ("columns", "constants"):
            for name in getattr(version, part):
                _must_be(name, set(specs), path, "versions", position, part, name, what="column")
        for name, written in version.constants.items():
            try:
                constant(written, specs[name], name)
            except ValueError as error:
                line = line_of(path, ("versions", position, "constants", name))
                raise ConfigError(str(error), where=f"{path}:{line}", fix="correct the constant") from None


def _must_be(value: str, known: set[str], path: Path, *loc: str | int, what: str | None = None) -> None:
    if value not in known:
        raise _unknown(value, known, f"{path}:{line_of(path, loc)}", what or str(loc[0]))


def _unknown(value: str, known: set[str], where: str, what: str) -> ConfigError:
    expected = ", ".join(sorted(known)) or "nothing: none is configured"
    return ConfigError(f"{what}: {value!r} is not known; expected one of {expected}", where=where)
