"""What dbt finds in a new warehouse file: the configuration in force now, or as it was."""

import datetime as dt
import shutil

import duckdb
import pytest

from pipelines.lib.config.load import load_config
from pipelines.lib.warehouse.prepare import prepare_warehouse
from pipelines.lib.workspace import PROJECT_ROOT, Workspace


@pytest.fixture
def workspace(tmp_path):
    shutil.copytree(PROJECT_ROOT / "sources", tmp_path / "sources")
    return Workspace(tmp_path / "home", tmp_path / "sources", PROJECT_ROOT / "expectations")


def contracts(workspace, as_of=None):
    file = workspace.home / "warehouse.duckdb"
    prepare_warehouse(workspace, load_config(workspace.sources), file, as_of)
    with duckdb.connect(str(file), read_only=True) as con:
        return {name for (name,) in con.sql("select contract_id from lake.config_contract").fetchall()}


def test_a_contract_added_today_counts_in_todays_run(workspace):
    before = contracts(workspace)
    moment = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    (workspace.sources / "contracts/T1.yml").write_text("contract: T1\nproject: L16\ncontractor: Acme\ncurrency: EUR\n")
    assert contracts(workspace) == before | {"T1"}
    assert contracts(workspace, as_of=moment) == before
