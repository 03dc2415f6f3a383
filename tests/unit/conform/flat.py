"""Flat files in memory, conformed, and what came out of them."""

import polars as pl

from pipelines.lib.config.load import load_config
from pipelines.lib.config.source import Locale, Mapping
from pipelines.lib.conform.columns import conform_columns
from pipelines.lib.readers import RawFile
from pipelines.lib.workspace import PROJECT_ROOT

TABLES = load_config(PROJECT_ROOT / "sources").tables
COST, RISK = TABLES["cost_entry"], TABLES["risk"]
PERIOD = {"measure": "period"}
LINES = {"cost_key": ["1.1", "1.2"], "entry_type": ["actual", "budget"], "amount": ["1", "2"], "currency": ["EUR"] * 2}


def raw(columns):
    rows = len(next(iter(columns.values())))
    schema = {name: pl.String for name in columns}
    return RawFile({"": pl.DataFrame({**columns, "source_row": range(2, rows + 2)}, schema_overrides=schema)}, "utf-8")


def conform(lines, /, table=COST, locale=None, contract=None, contracts=(), **mapping):
    mapping.setdefault("constants", PERIOD if table is COST else {})
    return conform_columns(raw(lines), table, Mapping(**mapping), locale or Locale(), contract, contracts)


def column(conformed, name):
    return next(iter(conformed.tables.values()))[name].to_list()


def bad(conformed):
    return conformed.bad_cells.select("source_row", "column_name", "value").rows()
