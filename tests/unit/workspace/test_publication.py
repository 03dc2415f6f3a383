"""What is published is what was read, and a publication that was hurt is made again."""

import datetime as dt
import shutil

import duckdb
import pytest

from pipelines.lib.config.load import load
from pipelines.lib.intake.run import take_in
from pipelines.lib.lake import moments
from pipelines.lib.refresh import has_work
from pipelines.lib.warehouse import publish as publishing
from pipelines.lib.warehouse.prepare import prepare_warehouse
from pipelines.lib.warehouse.publication import is_whole, published_state, write_state
from pipelines.lib.warehouse.publish import publish, publish_parquet
from tests.unit.intake.deliveries import COST, JANUARY, drop, ledger


def prepare(workspace):
    take_in(workspace, load(workspace))
    prepare_warehouse(workspace, load(workspace), workspace.warehouse_file)


def build_and_publish(workspace):
    """What dbt and the publication do, with one table instead of the models."""
    with duckdb.connect(str(workspace.warehouse_file)) as con:
        con.execute("create schema marts; create schema kpi; create table kpi.fct_kpi as select 1 as value")
    tables = publish(workspace, workspace.warehouse_file, workspace.published_file)
    folder = publish_parquet(workspace)
    write_state(workspace, tables)
    return folder


@pytest.fixture
def published(workspace):
    drop(workspace, COST, JANUARY, ledger())
    prepare(workspace)
    build_and_publish(workspace)
    assert not has_work(workspace, load(workspace))
    return workspace


@pytest.mark.parametrize("name", ["thresholds.yml", "contracts/C1.yml"])
def test_what_is_edited_while_a_build_lasts_is_published_by_the_next_run(workspace, name):
    drop(workspace, COST, JANUARY, ledger())
    prepare(workspace)
    file = workspace.sources / name
    file.write_text((file.read_text() if file.exists() else "thresholds: []\n") + "# edited\n")
    build_and_publish(workspace)
    assert has_work(workspace, load(workspace))
    prepare(workspace)
    build_and_publish(workspace)
    assert not has_work(workspace, load(workspace))


def hurt(path, how):
    path.chmod(0o644)
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2] if how == "cut" else b"")


@pytest.mark.parametrize("how", ["gone", "cut", "empty"])
@pytest.mark.parametrize("name", ["pmo.duckdb", "publication.json"])
def test_a_publication_that_was_hurt_is_made_again(published, name, how):
    hurt(published.published / name, how)
    assert has_work(published, load(published))
    prepare(published)
    build_and_publish(published)
    assert not has_work(published, load(published))


def test_a_foreign_log_beside_the_published_file_is_not_replayed_into_the_next_publication(published, tmp_path):
    other = tmp_path / "other.duckdb"
    con = duckdb.connect(str(other), config={"checkpoint_threshold": "1GB"})
    con.execute("pragma disable_checkpoint_on_shutdown; create schema marts; create table marts.intruder as select 1")
    con.close()
    log = other.with_name("other.duckdb.wal").read_bytes()
    (published.published / "pmo.duckdb.wal").write_bytes(log)
    assert not is_whole(published)
    prepare(published)
    build_and_publish(published)
    with duckdb.connect(str(published.published_file), read_only=True) as con:
        assert con.sql("select table_name from duckdb_tables() where table_name = 'intruder'").fetchall() == []
    assert (published.lake / "_orphans/published/pmo.duckdb.wal").read_bytes() == log


def test_a_folder_where_the_link_current_should_be_is_moved_aside(published):
    current = published.published / "parquet" / "current"
    current.unlink()
    current.mkdir()
    (current / "mine.txt").write_text("kept")
    folder = build_again(published)
    assert current.resolve() == folder
    assert (published.lake / "_orphans/published/parquet/current/mine.txt").read_text() == "kept"


def test_what_is_not_ours_in_the_folder_of_publications_stays(published):
    other = published.published / "parquet" / "000_mine"
    other.mkdir()
    for _ in range(4):
        build_again(published)
    assert other.is_dir()


def test_with_the_clock_set_back_the_newest_publication_is_kept_and_current(published, monkeypatch):
    monkeypatch.setattr(publishing, "now", lambda: dt.datetime(2020, 1, 1))
    folders = [build_again(published) for _ in range(4)]
    assert folders == sorted(folders) and folders[-1].is_dir()
    assert (published.published / "parquet" / "current").resolve() == folders[-1]


def build_again(workspace):
    prepare(workspace)
    return build_and_publish(workspace)


def test_with_the_clock_set_back_the_newest_configuration_counts(published, monkeypatch):
    set_limit(published, "0.95")
    prepare(published)
    monkeypatch.setattr(moments, "now", lambda: dt.datetime(2020, 1, 1))
    set_limit(published, "0.97")
    prepare(published)
    assert limit(published) == "0.9700"


def set_limit(workspace, green):
    (workspace.sources / "thresholds.yml").write_text(
        f"thresholds:\n  - {{kpi: SP-01, direction: higher, green: {green}, amber: 0.9, source: here}}\n"
    )


def limit(workspace):
    with duckdb.connect(str(workspace.warehouse_file), read_only=True) as con:
        return con.sql("select cast(green as decimal(9,4))::varchar from lake.config_threshold").fetchone()[0]


def test_with_the_clock_set_back_a_later_commit_is_still_the_later_one(workspace, monkeypatch):
    drop(workspace, COST, JANUARY, ledger("D1"))
    (first,) = take_in(workspace, load(workspace)).records
    monkeypatch.setattr(moments, "now", lambda: dt.datetime(2020, 1, 1))
    drop(workspace, COST, JANUARY, ledger("D2"))
    (second,) = take_in(workspace, load(workspace)).records
    assert second.committed_at > first.committed_at
    (workspace.lake / "_moment.json").write_text("{")
    assert moments.next_moment(workspace) > second.committed_at


def test_a_copy_of_the_folder_restored_elsewhere_is_the_same_publication(published, tmp_path):
    home = tmp_path / "restored [1]"
    shutil.copytree(published.home, home, symlinks=True, ignore=shutil.ignore_patterns("restored*"))
    restored = type(published)(home, home / "sources", published.expectations)
    assert not has_work(restored, load(restored)), "the fingerprint names a place of the first machine"
    first = lake_rows(published)
    prepare(restored)
    assert lake_rows(restored) == first
    build_and_publish(restored)
    assert published_state(restored)["fingerprint"] == published_state(published)["fingerprint"]


def lake_rows(workspace):
    with duckdb.connect(str(workspace.warehouse_file), read_only=True) as con:
        tables = ("cost_entry", "submission", "current_submission", "config_contract")
        return [con.sql(f"from lake.{table} order by all").fetchall() for table in tables]


def test_the_published_state_that_is_not_one_is_none(published):
    (published.published / "publication.json").write_text("[1]")
    assert published_state(published) == {}
