"""The KPI definitions and reason codes, as read from their seeds.

Data flow: dbt_project/seeds/kpi_*.csv -> KpiDefinition, Reason -> wide_tables, kpi_dictionary.
No figure is computed here.
"""

import csv
from dataclasses import dataclass, fields
from pathlib import Path

from pipelines.lib.errors import ConfigError
from pipelines.lib.workspace import DBT_PROJECT

SEEDS = DBT_PROJECT / "seeds"


@dataclass(frozen=True)
class KpiDefinition:
    """One variant of a KPI: what a reader and the wide tables need of its row."""

    kpi_id: str
    variant: str
    is_default: bool
    is_by_node: bool
    column_name: str
    kpi_name: str
    area: str
    formula: str
    standard: str
    unit: str
    rollup: str
    definition_version: str
    numerator_meaning: str
    denominator_meaning: str
    edge_cases: str


@dataclass(frozen=True)
class Reason:
    """One reason code and the status it gives."""

    reason_code: str
    reason_name: str
    status: str
    status_if_known: str
    excludes_member: str
    meaning: str
    what_to_do: str


def read_definitions(seeds: Path = SEEDS) -> list[KpiDefinition]:
    """Every variant in the order of the seed; raises ConfigError where a default has no column in the wide tables."""
    definitions = [
        KpiDefinition(
            **{f.name: row[f.name] == "true" if f.type is bool else row[f.name] for f in fields(KpiDefinition)}
        )
        for row in _rows(seeds / "kpi_definition.csv")
    ]
    for kpi in definitions:
        if kpi.is_default and not kpi.column_name:
            raise ConfigError(
                f"{kpi.kpi_id} {kpi.variant} is a default without column_name",
                where="seeds/kpi_definition.csv",
                fix="Give it the name of its column in the wide tables",
            )
    return definitions


def read_reasons(seeds: Path = SEEDS) -> list[Reason]:
    """Every reason code in the order of the seed."""
    return [Reason(**row) for row in _rows(seeds / "kpi_reason.csv")]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
