"""The wide KPI tables for BI, written from the seed: one column per measure, one row per scope and period.

Data flow: seeds/kpi_definition.csv -> models/kpi/kpi_<scope>_period.sql and .yml.
Run `python -m pipelines.lib.warehouse.wide_tables` after changing the seed; a test asserts that the committed files are
current. Figures come from fct_kpi, never from here.
"""

import json
from pathlib import Path

from pipelines.lib.warehouse.kpi_seed import KpiDefinition, read_definitions
from pipelines.lib.workspace import DBT_PROJECT

MODELS = DBT_PROJECT / "models" / "kpi"
KEYS = {
    "node": ["project_id", "contract_id", "node_type", "item_id", "period_id"],
    "contract": ["project_id", "contract_id", "period_id"],
    "project": ["project_id", "period_id"],
    "portfolio": ["period_id"],
}
KEY_MEANING = {
    "project_id": "project",
    "contract_id": "contract",
    "node_type": "account (item_id is a control account) or wbs (a WBS path)",
    "item_id": "the node",
    "period_id": "reporting period, YYYY-MM",
    "period_end": "cut-off of the period",
    "currency": "currency of the amounts",
    "data_date_min": "oldest data date behind the row",
    "data_date_max": "newest data date behind the row",
}
GENERATED = "Generated from seeds/kpi_definition.csv by `python -m pipelines.lib.warehouse.wide_tables`"


def wide_tables() -> dict[str, str]:
    """File name -> text of every generated model and its YAML."""
    files = {}
    for scope in KEYS:
        measures = [kpi for kpi in read_definitions() if kpi.column_name and (kpi.is_by_node or scope != "node")]
        files[f"kpi_{scope}_period.sql"] = _sql(scope, measures)
        files[f"kpi_{scope}_period.yml"] = _yaml(scope, measures)
    return files


def write(folder: Path = MODELS) -> None:
    """Rewrite the generated files."""
    for name, text in wide_tables().items():
        (folder / name).write_text(text, encoding="utf-8")


def _sql(scope: str, measures: list[KpiDefinition]) -> str:
    keys = ", ".join(KEYS[scope])
    columns = ",\n".join(
        f"    max(value) filter (where measure = '{kpi.kpi_id} {kpi.variant}') as {kpi.column_name},\n"
        f"    max(rag) filter (where measure = '{kpi.kpi_id} {kpi.variant}') as {kpi.column_name}_rag"
        for kpi in measures
    )
    return f"""-- {GENERATED}.
with measurement as (
    select *, kpi_id || ' ' || variant as measure
    from {{{{ ref('fct_kpi') }}}}
    where scope = '{scope}' and baseline_basis = 'in_force'
)

select
    {keys}, max(period_end) as period_end, max(currency) as currency,
    min(data_date_min) as data_date_min, max(data_date_max) as data_date_max,
{columns}
from measurement
group by {keys}
"""


def _yaml(scope: str, measures: list[KpiDefinition]) -> str:
    keys = KEYS[scope]
    rate = "the contract's currency" if scope in ("contract", "node") else "the base currency at the budget rate"
    description = (
        f"Grain: {', '.join(keys)}. One column per measure against the baseline in force, "
        f"amounts in {rate}; null has its reason in fct_kpi. "
        f"{GENERATED}."
    )
    columns = [_column(key, "varchar", KEY_MEANING[key]) for key in keys]
    columns += [
        _column("period_end", "date", KEY_MEANING["period_end"]),
        _column("currency", "varchar", KEY_MEANING["currency"]),
    ]
    columns += [_column(name, "timestamp", KEY_MEANING[name]) for name in ("data_date_min", "data_date_max")]
    for kpi in measures:
        columns.append(
            _column(kpi.column_name, "decimal(38,8)", f"{kpi.kpi_id} {kpi.kpi_name}: {kpi.formula} ({kpi.unit})")
        )
        columns.append(_column(f"{kpi.column_name}_rag", "varchar", f"RAG of {kpi.column_name}"))
    head = f"models:\n  - name: kpi_{scope}_period\n    description: {json.dumps(description)}\n    data_tests:\n"
    return (
        head
        + f"      - unique_combination: {{arguments: {{columns: [{', '.join(keys)}]}}}}\n    columns:\n"
        + "".join(columns)
    )


def _column(name: str, data_type: str, description: str) -> str:
    text = json.dumps(description, ensure_ascii=False)
    return f'      - {{name: {name}, data_type: "{data_type}", description: {text}}}\n'


if __name__ == "__main__":
    write()
