"""What comes again and what people correct: duplicates, withdrawals, mended mappings, reloads."""

from decimal import Decimal

import polars as pl
import pytest

from pipelines.lib.errors import PmoError
from pipelines.lib.intake.corrections import reload_source, withdraw_load
from pipelines.lib.lake.current import current_submissions
from pipelines.lib.lake.records import latest_verdicts, read_records
from tests.unit.intake.deliveries import COST, HEADER, JANUARY, drop, ledger, map_amount, run, verdicts

LATER = "2025-02-05T09:00:00+00:00"


def amounts(workspace):
    """load -> its amounts, of what is current."""
    records = {record.load_id: record for record in read_records(workspace)}
    loads = current_submissions(workspace)["load_id"]
    return [
        pl.read_parquet(workspace.lake / records[load].tables["cost_entry"][0])["amount"].to_list() for load in loads
    ]


def test_the_same_bytes_again_are_a_duplicate_of_a_load_that_is_named(loaded):
    workspace, first = loaded
    drop(workspace, COST, JANUARY, ledger(), received=LATER)
    again = run(workspace)[JANUARY]
    assert again.verdict == "DUPLICATE" and again.tables == {}
    assert f"as load {first.load_id}" in again.reason
    assert current_submissions(workspace)["load_id"].to_list() == [first.load_id]


def test_the_same_bytes_twice_in_one_run_load_once(workspace):
    drop(workspace, COST, JANUARY, ledger())
    drop(workspace, COST, "ledger_2025-01-31 (copy).csv", ledger())
    assert sorted(verdicts(workspace)) == ["ACCEPTED", "DUPLICATE"]


def test_the_same_bytes_for_another_data_date_are_no_duplicate(loaded):
    workspace, _ = loaded
    drop(workspace, COST, "ledger_2025-02-28.csv", ledger(), received="2025-03-03T09:00:00+00:00")
    assert verdicts(workspace) == ["ACCEPTED"]


def test_the_same_rejected_bytes_again_are_judged_again(workspace):
    for received in ("2025-02-03T09:00:00+00:00", LATER):
        drop(workspace, COST, JANUARY, b"", received=received)
        assert verdicts(workspace) == ["REJECTED"]


def test_withdrawn_bytes_that_come_again_load_anew(loaded):
    workspace, first = loaded
    withdraw_load(workspace, first.load_id[:8], "sent by mistake")
    assert current_submissions(workspace).is_empty()
    drop(workspace, COST, JANUARY, ledger(), received=LATER)
    again = run(workspace)[JANUARY]
    assert again.verdict == "ACCEPTED" and again.load_id != first.load_id
    assert current_submissions(workspace)["load_id"].to_list() == [again.load_id]
    assert first in read_records(workspace)  # what was withdrawn stays known


def test_withdrawn_bytes_load_anew_even_when_the_copy_kept_its_time(loaded):
    """`cp -p` and most sync tools keep the time of a file; it must not leave the inbox without a verdict."""
    workspace, first = loaded
    withdraw_load(workspace, first.load_id, "sent by mistake")
    drop(workspace, COST, JANUARY, ledger())
    assert verdicts(workspace) == ["ACCEPTED"]
    drop(workspace, COST, JANUARY, ledger())
    assert verdicts(workspace) == ["DUPLICATE"]


def test_only_one_accepted_load_can_be_withdrawn_and_only_once(loaded):
    workspace, first = loaded
    with pytest.raises(PmoError, match="0 accepted loads begin with 'zz'"):
        withdraw_load(workspace, "zz", "no such load")
    drop(workspace, COST, "ledger_2025-02-28.csv", ledger("D2"))
    run(workspace)
    with pytest.raises(PmoError, match="2 accepted loads begin with ''"):
        withdraw_load(workspace, "", "which one?")
    withdraw_load(workspace, first.load_id, "sent by mistake")
    with pytest.raises(PmoError, match="already withdrawn"):
        withdraw_load(workspace, first.load_id, "sent by mistake")


