"""A file checked before it is sent: the verdict it would get, and nothing kept."""

import os

import pytest

from pipelines.lib.errors import PmoError
from pipelines.lib.intake.check import check_file
from pipelines.lib.lake.records import read_records
from pipelines.lib.validation.findings import FINDING_COLUMNS
from tests.unit.intake.deliveries import JANUARY, drop, ledger, run


@pytest.fixture
def check(workspace, tmp_path):
    def of(content, name=JANUARY, manifest=None, source_id="builder.cost"):
        file = tmp_path / "outbox" / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
        if manifest:
            file.with_name(f"{name}.manifest.yml").write_text(manifest)
        verdict = check_file(workspace, file, source_id)
        assert file.read_bytes() == content
        return verdict

    return of


def test_a_good_file_would_be_accepted(check):
    verdict, reason, findings = check(ledger())
    assert (verdict, reason) == ("ACCEPTED", None)
    assert findings.is_empty() and dict(findings.schema) == FINDING_COLUMNS


@pytest.mark.parametrize(
    ("content", "manifest", "rule", "reason"),
    [
        (b"%PDF-1.7\n", None, "V01", "this is a PDF"),
        (b"cost_key,entry_type\nW1,actual\n", None, "V03", "missing columns amount"),
        (ledger(), f"sha256: {'a' * 64}", "V01B", "bytes are those the manifest announces"),
        (ledger(), "rolle: update", "V01", "rolle"),
    ],
)
def test_a_bad_file_says_which_rule_and_why(check, content, manifest, rule, reason):
    verdict, why, findings = check(content, manifest=manifest)
    assert verdict == "REJECTED" and reason in why
    assert findings.filter(severity="blocking")["rule_id"].to_list() == [rule]


def test_a_row_at_fault_is_named_by_its_line(check):
    verdict, _, findings = check(ledger(amount="-900.00"))
    assert verdict == "ACCEPTED_WITH_WARNINGS"
    row = findings.row(0, named=True)
    assert (row["rule_id"], row["source_file"], row["source_row"], row["row_key"]) == ("V43", JANUARY, 2, "D1")


def test_nothing_is_kept_and_the_file_can_still_be_sent(check, workspace):
    check(ledger())
    check(b"%PDF-1.7\n")
    assert read_records(workspace) == []
    kept = [
        path
        for folder in ("archive", "lake", "faults", "inbox", "tmp")
        for path in (workspace.home / folder).rglob("*")
        if path.is_file()
    ]
    assert kept == []
    drop(workspace, "builder/cost", JANUARY, ledger())
    assert run(workspace)[JANUARY].verdict == "ACCEPTED"


def test_an_unknown_source_is_refused_with_the_known_ones(check):
    with pytest.raises(PmoError, match=r"no source 'nobody\.cost'.*builder\.cost"):
        check(ledger(), source_id="nobody.cost")


def test_a_pipe_is_refused_and_not_waited_for(workspace, tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(PmoError, match="no ordinary file"):
        check_file(workspace, tmp_path / "pipe.csv", "builder.cost")
