"""Rules on risk registers: each on a clean register with one thing changed."""

import datetime as dt
from decimal import Decimal

import pytest

from tests.unit.validation.clean import OPEN_RISK, plus, with_row
from tests.unit.validation.firing import assert_counts_agree, assert_fires_alone, found, judged, name

FEED, RISK = "risk", "risk"
TABLES = (RISK, "risk_action")
TIME_ALONE = {"cost_min": None, "cost_likely": None, "cost_max": None, "days_likely": 5.0}


def risk(cost, **more):
    """An open risk of some cost."""
    costs = dict.fromkeys(("cost_min", "cost_likely", "cost_max"), Decimal(cost))
    return {**OPEN_RISK, "risk_id": f"R{cost}", "residual_cost_likely": Decimal(1), **costs} | more


CASES = [
    ("V08B", "no rate", RISK, with_row(RISK, 0, currency="XPF"), [2]),
    ("V09L", "a total by its id", RISK, plus(RISK, **{**OPEN_RISK, "risk_id": "TOTAL", "title": None}), [4]),
    ("V09L", "a total by its title", RISK, plus(RISK, **{**OPEN_RISK, "risk_id": "R9", "title": "Total exposure:"}), [4]),
    ("V09L", "the sum of three", RISK, [*(risk(n) for n in (1, 2, 3)), risk(6, risk_id="R9", probability=None, status="closed")], [5]),
    ("V11C", "same id twice", RISK, with_row(RISK, 1, risk_id="R1"), [2, 3]),
    ("V11L", "two spellings", RISK, plus(RISK, **{**OPEN_RISK, "risk_id": "r 1"}), [2, 4]),
    ("V11D", "no id", RISK, with_row(RISK, 1, risk_id=None), [3]),
    ("V53", "nothing likely", RISK, with_row(RISK, 0, probability=0.0, residual_probability=0.0), [2]),
    ("V53", "130 %", RISK, with_row(RISK, 0, probability=1.3), [2]),
    ("V72F", "more than all money", RISK, with_row(RISK, 0, cost_min=None, cost_likely=Decimal("6e13"), cost_max=None, residual_cost_likely=None), [2]),
    ("V53B", "upside down", RISK, with_row(RISK, 0, cost_min=Decimal(30)), [2]),
    ("V53C", "not assessed", RISK, with_row(RISK, 0, probability=None), [2]),
    ("V53C", "a range without its middle", RISK, with_row(RISK, 0, cost_likely=None), [2]),
    ("V53C", "time alone, beside an amount", RISK, plus(RISK, **{**OPEN_RISK, **TIME_ALONE, "risk_id": "R3"}), [4]),
    ("V53F", "nobody says whether it is open", RISK, plus(RISK, **{**OPEN_RISK, "risk_id": "R3", "status": None}), [4]),
    ("V53E", "what remains is not said", RISK, plus(RISK, **{**OPEN_RISK, "risk_id": "R3", "residual_cost_likely": None}), [4]),
    ("V53D", "a threat that saves", RISK, with_row(RISK, 0, cost_min=Decimal(-40), cost_likely=Decimal(-20), cost_max=Decimal(-10)), [2]),
    ("V53D", "saves in the end", RISK, with_row(RISK, 0, residual_cost_likely=Decimal(-1)), [2]),
    ("V54", "worse after", RISK, with_row(RISK, 0, residual_probability=0.5), [2]),
    ("V55", "nobody's risk", RISK, with_row(RISK, 0, owner=None), [2]),
    ("V55", "review overdue", RISK, with_row(RISK, 0, next_review_on=dt.date(2026, 2, 28)), [2]),
    ("V55B", "no due date", "risk_action", with_row("risk_action", 0, due_on=None), [2]),
]  # fmt: skip
# What is no fault: boundaries, and look-alikes that careless rules would catch.
FINE = {
    "an opportunity that grows": (RISK, with_row(RISK, 0, risk_type="opportunity", residual_probability=0.5)),
    "a register of time alone": (RISK, with_row(RISK, 0, **TIME_ALONE)),
    "no risk is assessed after its response": (RISK, with_row(RISK, 0, residual_probability=None, residual_cost_likely=None)),
    "a loss that is total": (RISK, with_row(RISK, 0, title="Total loss of the machine")),
    "a risk as large as three others": (RISK, [*(risk(n) for n in (1, 2, 3)), risk(6)]),
    "certain": (RISK, with_row(RISK, 0, probability=1.0)),
}  # fmt: skip


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
