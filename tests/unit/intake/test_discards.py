"""A receipt that somebody discarded is never judged; what may be discarded, and what not."""

import pytest

from pipelines.lib.config.load import load
from pipelines.lib.errors import PmoError
from pipelines.lib.intake.corrections import discard_receipt, withdraw_load
from pipelines.lib.intake.run import pending_receipts
from pipelines.lib.lake.discards import read_discards
from pipelines.lib.lake.receive import receive
from tests.unit.intake.deliveries import COST, JANUARY, drop, ledger, map_amount, run, verdicts


def stopped(workspace):
    """A file whose run stopped before its verdict."""
    drop(workspace, COST, JANUARY, ledger())
    (receipt,) = receive(workspace)
    return receipt


def test_a_discarded_receipt_is_never_judged_and_its_bytes_stay(workspace):
    receipt = stopped(workspace)
    assert discard_receipt(workspace, receipt.receipt_id[:6], "sent by mistake") == receipt
    assert pending_receipts(workspace, load(workspace)) == [] and verdicts(workspace) == []
    assert receipt.path(workspace).is_file()
    (discard,) = read_discards(workspace).values()
    assert (discard.receipt_id, discard.reason) == (receipt.receipt_id, "sent by mistake") and discard.discarded_by


def test_the_same_file_sent_again_after_a_discard_is_judged(workspace):
    discard_receipt(workspace, stopped(workspace).receipt_id, "half of it is missing")
    drop(workspace, COST, JANUARY, ledger())
    assert verdicts(workspace) == ["ACCEPTED"]


def test_a_rejected_file_may_be_discarded_by_its_load_and_is_not_tried_again(workspace):
    drop(workspace, COST, JANUARY, b"nothing that can be read\n")
    record = run(workspace)[JANUARY]
    assert record.verdict == "REJECTED"
    discard_receipt(workspace, record.load_id[:8], "a test")
    map_amount(workspace, "Montant")
    assert verdicts(workspace) == []


def test_what_cannot_be_discarded_says_what_to_do(loaded):
    workspace, record = loaded
    with pytest.raises(PmoError, match=f"pmo withdraw {record.load_id[:8]}"):
        discard_receipt(workspace, record.load_id[:8], "no")
    for digits in ("zzz", ""):
        with pytest.raises(PmoError, match="pmo status"):
            discard_receipt(workspace, digits, "no")
    drop(workspace, COST, "unread.csv", b"")
    receipt = next(r for r in receive(workspace))
    discard_receipt(workspace, receipt.receipt_id, "empty")
    with pytest.raises(PmoError, match="already discarded"):
        discard_receipt(workspace, receipt.receipt_id, "empty")


@pytest.mark.parametrize("correct", [discard_receipt, withdraw_load])
def test_what_is_taken_out_for_good_has_a_reason(workspace, correct):
    with pytest.raises(PmoError, match="a reason is needed"):
        correct(workspace, "a", " ")
