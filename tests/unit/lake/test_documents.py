"""A document says what was written, under the name it was written for, or it is named."""

import json

import pytest

from pipelines.lib.lake.documents import broken_documents, read_documents, write_document


def written(folder, name="one"):
    path = folder / f"{name}.json"
    write_document(path, {"load_id": name, "verdict": "ACCEPTED", "tables": {"cost_entry": ("a.parquet", 3)}})
    return path


def test_a_document_is_read_as_it_was_written(tmp_path):
    written(tmp_path)
    assert read_documents(tmp_path, dict) == [
        {"load_id": "one", "verdict": "ACCEPTED", "tables": {"cost_entry": ["a.parquet", 3]}}
    ]


def edited(path):
    path.write_text(path.read_text().replace("ACCEPTED", "REJECTED"))
    return path


def copied(path):
    return path.with_name("two.json").write_bytes(path.read_bytes()) and path.with_name("two.json")


@pytest.mark.parametrize("hurt", [edited, copied])
def test_one_that_was_changed_or_stands_under_another_name_is_damaged(tmp_path, hurt):
    path = hurt(written(tmp_path))
    assert broken_documents(tmp_path, dict) == {path: "was changed or renamed after it was written"}


def test_one_of_an_earlier_version_has_no_checksum(tmp_path):
    (tmp_path / "old.json").write_text(json.dumps({"load_id": "old"}))
    assert read_documents(tmp_path, dict) == [{"load_id": "old"}]
