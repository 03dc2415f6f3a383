"""Golden PV, EV, AC and BAC: published examples and hand-worked cases, one build for all of them."""

from decimal import Decimal

import pytest

from tests.warehouse.lake_fixture import only

pytestmark = pytest.mark.slow
D = Decimal


def figures(row, *names):
    return tuple(row[name] for name in names)


@pytest.mark.parametrize(
    ("contract", "pv", "ev", "ac", "bac"),
    [
        ("fence", 3000, 2500, 2800, 4000),  # O1, printed
        ("o2a", 100_000, 90_000, 110_000, 200_000),  # O2a, printed; elapsed days would give 7/12 of the budget
        ("o2b", 800_000, 900_000, 850_000, 1_000_000),  # O2b, printed
    ],
)
def test_published_example(accounts, contract, pv, ev, ac, bac):
    row = accounts(contract)["A"]
    assert figures(row, "pv", "ev", "ac", "bac", "ev_reason", "ac_reason") == (pv, ev, ac, bac, None, None)


def test_design_build_test_by_control_account(accounts):
    """O3: the account is the baseline's WBS, whatever the update says; the ledger's deeper key finds its ancestor."""
    rows = accounts("design")
    assert {key: figures(row, "pv", "ev", "ac", "bac") for key, row in rows.items()} == {
        "D": (200, 200, 250, 200),
        "B": (100, 0, 0, 200),
        "T": (0, 0, 0, 100),
    }


def test_rebaseline_breaks_the_trend_and_leaves_closed_periods_alone(accounts):
    by_period = [accounts("rebase", period)["A"] for period in ("2026-01", "2026-02", "2026-03")]
    names = ("baseline_id", "bac", "pv", "ev", "ev_age", "is_rebaselined_in_period")
    # BL1 plans 22 days in March (2..31), 11 of them before the 17th: half of 500
    assert [figures(row, *names) for row in by_period] == [
        ("BL0", 300, 300, 60, 0, False),
        ("BL0", 300, 300, 60, 1, False),
        ("BL1", 500, 250, 200, 0, True),
    ]
    original = accounts("rebase", "2026-03", "original")["A"]
    assert figures(original, *names) == ("BL0", 300, 300, 120, 0, False)
    assert figures(by_period[2], "pv_period", "ev_period") == (-50, 140)


@pytest.mark.parametrize(
    ("account", "pv", "ev"),
    [
        ("START", 1, 0),  # whole at its start
        ("END", 0, 10),  # nothing before its finish; complete without a percent is 100 %
        ("FRONT", 100, D("12.5")),  # 10 at the start + 10 x 9 in the first half
        ("RAMP", 55, 0),
        ("LOE", 500, 500),  # earns as planned, whatever percent it declares
        ("FINISHED", 7, 0),  # what finishes at the data date is due; 99 % earns nothing
        ("STARTED", 0, 3),  # what starts at the data date is not due
        ("SUNDAY", 4, 0),  # unknown calendar: elapsed time, 2 of 4 days
        ("UNDATED", 0, 0),  # planned at the baseline's end
    ],
)
def test_shape_of_planned_value(accounts, account, pv, ev):
    assert figures(accounts("shapes")[account], "pv", "ev") == (pv, ev)


def test_level_of_effort_is_not_discrete(accounts):
    row = accounts("shapes")["LOE"]
    assert figures(row, "bac", "bac_discrete", "pv_discrete", "ev_discrete") == (1000, 0, 0, 0)


def test_faulty_rows_leave_and_unmatched_rows_earn_nothing(accounts):
    row = accounts("faulty")["A"]
    # out: 30 flagged + 7 without percent; due: 100 + 11 gone; earned: 60 % of 100
    assert figures(row, "bac", "pv", "ev", "faulty_bac", "unmatched_bac") == (148, 111, 60, 37, 11)


def test_a_budget_of_which_cells_are_lost_is_unknown(accounts):
    row = only(accounts("lost").values())
    assert figures(row, "bac", "pv", "ev", "bac_reason", "ev_reason") == (None, None, None, "E17", "E17")


def test_shares_lose_no_cent(accounts):
    rows = accounts("shared")
    assert {key: row["bac"] for key, row in rows.items()} == {
        "C1": D("33.3333"),
        "C2": D("33.3334"),
        "C3": D("33.3333"),
        "UNMAPPED": D("50"),
    }
    # C2.4.1 belongs to C2; C22 only looks like it
    assert {key: row["ac"] for key, row in rows.items()} == {"C1": 0, "C2": 33, "C3": 0, "UNMAPPED": 4}


def test_progressed_baseline_takes_what_happened(accounts):
    """2 of 5 days, 9 to 13 March, before the 11th; its planned dates would say all of it."""
    assert accounts("progressed")["A"]["pv"] == 40


def test_budget_by_weight(accounts):
    rows = accounts("weighted")
    # 1,200 x 40/160 = 300 due; (50 % of 300) + (50 % of 900) earned; an account without work has a budget and no value
    assert figures(rows["A"], "bac", "pv", "ev", "bac_discrete") == (1200, 300, 600, 1200)
    assert figures(rows["UNMAPPED"], "bac", "pv", "ev", "ev_reason") == (60, None, None, "E10")


@pytest.mark.parametrize(
    ("contract", "bac_reason", "ev_reason"),
    [("bare", "E2", "E2"), ("paper", "E2", "E2"), ("unloaded", "E8", "E8")],
)
def test_unknown_has_a_reason(accounts, contract, bac_reason, ev_reason):
    """No baseline declared, one declared that never came, one without costs."""
    row = only(accounts(contract).values())
    assert figures(row, "bac", "pv", "ev", "ac", "bac_reason", "ev_reason", "ac_reason") == (
        None, None, None, None, bac_reason, ev_reason, "E12")  # fmt: skip


def test_cost_on_an_account_that_no_report_names_is_spent_and_earns_nothing(accounts):
    rows = accounts("told", "2026-03")
    names = ("bac", "pv", "ev", "ac", "ev_reason", "ac_reason")
    assert figures(rows["A"], *names) == (2000, 800, 1000, 900, None, None)
    assert figures(rows["UNMAPPED"], *names) == (0, 0, 0, 100, None, None)


def test_what_was_before_a_contracts_first_period_is_unknown_when_it_began_earlier(accounts):
    first, second = (accounts("told", period)["A"] for period in ("2026-02", "2026-03"))
    names = ("pv_period", "ev_period", "ac_period")
    assert figures(first, *names) == (None, None, None)
    assert figures(second, *names) == (0, 400, 200)
