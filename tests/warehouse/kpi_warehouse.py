"""A scratch warehouse of hand-given marts on which dbt builds the kpi layer.

Data flow: kpi_cases/*.yml (`given`) -> tables of schema marts, typed as the marts' own YAML says -> `dbt run` of the kpi
models -> fct_kpi. Every case has a period of its own, so that the portfolio's rows of a period are that case's alone.
"""

from pathlib import Path

import duckdb
import yaml

from pipelines.lib.workspace import DBT_PROJECT, WAREHOUSE_NAME
from tests.warehouse.lake_fixture import run_dbt

CASES = sorted((Path(__file__).parent / "kpi_cases").glob("*.yml"))
GIVEN = ["dim_contract", "dim_control_account", "dim_period", "dim_portfolio", "dim_rate", "dim_threshold", "fct_earned_value", "fct_activity_status",
         "fct_baseline_activity", "fct_milestone_status", "fct_risk_status", "fct_delivery", "fct_cost_status",
         "fct_invoice_status", "fct_set_aside", "dim_project"]  # fmt: skip
DEFAULTS = {
    "dim_contract": {"currency": "EUR", "tax_basis": "excl", "perspective": "owner", "pricing": "remeasured"},
    "fct_earned_value": {"control_account_id": "1", "baseline_basis": "in_force", "baseline_id": "BL0", "ev_age": 0,
                         "ac_age": 0, "commitment_age": 0, "faulty_bac": 0, "unmatched_bac": 0, "is_rebaselined_in_period": False},
    "fct_activity_status": {"is_loe": False, "is_summary": False, "is_milestone": False, "is_faulty": False,
                            "is_complete": False, "speaks_for_period": True, "baseline_id": "BL0"},
    "fct_baseline_activity": {"baseline_id": "BL0", "is_loe": False, "is_summary": False, "is_milestone": False,
                              "is_original": True},
    "fct_milestone_status": {"baseline_id": "BL0", "is_completion": False, "is_faulty": False, "schedule_age": 0},
    "fct_risk_status": {"source_id": "s.risk", "currency": "EUR", "status": "open", "is_open": True, "is_faulty": False, "register_age": 0},
    "fct_cost_status": {"control_account_id": "1", "ledger_age": 0, "lines": 1},
    "fct_invoice_status": {"source_id": "s.invoice", "is_paid": True, "is_faulty": False, "register_age": 0},
    "fct_delivery": {"is_due": True, "is_on_time": True, "submissions": 1, "first_verdict": "ACCEPTED", "is_accepted": True},
}  # fmt: skip


def load_case(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def marts_types(table: str) -> dict[str, str]:
    model = yaml.safe_load((DBT_PROJECT / "models" / "marts" / f"{table}.yml").read_text(encoding="utf-8"))["models"][0]
    return {column["name"]: column["data_type"] for column in model["columns"]}


def case_rows(case: dict) -> dict[str, list[dict]]:
    """The case's given rows, with its contracts and its period written onto the tables that need them."""
    rows = {table: [dict(row) for row in given] for table, given in case.get("given", {}).items()}
    projects = {name: contract["project_id"] for name, contract in case["contracts"].items()}
    for table, given in rows.items():
        for row in given:
            if table.startswith("fct_"):
                row.setdefault("project_id", projects.get(row.get("contract_id")))
            if "period_id" in marts_types(table):
                row.setdefault("period_id", case["period"])
    rows["dim_contract"] = [{"contract_id": name, **contract} for name, contract in case["contracts"].items()]
    accounts = {(row["contract_id"], row.get("control_account_id", "1")) for row in rows.get("fct_earned_value", [])}
    rows.setdefault("dim_control_account", [{"contract_id": c, "control_account_id": a} for c, a in sorted(accounts)])
    rows["dim_period"] = [
        {"contract_id": contract, "period_id": period, "period_end": f"{period}-28", "period_index": index}
        for index, period in enumerate(case.get("periods", [case["period"]]), start=1)
        for contract in (None, *case["contracts"])
    ]
    return rows


def insert(con: duckdb.DuckDBPyConnection, table: str, rows: list[dict]) -> None:
    for given in rows:
        row = {**DEFAULTS.get(table, {}), **given}
        marks = ", ".join("?" for _ in row)
        con.execute(f"insert into marts.{table} ({', '.join(row)}) values ({marks})", list(row.values()))


def build(folder: Path) -> Path:
    """Write the marts of all cases into a scratch file and let dbt build seeds and kpi models on them."""
    database = folder / WAREHOUSE_NAME
    with duckdb.connect(str(database)) as con:
        con.execute("create schema marts")
        for table in GIVEN:
            columns = ", ".join(f"{name} {kind}" for name, kind in marts_types(table).items())
            con.execute(f"create table marts.{table} ({columns})")
        insert(con, "dim_rate", [{"currency": c, "rate_type": "budget", "rate": r}
                                 for c, r in (("EUR", 1.0), ("GBP", 1.2))])  # fmt: skip
        insert(con, "dim_portfolio", [{"base_currency": "EUR"}])
        for path in CASES:
            for table, rows in case_rows(load_case(path)).items():
                insert(con, table, rows)
    run_dbt(database, folder / "target", "seed")
    run_dbt(database, folder / "target", "run", "--select", "dim_kpi", "dim_reason", "path:models/kpi")
    run_dbt(database, folder / "target", "test", "--select", "path:models/kpi", "path:tests/singular/assert_kpi*")
    return database
