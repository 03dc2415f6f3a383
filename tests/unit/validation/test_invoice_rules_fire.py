"""Rules on invoice registers: each on a clean register with one thing changed."""

import datetime as dt
from decimal import Decimal

import pytest

from tests.unit.validation.clean import CLEAN, plus, with_row
from tests.unit.validation.clean import INVOICE as INVOICES
from tests.unit.validation.firing import assert_counts_agree, assert_fires_alone, found, judged, name

FEED, INVOICE = "invoice", "invoice"
TABLES = (INVOICE,)
CASES = [
    ("V08F", "no rate", INVOICE, with_row(INVOICE, 0, currency="XPF"), [2]),
    ("V08F", "no currency", INVOICE, with_row(INVOICE, 0, currency=None), [2]),
    ("V09F", "total in words", INVOICE, with_row(INVOICE, 1, invoice_id="Total général"), [3]),
    (
        "V09F",
        "sum of the others",
        INVOICE,
        [*CLEAN[INVOICE], {**INVOICES, "invoice_id": "X", "received_on": None, "amount": Decimal(200)}],
        [4],
    ),
    ("V43F", "credit note", INVOICE, with_row(INVOICE, 0, amount=Decimal(-100)), [2]),
    ("V11F", "the same twice", INVOICE, with_row(INVOICE, 1, invoice_id="S1"), [2, 3]),
    ("V63", "due before it came", INVOICE, with_row(INVOICE, 0, due_on=dt.date(2026, 1, 9)), [2]),
    ("V63", "paid before it came", INVOICE, with_row(INVOICE, 0, paid_on=dt.date(2026, 1, 9)), [2]),
    ("V63C", "due in the wrong year", INVOICE, with_row(INVOICE, 0, due_on=dt.date(2028, 2, 9)), [2]),
    ("V63B", "paid tomorrow", INVOICE, with_row(INVOICE, 0, paid_on=dt.date(2026, 3, 1)), [2]),
]
# What is no fault: boundaries, and look-alikes that careless rules would catch.
FINE = {
    "a supplier of that name": (INVOICE, with_row(INVOICE, 0, invoice_id="TOTAL-4711")),
    "as much as the others": (INVOICE, plus(INVOICE, **{**INVOICES, "invoice_id": "S3", "amount": Decimal(200)})),
    "due the day it came": (INVOICE, with_row(INVOICE, 0, due_on=dt.date(2026, 1, 10))),
    "one number, two suppliers": (INVOICE, with_row(INVOICE, 1, invoice_id="S1", supplier="Volta")),
    "paid on the last day": (INVOICE, with_row(INVOICE, 0, paid_on=dt.date(2026, 2, 28))),
}


@pytest.fixture(scope="module")
def validated(tmp_path_factory):
    return judged(CASES, FINE, TABLES, tmp_path_factory.mktemp("loads"))


def test_great_expectations_counts_what_the_predicates_find(validated):
    assert_counts_agree(validated, CASES, FEED)


def test_clean_tables_trip_nothing(validated):
    assert found(validated, "clean").is_empty()


@pytest.mark.parametrize("what", FINE)
def test_no_fault_is_seen_where_there_is_none(validated, what):
    assert found(validated, what).select("rule_id", "source_row").rows() == []


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_rule_fires_on_the_rows_at_fault_and_alone(validated, case):
    assert_fires_alone(validated, case)
