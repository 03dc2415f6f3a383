"""The first run of a new portfolio: no file has come, every model builds and holds nothing but unknown members.

The models' own unit tests run here as well: they need every table, and no row.
"""

import duckdb
import pytest

from pipelines.lib.workspace import WAREHOUSE_NAME
from tests.warehouse.lake_fixture import build, records, run_dbt

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """The folder of a warehouse that was built from nothing."""
    folder = tmp_path_factory.mktemp("empty")
    build(folder, {}, "resource_type:seed staging intermediate marts kpi").close()
    return folder


def test_every_mart_builds_on_an_empty_lake(empty):
    con = duckdb.connect(str(empty / WAREHOUSE_NAME))
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


def test_every_unit_test_of_a_model_passes(empty):
    nodes = run_dbt(empty / WAREHOUSE_NAME, empty / "target", "test", "--select", "resource_type:unit_test")
    assert len(nodes) >= 30 and {str(node.status) for node in nodes} == {"pass"}
