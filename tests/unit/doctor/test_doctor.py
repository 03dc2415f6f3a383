"""The doctor finds what was hurt, mends what is safe and deletes nothing."""

import sqlite3

import pytest

from pipelines.lib.config.load import load
from pipelines.lib.dagster_storage import move_broken_storage
from pipelines.lib.doctor import installation
from pipelines.lib.doctor.configuration import check_configuration
from pipelines.lib.doctor.installation import check_installation
from pipelines.lib.doctor.machine import check_machine
from pipelines.lib.doctor.repair import repair
from pipelines.lib.doctor.workspace import check_workspace
from pipelines.lib.intake.run import take_in
from pipelines.lib.lake.damage import find_damage
from pipelines.lib.lake.moments import next_moment
from pipelines.lib.lake.records import read_records
from tests.end_to_end.test_history import new_workspace
from tests.unit.intake.deliveries import COST, JANUARY, drop, ledger
from tests.unit.workspace.hurt import cut, empty, first, folder, gone, newer, other, restored

RECORD, DATA = "lake/_submissions/*.json", "lake/cost_entry/*/*.parquet"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    workspace = new_workspace(tmp_path_factory.mktemp("whole"))
    with workspace.lock():
        drop(workspace, COST, JANUARY, ledger())
        take_in(workspace, load(workspace))
    return workspace


@pytest.fixture
def hurt(whole, tmp_path):
    return restored(whole, tmp_path / "copy")


def problems(findings):
    return [finding for finding in findings if finding.is_problem]


def test_a_whole_workspace_has_no_problem(whole):
    assert problems([*check_workspace(whole), *check_machine(whole), *check_configuration(whole)]) == []


@pytest.mark.parametrize(
    ("pattern", "how"),
    [(RECORD, how) for how in (cut, empty, folder, newer, gone)]
    + [(DATA, how) for how in (cut, empty, folder, gone, other)],
)
def test_a_load_is_read_again_when_the_same_one_results(hurt, pattern, how):
    (before,) = read_records(hurt)
    path = first(hurt, pattern)
    how(path)
    if (pattern, how) != (RECORD, gone):
        assert problems(check_workspace(hurt))
    list(repair(hurt))
    take_in(hurt, load(hurt))
    (after,) = read_records(hurt)
    assert (after.load_id, after.tables) == (before.load_id, before.tables)
    assert find_damage(hurt, checksums=True) == [] and problems(check_workspace(hurt)) == []
    if pattern == DATA:
        assert after.committed_at == before.committed_at


def test_a_record_that_was_deleted_is_read_again_by_a_run_and_not_by_moving_its_rows_away(hurt):
    gone(first(hurt, RECORD))
    told = problems(check_workspace(hurt))
    assert told and all("its record was deleted" in one.said and one.fix.startswith("run `pmo run`") for one in told)


def test_a_broken_publication_with_a_log_beside_it_names_both(hurt):
    hurt.published.mkdir(parents=True, exist_ok=True)
    for name, content in (("pmo.duckdb", b"x"), ("pmo.duckdb.wal", b"x"), ("publication.json", b"{")):
        (hurt.published / name).write_bytes(content)
    told = {one.about.rsplit("/", 1)[-1]: one.fix for one in problems(check_workspace(hurt))}
    assert "moved aside" in told["pmo.duckdb.wal"] and "`pmo run`" in told["publication.json"]


def test_what_would_be_another_load_is_left_to_a_person(hurt):
    cut(first(hurt, DATA))
    source = hurt.sources / "parties/builder/cost.yml"
    source.write_text(source.read_text() + "# edited\n")
    said = " ".join(repair(hurt))
    assert "pmo reload builder.cost" in said and "pmo withdraw" in said
    assert list((hurt.lake / "_orphans/cost_entry").rglob("*.parquet"))


@pytest.mark.parametrize("name", ["_receipts", "_submissions"])
def test_nothing_is_deleted(hurt, name):
    cut(first(hurt, f"lake/{name}/*.json"))
    bytes_before = sum(path.stat().st_size for path in hurt.lake.rglob("*") if path.is_file())
    list(repair(hurt))
    assert sum(path.stat().st_size for path in hurt.lake.rglob("*") if path.is_file()) >= bytes_before


def test_every_broken_file_of_the_configuration_is_named(hurt):
    (hurt.sources / "contracts/C1.yml").write_text("a: [")
    (hurt.sources / "parties/builder/cost.yml").write_bytes("é".encode("cp1252"))
    found = [finding.about for finding in problems(check_configuration(hurt))]
    assert len(found) == 2 and "C1.yml" in found[0] and "cost.yml" in found[1]


def test_a_workspace_of_a_newer_program_is_left_alone(hurt):
    (hurt.home / "workspace.json").write_text('{"version": 99}')
    (finding,) = problems(check_workspace(hurt))
    assert "version 99" in finding.said


def test_a_broken_storage_of_dagster_is_moved_aside(hurt):
    database = hurt.dagster_home / "history" / "runs.db"
    database.parent.mkdir(parents=True)
    with sqlite3.connect(database) as con:
        con.execute("create table runs (id)")
    assert problems(check_workspace(hurt)) == []
    database.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    assert [finding.about for finding in problems(check_workspace(hurt))] == [str(database)]
    assert "_broken_" in " ".join(repair(hurt))
    assert list(hurt.dagster_home.glob("_broken_*/history/runs.db")) and not database.exists()


@pytest.mark.parametrize(
    "code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_READONLY]
)
def test_a_storage_that_a_full_disk_keeps_from_being_read_is_not_broken(hurt, monkeypatch, code):
    def refuse(*_, **__):
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = code
        raise error

    database = hurt.dagster_home / "history" / "runs.db"
    database.parent.mkdir(parents=True)
    database.touch()
    monkeypatch.setattr("pipelines.lib.dagster_storage.sqlite3.connect", refuse)
    assert move_broken_storage(hurt) is None and database.exists()


def test_a_lock_that_is_a_folder_is_named(hurt):
    (hurt.home / ".lock").unlink()
    (hurt.home / ".lock").mkdir()
    assert [finding.about for finding in problems(check_machine(hurt))] == [str(hurt.home / ".lock")]


def test_a_clock_behind_the_newest_commit_is_named(hurt, monkeypatch):
    next_moment(hurt)
    marker = hurt.lake / "_moment.json"
    marker.write_text(marker.read_text().replace("20", "29", 1))
    assert [finding.about for finding in problems(check_machine(hurt))] == ["clock"]


def test_a_package_of_another_version_or_none_is_named(monkeypatch):
    monkeypatch.setattr(
        installation, "DECISIVE", {"polars": "polars", "pydantic": "no.such", "nothing-such": "nothing"}
    )
    monkeypatch.setattr(installation, "locked_versions", lambda: {"polars": "0.1"})
    assert [finding.about for finding in problems(check_installation())] == ["polars", "pydantic", "nothing-such"]


def test_what_is_installed_here_is_what_the_lock_says():
    locked = installation.locked_versions()
    assert set(installation.DECISIVE) <= set(locked)
