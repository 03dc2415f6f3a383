"""A workspace may lie anywhere: blanks, quotes, accents and what others take for patterns or addresses."""

import duckdb
import pytest

from pipelines.lib.config.load import load
from pipelines.lib.intake.run import take_in
from pipelines.lib.validation.latest import failing_by_rule
from tests.end_to_end.test_history import new_workspace
from tests.unit.intake.deliveries import COST, JANUARY, drop, ledger
from tests.unit.workspace.test_publication import build_and_publish, prepare


@pytest.mark.parametrize("name", ["a [b] %20 é 'c #d", "x*y z $HOME {e} Ж", 'double " quote; %41'])
def test_a_workspace_works_under_any_name(tmp_path, name):
    workspace = new_workspace(tmp_path / name)
    for file, document in ((JANUARY, "D1"), ("ledger_2025-02-28.csv", "D2")):
        drop(workspace, COST, file, ledger(document))
    done = take_in(workspace, load(workspace))
    assert [record.verdict[:8] for record in done.records] == ["ACCEPTED", "ACCEPTED"] and done.comparisons == 1
    failing_by_rule(workspace, load(workspace))
    prepare(workspace)
    with duckdb.connect(str(workspace.warehouse_file), read_only=True) as con:
        assert con.sql("select count(*) from lake.cost_entry").fetchall() == [(2,)]
    folder = build_and_publish(workspace)
    assert (folder / "kpi" / "fct_kpi.parquet").is_file()
