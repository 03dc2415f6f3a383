"""Whatever is damaged is named, stops the publication when figures rest on it, and stops no other party's file."""

import pytest

from pipelines.lib.config.load import load
from pipelines.lib.errors import DamagedWorkspace
from pipelines.lib.intake.run import take_in
from pipelines.lib.lake.damage import find_damage, refuse_damaged
from pipelines.lib.lake.records import read_records
from tests.end_to_end.test_history import new_workspace
from tests.unit.intake.deliveries import COST, JANUARY, drop, ledger
from tests.unit.workspace.hurt import cut, empty, first, folder, gone, newer, other, restored

FEBRUARY = "ledger_2025-02-28.csv"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Two ledgers, accepted and compared."""
    workspace = new_workspace(tmp_path_factory.mktemp("whole"))
    for name, document in ((JANUARY, "D1"), (FEBRUARY, "D2")):
        drop(workspace, COST, name, ledger(document))
    take_in(workspace, load(workspace))
    assert find_damage(workspace, checksums=True) == []
    return workspace


@pytest.fixture
def hurt(whole, tmp_path):
    """A copy of it, which is also a restored backup."""
    return restored(whole, tmp_path / "copy")


RECORD, DATA, ARCHIVED = "lake/_submissions/*.json", "lake/cost_entry/*/*.parquet", "archive/*/*/*"


@pytest.mark.parametrize("how", [cut, empty, folder, newer])
def test_a_damaged_record_stops_the_publication_and_its_parquet_stays(hurt, how):
    path = first(hurt, RECORD)
    how(path)
    with pytest.raises(DamagedWorkspace) as error:
        refuse_damaged(hurt)
    assert str(path) in str(error.value) and "pmo doctor --repair" in str(error.value)
    assert len(read_records(hurt)) == 1
    data = first(hurt, DATA)
    drop(hurt, COST, "ledger_2025-03-31.csv", ledger("D3"))
    verdicts = {record.file_name: record.verdict for record in take_in(hurt, load(hurt)).records}
    assert verdicts["ledger_2025-03-31.csv"].startswith("ACCEPTED")
    assert data.is_file()


def test_a_damaged_record_is_mended_by_reading_its_file_again_when_the_same_load_results(hurt):
    path = first(hurt, RECORD)
    before = path.read_bytes()
    cut(path)
    take_in(hurt, load(hurt))
    refuse_damaged(hurt)
    assert path.is_file() and len(read_records(hurt)) == 2
    assert (hurt.lake / "_orphans/_submissions" / path.name).read_bytes() == before[:-20]


@pytest.mark.parametrize("how", [cut, empty, gone])
def test_a_damaged_table_of_a_load_that_counts_stops_the_publication(hurt, how):
    how(first(hurt, DATA))
    with pytest.raises(DamagedWorkspace, match=r"load_id=.*it is part of ledger_2025"):
        refuse_damaged(hurt)
    drop(hurt, COST, "ledger_2025-03-31.csv", ledger("D3"))
    assert [record.verdict[:8] for record in take_in(hurt, load(hurt)).records] == ["ACCEPTED"]


def test_other_bytes_of_the_same_size_in_a_table_stop_the_publication(hurt):
    """A valid table of the same size may hold other amounts."""
    other(first(hurt, DATA))
    with pytest.raises(DamagedWorkspace, match="has other bytes than were written"):
        refuse_damaged(hurt)


def test_other_bytes_of_the_same_size_in_the_archive_are_found_by_doctor(hurt):
    other(first(hurt, ARCHIVED))
    assert find_damage(hurt) == []
    (damage,) = find_damage(hurt, checksums=True)
    assert not damage.stops and "other bytes" in damage.what


@pytest.mark.parametrize("how", [cut, gone])
def test_a_damaged_archived_file_is_named_and_stops_nobody(hurt, how):
    how(first(hurt, ARCHIVED))
    (damage,) = find_damage(hurt)
    assert not damage.stops and "can't be read again" in damage.sentence()
    refuse_damaged(hurt)


@pytest.mark.parametrize("name", ["_receipts", "_comparisons"])
def test_a_damaged_document_that_no_figure_rests_on_is_named_and_stops_nobody(hurt, name):
    cut(first(hurt, f"lake/{name}/*.json"))
    refuse_damaged(hurt)
    assert [damage.path.parent.name for damage in find_damage(hurt)] == [name]
    drop(hurt, COST, "ledger_2025-03-31.csv", ledger("D3"))
    assert len(take_in(hurt, load(hurt)).records) == 1


def test_a_damaged_comparison_is_made_again(hurt):
    path = first(hurt, "lake/_comparisons/*.json")
    cut(path)
    assert take_in(hurt, load(hurt)).comparisons == 1
    assert find_damage(hurt, checksums=True) == []


def test_a_copy_of_the_folder_is_a_backup(whole, hurt):
    """Nothing in the lake names a place of this machine."""
    assert [record.load_id for record in read_records(hurt)] == [record.load_id for record in read_records(whole)]
    documents = [path.read_text() for path in hurt.lake.rglob("*.json")]
    assert documents and not [text for text in documents if str(whole.home) in text]
