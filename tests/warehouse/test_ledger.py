"""Golden AC, commitment and ledger budgets: each contract's story is told in golden_ledger.py."""

from decimal import Decimal

import pytest

pytestmark = pytest.mark.slow
D = Decimal


def by_period(golden, contract, *names):
    rows = golden(f"""select * from marts.fct_earned_value where contract_id = '{contract}' and baseline_basis = 'in_force'
        order by period_id, control_account_id""")
    return [tuple(row[name] for name in names) for row in rows]


def test_a_ledger_that_stops_grows_old_and_then_unknown(golden):
    names = ("ac", "ac_period", "prior_period_adjustment", "ac_age", "ac_reason")
    assert by_period(golden, "stopped", *names) == [
        (100, 100, None, 0, None),
        (175, 75, 30, 0, None),  # 100 + 30 + 50 - 5; the 30 came back into January
        (1174, 999, 0, 1, None),  # carried: the same ledger, one fiscal period further
        (1174, 0, 0, 2, None),
        (None, None, None, None, "E12"),
    ]


def test_commitments_nobody_reports_are_unknown(golden):
    assert by_period(golden, "stopped", "commitment", "commitment_reason")[:2] == [(500, None), (None, "E19")]


def test_cut_off_on_the_25th(golden):
    assert by_period(golden, "cut25", "ac") == [(11,), (111,)]


def test_delta_loads_add_up(golden):
    assert by_period(golden, "delta", "ac")[:3] == [(100,), (120,), (123,)]


def test_cumulative_amounts_are_not_added_over_periods(golden):
    """A: 70 + 5 as of February; A.1 last spoke in January. No schedule here, so no account to map to."""
    assert by_period(golden, "cumulative", "control_account_id", "ac")[1] == ("UNMAPPED", 83)


def test_currency_at_the_budget_rate_or_unknown(accounts):
    rows = accounts("foreign", "2026-01")
    assert (rows["A"]["ac"], rows["A"]["ac_reason"]) == (87, None)  # 100 EUR / 1.25 + 7 GBP
    assert (rows["B"]["ac"], rows["B"]["ac_reason"]) == (None, "E9")


def test_budget_of_the_ledger_scales_the_schedule(golden):
    """Half the working days of January before the 19th; the change of 50 is dated February."""
    names = ("bac", "pv", "ev")
    assert by_period(golden, "scaled", *names) == [(100, 50, 25), (150, 150, D("112.5"))]


def test_faulty_lines_leave_the_cost_until_they_are_too_many(golden):
    assert by_period(golden, "few-faults", "ac", "ac_reason") == [(1000, None)]
    assert by_period(golden, "many-faults", "ac", "ac_reason") == [(None, "E17")]


def test_an_alarm_about_a_whole_ledger_leaves_its_cost_unknown_until_the_next_one(golden):
    assert by_period(golden, "alarmed", "ac", "ac_reason") == [(None, "E17"), (200, None)]
    assert by_period(golden, "alarmed", "commitment", "commitment_reason") == [(None, "E17"), (650, None)]
    stages = "select amount, reason from marts.fct_cost_status where contract_id = 'alarmed' order by period_id, amount"
    known = [tuple(row.values()) for row in golden(stages)]
    assert known == [(None, "E17"), (None, "E17"), (200, None), (650, None)]
