"""Comparisons of earned-value reports: the past as the report before told it. That report covers February 2026."""

from decimal import Decimal

import pytest

from tests.unit.validation.clean import CLEAN, REPORTED, plus, with_row
from tests.unit.validation.pairing import RULES, compared, found

EV = "control_account_period"
REPORT = CLEAN[EV]
MARCH = {**REPORTED, "fiscal_period": "2026-03", "pv": Decimal(80), "ev": Decimal(60), "ac": Decimal(70)}
OTHER = {
    **REPORTED,
    "control_account": "2",
    "fiscal_period": "2026-02",
    "pv": Decimal(60),
    "ev": Decimal(45),
    "ac": Decimal(55),
}
CASES = [
    (None, "nothing new", "update", REPORT, with_row(EV, 0, eac=Decimal(111)), []),
    (None, "a month more", "update", REPORT, plus(EV, **MARCH), []),
    (None, "the plan of March, which is to come", "update", plus(EV, **MARCH), plus(EV, **{**MARCH, "pv": Decimal(90)}), []),
    ("V52F", "the plan of January", "update", REPORT, with_row(EV, 0, pv=Decimal(45)), [("1.1", 2)]),
    (None, "the plan of January, by a euro", "update", REPORT, with_row(EV, 0, pv=Decimal(41)), []),
    ("V33E", "the cost of February", "update", REPORT, with_row(EV, 1, ac=Decimal(50)), [("1.1", 3)]),
    ("V33E", "earned less in February", "update", REPORT, with_row(EV, 1, ev=Decimal(20)), [("1.1", 3)]),
    ("V10E", "budgets in thousands", "update", REPORT, [{**row, "bac": row["bac"] / 1000} for row in REPORT], [(None, None)]),
    ("V39E", "ten times the budget", "update", REPORT, [{**row, "bac": row["bac"] * 10} for row in REPORT], [(None, None)]),
    (None, "a quarter more budget", "update", REPORT, [{**row, "bac": row["bac"] * 5 / 4} for row in REPORT], []),
    (None, "an account is begun", "update", REPORT[:2], [*REPORT[:2], {**REPORT[2], "bac": Decimal(40)}], []),
    ("V33H", "an account dropped", "update", plus(EV, **OTHER), [*REPORT, {**MARCH, "ac": Decimal(120)}], [(None, None)]),
    ("V33F", "an account falls", "update", plus(EV, **OTHER), [{**MARCH, "ac": Decimal(100)}, {**OTHER, "fiscal_period": "2026-03", "ev": Decimal(10)}], [("2", 3)]),
    ("V33G", "the cost of the month alone", "update", REPORT[1:2], [{**MARCH, "ac": Decimal(15)}], [(None, None)]),
    ("V42G", "the cost of the month to date", "update", REPORT[1:2], [{**MARCH, "ac_period": Decimal(70)}], [("1.1", 2)]),
    ("V10G", "cost in thousands", "update", [{**OTHER, "ac": Decimal("0.05")}], [{**OTHER, "fiscal_period": "2026-03"}], [(None, None)]),
    ("V11K", "another spelling", "update", [{**OTHER, "control_account": "A 2"}], [{**OTHER, "control_account": "a2", "fiscal_period": "2026-03"}], [("a2", 2)]),
    (None, "the current month only", "update", REPORT, REPORT[1:], []),
]  # fmt: skip


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    return compared(tmp_path_factory.mktemp("lake"), EV, CASES)


def test_great_expectations_counts_what_the_predicates_find(result):
    assert result.errors == []
    known = {rule.id for rule in RULES.rules if rule.compares and rule.feed == "earned_value"}
    assert known == {rule for rule, *_ in CASES if rule} <= {outcome.rule_id for outcome in result.outcomes}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[1])
def test_a_change_of_the_past_is_found_where_it_is(result, case):
    besides = ("V07", "V33F") if case[0] == "V33G" else ("V07",)  # a total falls with an account
    own = [(rule, key, row) for rule, key, row in found(result, case[1]) if rule not in besides]
    assert own == [(case[0], key, row) for key, row in case[5]]
