"""What the configuration knows, as tables that a rule's condition may look up.

Flows in: Config. Flows out: `rate`, `contract`, `milestone`, `baseline`, `ac_type` and `account_map`, typed
even when they are empty. What submissions say does not belong here.
"""

import polars as pl

from pipelines.lib.config.feed import MONEY
from pipelines.lib.config.load import Config
from pipelines.lib.config.tables import config_tables

TEXT, DAY = pl.String(), pl.Date()
# Table -> (the configuration table it is taken from, its columns).
TABLES: dict[str, tuple[str, dict[str, pl.DataType]]] = {
    "rate": ("config_rate", {"currency": TEXT, "rate_type": TEXT, "rate": pl.Float64()}),
    "contract": (
        "config_contract",
        {
            "contract_id": TEXT,
            "currency": TEXT,
            "tax_basis": TEXT,
            "ev_method": TEXT,
            "ac_source": TEXT,
            "signed_value": MONEY,
            "control_account_from": TEXT,
            "control_account_level": pl.Int64(),
            "control_account_code": TEXT,
            "completion_activity": TEXT,
        },
    ),
    "ac_type": ("config_contract_ac_type", {"contract_id": TEXT, "entry_type": TEXT}),
    "milestone": ("config_milestone", {"contract_id": TEXT, "activity": TEXT, "is_completion": pl.Boolean()}),
    "baseline": (
        "config_baseline",
        {"contract_id": TEXT, "baseline_id": TEXT, "effective_from": DAY, "kind": TEXT, "change_id": TEXT},
    ),
    "account_map": ("config_control_account_map", {"contract_id": TEXT, "schedule_key": TEXT, "cost_key": TEXT}),
}


def rule_context(config: Config) -> dict[str, pl.DataFrame]:
    """Every table of TABLES; of rates only the budget ones, which alone turn money into another currency."""
    known = config_tables(config)
    context = {name: _typed(known[table], schema) for name, (table, schema) in TABLES.items()}
    return context | {"rate": context["rate"].filter(pl.col("rate_type") == "budget")}


def _typed(frame: pl.DataFrame, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    return (
        frame.select(pl.col(name).cast(kind) for name, kind in schema.items())
        if frame.width
        else pl.DataFrame(schema=schema)
    )
