"""Relations that rules read beside the canonical tables: a network with its ends and loops, a ledger added up.

Each is one query in relations/<name>.sql over canonical tables (and `loop_link`), made once for all loads of a batch.
"""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import polars as pl

from pipelines.lib.config.feed import POLARS_TYPES, TableSpec
from pipelines.lib.lake.parquet_list import parquet_list
from pipelines.lib.validation.loops import links_on_loops

FOLDER = Path(__file__).parent / "relations"
# Relation -> the canonical table its rows speak of; in the order in which they are made.
DERIVED = {
    "network_link": "schedule_relationship",
    "network_activity": "schedule_activity",
    "contract_milestone": "schedule_activity",
    "calendar_week": "schedule_calendar",
    "ledger_month": "cost_entry",
    "ledger_to_date": "cost_entry",
    "ledger_total": "cost_entry",
    "ledger_sum": "cost_entry",
    "ledger_scale": "cost_entry",
    "reported_month": "control_account_period",
    "reported_account": "control_account_period",
    "reported_total": "control_account_period",
    "reported_sum": "control_account_period",
}
# Those that no comparison reads.
OF_ONE_FILE = ("ledger_sum", "ledger_scale", "reported_sum")
# Relations over the files of several feeds (across.py).
ACROSS = ("account", "contract_status", "plan_budget")
# Codes are unique within a project only: a link to another project may name one of ours and leads nowhere here.
LINK = """
    select load_id, relationship_id, predecessor_code, successor_code
    from schedule_relationship
    where not is_external
"""


def empty_tables(tables: dict[str, TableSpec]) -> dict[str, pl.DataFrame]:
    """Canonical tables without a row: what a query finds of a table that no file of the batch fills."""
    return {
        name: pl.DataFrame(schema={column: POLARS_TYPES[kind] for column, kind in spec.stamped_types().items()})
        for name, spec in tables.items()
    }


def create_tables(con: duckdb.DuckDBPyConnection, frames: dict[str, pl.DataFrame]) -> None:
    """Make a table of each frame."""
    for name, frame in frames.items():
        con.register("incoming", frame.to_arrow())
        con.execute(f"create table {name} as from incoming")
        con.unregister("incoming")


def create_views(con: duckdb.DuckDBPyConnection, tables: dict[str, list[str]]) -> None:
    """Make a view of the Parquet files of each table.

    Amounts are DECIMAL(18,4) in the files, DECIMAL(38,4) here: a rule may add, subtract and multiply the largest.
    """
    for name, files in tables.items():
        rows = f"read_parquet({parquet_list(files)}, union_by_name = true)"
        kinds = con.execute(f"describe from {rows}").fetchall()
        amounts = [column for column, kind, *_ in kinds if kind.startswith("DECIMAL")]
        wide = ", ".join(f'"{column}"::decimal(38, 4) as "{column}"' for column in amounts)
        con.execute(f"create view {name} as select *{f' replace ({wide})' if wide else ''} from {rows}")


def derived_from(tables: list[str]) -> list[str]:
    """The relations that can be made where these canonical tables have rows."""
    return [relation for relation, table in DERIVED.items() if table in tables]


def create_derived(con: duckdb.DuckDBPyConnection, relations: Sequence[str]) -> None:
    """Make some relations; the canonical tables they read must be there."""
    if "network_link" in relations:
        con.register("found_loops", links_on_loops(con.sql(LINK).pl()).to_arrow())
        con.execute("create table loop_link as from found_loops")
        con.unregister("found_loops")
    for relation in relations:
        con.execute(f"create table {relation} as {(FOLDER / f'{relation}.sql').read_text(encoding='utf-8')}")