def test_a_rejected_file_loads_when_the_mapping_is_mended(workspace):
    drop(workspace, COST, JANUARY, ledger(header=HEADER.replace("amount", "Montant")))
    rejected = run(workspace)[JANUARY]
    assert rejected.verdict == "REJECTED" and "missing columns amount" in rejected.reason
    assert verdicts(workspace) == []  # nothing has changed
    map_amount(workspace, "Montant")
    assert verdicts(workspace) == ["ACCEPTED"]
    assert amounts(workspace) == [[Decimal(900)]]
    assert verdicts(workspace) == []


def test_a_changed_mapping_leaves_accepted_loads_until_the_source_is_reloaded(loaded):
    workspace, first = loaded
    map_amount(workspace, "{column: amount, scale: 1000}")
    assert verdicts(workspace) == []
    assert amounts(workspace) == [[Decimal(900)]]
    (again,) = reload_source(workspace, "builder.cost")
    assert (again.verdict, again.submission_id) == ("ACCEPTED", first.submission_id)
    assert again.load_id != first.load_id
    assert amounts(workspace) == [[Decimal(900_000)]]
    assert reload_source(workspace, "builder.cost") == []  # it is already read that way


def test_a_reload_that_is_rejected_leaves_what_was_accepted(loaded):
    workspace, first = loaded
    map_amount(workspace, "Montant")
    (again,) = reload_source(workspace, "builder.cost")
    assert again.verdict == "REJECTED"
    assert current_submissions(workspace)["load_id"].to_list() == [first.load_id]


def test_withdrawn_loads_are_not_reloaded(loaded):
    workspace, first = loaded
    withdraw_load(workspace, first.load_id, "sent by mistake")
    map_amount(workspace, "{column: amount, scale: 1000}")
    assert reload_source(workspace, "builder.cost") == []


def test_an_unknown_source_is_refused_with_the_known_ones(workspace):
    with pytest.raises(PmoError, match=r"no source 'builder\.costs'.*builder\.cost, builder\.risk"):
        reload_source(workspace, "builder.costs")


def test_of_the_verdicts_on_one_file_only_the_last_is_shown(workspace):
    drop(workspace, COST, JANUARY, ledger(header=HEADER.replace("amount", "Montant")))
    run(workspace)
    map_amount(workspace, "Betrag")
    assert verdicts(workspace) == ["REJECTED"]
    map_amount(workspace, "Montant")
    assert verdicts(workspace) == ["ACCEPTED"]
    assert len(read_records(workspace)) == 3
    assert [record.verdict for record in latest_verdicts(read_records(workspace))] == ["ACCEPTED"]


REPLACING = ("ledger_2025-02-28.csv", ledger("D2"))


@pytest.mark.parametrize(("replaces", "is_there"), [("2025-02-01", True), ("2025-01-31", False), ("2025-03-01", False)])
def test_a_manifest_that_replaces_nothing_is_told_what_there_is(loaded, replaces, is_there):
    """The ledger of 31 January has the midnight after it as its data date; the file itself is of 1 March."""
    workspace, _ = loaded
    drop(workspace, COST, *REPLACING, manifest=f"replaces: {replaces}")
    record = run(workspace)[REPLACING[0]]
    assert record.is_accepted
    found = pl.read_parquet(workspace.lake / record.findings) if record.findings else pl.DataFrame({"rule_id": []})
    told = found.filter(pl.col("rule_id") == "V86B")
    assert told.is_empty() == is_there
    if not is_there:
        assert "no other update of this source" in told["message"][0] and "2025-02-01" in told["message"][0]


def test_what_is_replaced_may_come_in_the_same_run(workspace):
    drop(workspace, COST, JANUARY, ledger())
    drop(workspace, COST, *REPLACING, manifest="replaces: 2025-02-01", received="2025-03-03T09:00:00+00:00")
    assert verdicts(workspace) == ["ACCEPTED", "ACCEPTED"]
