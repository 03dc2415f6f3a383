"""Publishing swaps a whole file in while readers keep the one they opened; nothing but marts and KPIs goes out."""

import stat

import duckdb
import pytest

from pipelines.lib.warehouse.publish import KEPT_PARQUET_VERSIONS, publish, publish_parquet
from pipelines.lib.workspace import Workspace


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path, tmp_path / "sources", tmp_path / "expectations")


def build(workspace, value):
    workspace.warehouse.mkdir(parents=True, exist_ok=True)
    workspace.warehouse_file.unlink(missing_ok=True)
    with duckdb.connect(str(workspace.warehouse_file)) as con:
        con.execute(
            f"""
            create schema marts; create schema kpi; create schema staging; create schema lake;
            create table kpi.fct_kpi as select {value} as value;
            comment on table kpi.fct_kpi is 'it''s a KPI'; comment on column kpi.fct_kpi.value is 'its value';
            create table marts.dim_date as select date '2026-01-01' as day;
            create table staging.secret as select 1; create view lake.files as select 1;
            create table lake.publication as select 'F1' as fingerprint;
            """
        )


def run(workspace):
    return publish(workspace, workspace.warehouse_file, workspace.published_file)


def test_only_marts_and_kpis_go_out_with_their_comments(workspace):
    build(workspace, 1)
    assert run(workspace) == ["kpi.fct_kpi", "marts.dim_date"]
    with duckdb.connect(str(workspace.published_file), read_only=True) as con:
        schemas = con.sql("select distinct schema_name from duckdb_tables() union select distinct schema_name from "
                          "duckdb_views() where not internal order by all").fetchall()  # fmt: skip
        assert schemas == [("kpi",), ("main",), ("marts",)]
        assert con.sql("from main.publication").fetchall() == [("F1",)]
        assert con.sql("select comment from duckdb_tables() where table_name = 'fct_kpi'").fetchall() == [
            ("it's a KPI",)
        ]
        assert con.sql("select comment from duckdb_columns() where table_name = 'fct_kpi'").fetchall() == [
            ("its value",)
        ]


def test_the_file_is_read_only(workspace):
    build(workspace, 1)
    run(workspace)
    assert stat.S_IMODE(workspace.published_file.stat().st_mode) == 0o444


def test_a_reader_keeps_the_file_it_opened(workspace):
    build(workspace, 1)
    run(workspace)
    with duckdb.connect(str(workspace.published_file), read_only=True) as reader:
        build(workspace, 2)
        run(workspace)
        assert reader.sql("select value from kpi.fct_kpi").fetchall() == [(1,)]
    with duckdb.connect(str(workspace.published_file), read_only=True) as reader:
        assert reader.sql("select value from kpi.fct_kpi").fetchall() == [(2,)]


def test_a_log_left_by_a_crash_is_not_replayed_into_the_new_file(workspace):
    build(workspace, 1)
    workspace.published.mkdir()
    with duckdb.connect(str(workspace.published / ".pmo.duckdb.tmp")) as con:
        con.execute(
            "set checkpoint_threshold = '1 GB'; create schema kpi; create table kpi.fct_kpi as select 666 as value"
        )
        (workspace.published / "log").write_bytes((workspace.published / ".pmo.duckdb.tmp.wal").read_bytes())
    (workspace.published / "log").rename(workspace.published / ".pmo.duckdb.tmp.wal")
    run(workspace)
    with duckdb.connect(str(workspace.published_file), read_only=True) as con:
        assert con.sql("select value from kpi.fct_kpi").fetchall() == [(1,)]
    assert not list(workspace.published.glob("*.wal"))


def test_parquet_twins_and_the_pointer_to_the_newest(workspace):
    for value in range(KEPT_PARQUET_VERSIONS + 2):
        build(workspace, value)
        run(workspace)
        (workspace.published / "parquet").mkdir(exist_ok=True)
        (workspace.published / "parquet" / ".interrupted.tmp").mkdir(exist_ok=True)
        publish_parquet(workspace)
    folder = workspace.published / "parquet"
    assert duckdb.sql(f"from '{folder}/current/kpi/fct_kpi.parquet'").fetchall() == [(KEPT_PARQUET_VERSIONS + 1,)]
    assert len([path for path in folder.iterdir() if not path.is_symlink()]) == KEPT_PARQUET_VERSIONS
