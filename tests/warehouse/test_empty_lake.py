"""The first run of a new portfolio: no file has come, every model builds and holds nothing but unknown members."""

import pytest

from tests.warehouse.lake_fixture import build, records

pytestmark = pytest.mark.slow


def test_every_mart_builds_on_an_empty_lake(tmp_path):
    con = build(tmp_path, {})
    tables = [
        row["table_name"] for row in records(con, "select table_name from duckdb_tables() where schema_name = 'marts'")
    ]
    assert {"fct_earned_value", "fct_delivery", "dim_contract"} <= set(tables)
    facts = {
        name: con.execute(f"select count(*) from marts.{name}").fetchone()[0]
        for name in tables
        if name.startswith("fct_")
    }
    assert set(facts.values()) == {0}
    assert records(con, "select contract_id, contract_name from marts.dim_contract") == [
        {"contract_id": None, "contract_name": "Unknown"}
    ]
    con.close()
