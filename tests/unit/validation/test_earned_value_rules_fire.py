"""Rules on reported earned value: each on a clean report with one thing changed."""

import datetime as dt
from decimal import Decimal

import pytest

from tests.unit.validation.clean import CLEAN, REPORTED, plus, with_row
from tests.unit.validation.firing import assert_counts_agree, assert_fires_alone, found, judged, name

FEED, EV = "earned_value", "control_account_period"
TABLES = (EV,)
END_ONLY = [{**row, "fiscal_period": None, "period_end": dt.date(2026, n, 28)} for n, row in enumerate(CLEAN[EV], 1)]
ONLY_OWN = {"pv": None, "pv_period": Decimal(1), "ev": None, "ac": None, "ac_period": Decimal(1)}


def account(code, factor, **more):
    """A row of some account, with amounts that are as much larger."""
    amounts = {
        name: Decimal(amount) * factor
        for name, amount in (("pv", "40.5"), ("ev", "30"), ("ac", "35"), ("bac", "100"), ("eac", "110"))
    }
    return {**REPORTED, "control_account": code, "fiscal_period": "2026-02", **amounts} | more


TWO = [account("1.1", 1), account("1.2", 2)]
LARGE = [account("1.1", 100), account("1.2", 200)]
CASES = [
    ("V10H", "cost in thousands", EV, [account("1.1", 100, ac=Decimal("3.5")), account("1.2", 200, ac=Decimal(7))], [None]),
    ("V11G", "two spellings", EV, [account("A 1", 1), account("a1", 2)], [2]),
    ("V44G", "percents among amounts", EV, [account("1.1", 100, ev=Decimal(30)), account("1.2", 200, ev=Decimal(15))], [2, 3]),
    ("V44G", "one share", EV, [account("1.1", 100, ev=Decimal("0.3")), account("1.2", 200)], [2]),
    ("V44M", "one percent", EV, [account("1.1", 100, ev=Decimal(30)), account("1.2", 200)], [2]),
    ("V44M", "percents alone", EV, [account(f"1.{n}", n, bac=Decimal(50_000), eac=None) for n in (1, 2)], [2, 3]),
    ("V09J", "a total of two accounts", EV, [*TWO, account("Ensemble", 3)], [4]),
    ("V09J", "a total under a code", EV, [*TWO, account("9", 3)], [4]),
    ("V09J", "an account above others, at the top", EV, [account("1", 3), *TWO, account("2", 7)], [2]),
    ("V09J", "two levels above", EV, [account("1", 3), account("1.1", 3), account("1.1.1", 1), account("1.1.2", 2), account("2", 7)], [2, 3]),
    ("V09K", "a total that is none", EV, [*TWO, account("Total", 4)], [4]),
    ("V08E", "unknown currency", EV, with_row(EV, 2, currency="XXX"), [4]),
    ("V09E", "no account", EV, with_row(EV, 2, control_account=None), [4]),
    ("V11E", "same account and month", EV, plus(EV, **CLEAN[EV][2]), [4, 5]),
    ("V72E", "more than all money", EV, with_row(EV, 2, bac=Decimal("6e13"), eac=Decimal("6e13")), [4]),
    ("V10F", "in thousands", EV, [{**row, "bac": Decimal("4.9"), "eac": None, "pv": Decimal(0), "ev": None, "ev_period": None} for row in CLEAN[EV][1:]], [None]),
    ("V44G", "a share", EV, [{**row, "ev": Decimal("0.45"), "ev_period": None} for row in CLEAN[EV][1:]], [2, 3]),
    ("V40E", "no month", EV, with_row(EV, 2, fiscal_period=None), [4]),
    ("V40E", "month in words", EV, with_row(EV, 2, fiscal_period="February"), [4]),
    ("V42E", "two answers", EV, with_row(EV, 1, ev_period=Decimal(17)), [3]),
    ("V44E", "more than all", EV, with_row(EV, 2, ev=Decimal(102)), [4]),
    ("V44H", "no earned value", EV, with_row(EV, 2, ev=None), [4]),
    ("V44H", "an increment left out", EV, [{**row, **ONLY_OWN, "ev_period": n or None} for n, row in enumerate(CLEAN[EV])], [2]),
    ("V44J", "no planned value", EV, with_row(EV, 2, pv=None), [4]),
    ("V44K", "no cost", EV, with_row(EV, 2, ac=None), [4]),
    ("V44L", "no budget", EV, with_row(EV, 2, bac=None), [4]),
    ("V44F", "earned for nothing", EV, with_row(EV, 2, ev=Decimal(5), ac=Decimal(0)), [4]),
    ("V45E", "spent more than forecast", EV, with_row(EV, 2, ac=Decimal(112)), [4]),
    ("V49J", "an account left behind", EV, [account("1.1", 1), account("1.2", 2, fiscal_period="2026-01")], [3]),
    ("V49J", "rows of last month only", EV, [account(f"1.{n}", n, fiscal_period="2026-01") for n in (1, 2)], [2, 3]),
    ("V52E", "planned more than budget", EV, with_row(EV, 2, pv=Decimal(102)), [4]),
]  # fmt: skip
# What is no fault: boundaries, and look-alikes that careless rules would catch.
FINE = {
    "an account that was finished last month": (
        EV,
        [account("1.1", 1), account("1.2", 2, fiscal_period="2026-01", pv=Decimal(200), ev=Decimal(200), eac=None)],
    ),
    "periods by their last day": (EV, END_ONLY),
    "earned, its cost not reported": (
        EV,
        [{**row, "ac": None, "ac_period": None} for row in with_row(EV, 2, ev=Decimal(5))],
    ),
    "a blank that a later amount to date makes up for": (EV, with_row(EV, 0, pv=None, ev=None, ac=None)),
    "a plan of later months": (EV, plus(EV, **REPORTED, fiscal_period="2026-03", pv=Decimal(80))),
    "a budget said once": (EV, with_row(EV, 1, bac=None)),
    "budgets that add up by chance": (EV, [*TWO, account("2", 3, pv=Decimal(1), ev=Decimal(1), ac=Decimal(1))]),
    "an account above others with a value of its own": (EV, [account("1", 4), *TWO, account("2", 9)]),
    "two accounts alike": (EV, [account("1", 1), account("2", 1)]),
    "little earned at the start": (
        EV,
        [account("1.1", 100, ev=Decimal(2), ac=Decimal(150), pv=Decimal(150)), account("1.2", 200)],
    ),
    "off by one euro": (EV, with_row(EV, 1, ev_period=Decimal(16))),
    "another contract's account of that code": (EV, plus(EV, **REPORTED, fiscal_period="2026-02", contract_id="C2")),
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
