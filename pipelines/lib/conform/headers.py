"""Which column of a file fills which canonical one: by name, compared both ways.

Data flow: headers + mapping -> the pairs found, and three lists for the rules on the file: required columns with no
source, mapped columns that the file lacks, columns that nobody named.
"""

from collections.abc import Callable
from dataclasses import dataclass

from pipelines.lib.config.base import Strict
from pipelines.lib.config.feed import ColumnSpec, TableSpec
from pipelines.lib.config.source import ColumnMap, ContractColumn, Mapping, Source
from pipelines.lib.names import fold, nfc
from pipelines.lib.plural import number_of

# So many headers are told where one is missing.
SHOWN = 100


@dataclass(frozen=True)
class Wanted:
    """One canonical column and the file's column that fills it; `year` is the file's column of the year of a month."""

    name: str
    spec: ColumnSpec
    column: str
    how: ColumnMap
    year: str | None = None


def find_header(headers: list[str], name: str) -> str | None:
    """The file's column of that name: exactly, else whatever its case."""
    return _finder(headers)(name)


def _finder(headers: list[str]) -> Callable[[str], str | None]:
    """find_header for many names: the headers are gone through once."""
    exact = set(headers)
    folded = {fold(header): header for header in reversed(headers)}

    def find(name: str) -> str | None:
        wanted = " ".join(nfc(name).split())
        return wanted if wanted in exact else folded.get(fold(name))

    return find


def match_headers(
    headers: list[str], table: TableSpec, mapping: Mapping, contract: str | ContractColumn | None
) -> tuple[list[Wanted], dict[str, list[str]]]:
    """Which file column fills which canonical one, and what is missing, absent or unmapped."""
    wanted, absent, used = [], [], set()
    ignored = {fold(name) for name in mapping.ignore}
    find = _finder(headers)
    for name in _filled(table, mapping):
        asked = _asked(name, mapping)
        is_ignored = name not in mapping.columns and fold(asked.column) in ignored
        found = None if is_ignored else find(asked.column)
        year = find(asked.year) if asked.year else None
        used |= {found, year}
        if found is not None and (year or not asked.year):
            wanted.append(Wanted(name, table.columns[name], found, asked, year))
        elif name in mapping.columns:
            lacking = asked.column if found is None else asked.year
            absent.append(f"{lacking} (for {name})")
    if isinstance(contract, ContractColumn):
        found = find(contract.column)
        used.add(found)
        absent += [] if found else [f"{contract.column} (for the contract)"]
    have = {item.name for item in wanted} | set(mapping.constants)
    missing = [name for name, spec in table.columns.items() if spec.required and name not in have]
    more = f"; ... ({number_of(len(headers), 'column')})" if len(headers) > SHOWN else ""
    found_there = f"found: {'; '.join(headers[:SHOWN])}{more}"
    return wanted, {
        "missing_columns": [*missing, found_there] if missing else [],
        "absent_columns": [*absent, found_there] if absent else [],
        "unmapped_columns": [name for name in headers if name not in used and fold(name) not in ignored],
    }


def mapped_names(source: Source, table: TableSpec) -> set[str]:
    """Every column name that a file of the source may have under one of its mappings."""
    asked = [_asked(name, version) for version in source.versions for name in _filled(table, version)]
    names = {column for how in asked for column in (how.column, how.year) if column}
    named = (place.column for place in (source.contract, source.data_date) if isinstance(place, Strict))
    return names | {column for column in named if column}


def _filled(table: TableSpec, mapping: Mapping) -> list[str]:
    return [name for name in table.columns if name not in mapping.constants]


def _asked(name: str, mapping: Mapping) -> ColumnMap:
    how = mapping.columns.get(name)
    return how if isinstance(how, ColumnMap) else ColumnMap(column=how or name)
