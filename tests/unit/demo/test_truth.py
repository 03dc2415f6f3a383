from fractions import Fraction
from pathlib import Path

import pytest

from pipelines.demo.facts import BUDGET_RATES, HOLIDAYS, MONTHS, to_hours
from pipelines.demo.model import build_model
from pipelines.demo.plant import faulty_codes
from pipelines.demo.portfolio import CIVILS, CONTRACTS, ENERGY
from pipelines.lib.config.load import load_config
from tests.unit.demo.truth import Expected, expected_kpis

SOURCES = Path(__file__).resolve().parents[3] / "sources"


@pytest.fixture(scope="module")
def rows() -> dict[tuple, Expected]:
    return {(r.kpi_id, r.variant, r.scope, r.project_id, r.contract_id, r.period_id): r for r in expected_kpis()}


def value(rows: dict, kpi_id: str, variant: str, place: tuple, period_id: str) -> Fraction:
    return rows[(kpi_id, variant, *place, period_id)].value


PORTFOLIO = ("portfolio", None, None)
L16 = ("project", "L16", None)
PLACES = [("contract", facts.project_id, facts.contract_id) for facts in CONTRACTS]


def test_every_row_is_named_once() -> None:
    expected = expected_kpis()
    assert len({(r.kpi_id, r.variant, r.scope, r.project_id, r.contract_id, r.period_id) for r in expected}) == len(
        expected
    )


def test_what_nobody_can_know_is_unknown(rows: dict) -> None:
    """SPI once the plan is over, level of effort that a report does not tell, an exposure with a faulty risk in it."""
    unknown = {key for key, row in rows.items() if row.status != "OK"}
    assert {key[2:] for key in unknown if key[:2] == ("SP-01", "total")} == {
        ("contract", "M5", "M5-energy", period) for period in ("2025-10", "2025-11", "2025-12")
    }
    fitout = {("contract", "HUB", "HUB-fitout", f"2025-{month:02d}") for month in MONTHS}
    hidden = {key[2:] for key in unknown if key[:2] == ("SP-01", "total")}
    assert {key[2:] for key in unknown if key[:2] == ("SP-01", "discrete")} == fitout | hidden
    assert {key[2:] for key in unknown if key[0] == "RK-03"} == {
        ("contract", "M5", "M5-energy", "2025-07"),
        ("contract", "M5", "M5-track", "2025-08"),
    }
    assert {key[0] for key in unknown} == {"SP-01", "RK-03"}


def test_the_change_raises_the_budget_from_its_month_on(rows: dict) -> None:
    bac = [value(rows, "CO-01", "default", PLACES[0], f"2025-{month:02d}") for month in MONTHS]
    assert bac == [184_500_000] * 3 + [190_700_000] * 9


def test_the_portfolio_is_a_ratio_of_sums_at_the_budget_rate(rows: dict) -> None:
    period, rates = "2025-06", [Fraction(BUDGET_RATES[facts.currency]) for facts in CONTRACTS]
    sums = {
        part: sum(value(rows, "CO-02", part, place, period) * rate for place, rate in zip(PLACES, rates, strict=True))
        for part in ("pv", "ev", "ac")
    }
    assert value(rows, "SP-01", "total", PORTFOLIO, period) == sums["ev"] / sums["pv"]
    assert value(rows, "CO-04", "default", PORTFOLIO, period) == sums["ev"] / sums["ac"]
    spis = [value(rows, "SP-01", "total", place, period) for place in PLACES]
    assert min(spis) < value(rows, "SP-01", "total", PORTFOLIO, period) < max(spis)


def test_contracts_differ_as_a_portfolio_should(rows: dict) -> None:
    spi, cpi = ([value(rows, kpi, variant, place, "2025-06") for place in PLACES]
                for kpi, variant in (("SP-01", "total"), ("CO-04", "default")))  # fmt: skip
    assert spi[0] < Fraction(9, 10) and spi[1] > 1
    assert cpi[2] < Fraction(9, 10) and cpi[1] > 1


def test_late_and_rejected_deliveries_show_in_their_month_only(rows: dict) -> None:
    on_time = {p: value(rows, "DQ-01", "default", PORTFOLIO, p) for p in (f"2025-{m:02d}" for m in MONTHS)}
    first = {p: value(rows, "DQ-04", "default", PORTFOLIO, p) for p in on_time}
    assert {p: v for p, v in on_time.items() if v != 1} == {
        "2025-02": Fraction(18, 19),
        "2025-08": Fraction(18, 19),
    }
    # The city's ledger of no month is rejected; the hub's counts for both of its contracts.
    assert {p: v for p, v in first.items() if v != 1} == {
        "2025-03": Fraction(17, 19),
        "2025-04": Fraction(17, 19),
        "2025-05": Fraction(16, 19),
        "2025-06": Fraction(18, 19),
    }


def test_a_posting_after_the_25th_belongs_to_the_next_period(rows: dict) -> None:
    """Management fees of 12,480 are posted on the 28th: January has none of them, December eleven of twelve."""
    from pipelines.demo.ledger import ledger

    fees = [e for e in ledger(12) if e.contract_id == ENERGY.contract_id and e.text == "Frais de gestion"]
    posted = [sum(e.posted_on <= ENERGY.period(month).cut_off for e in fees) for month in MONTHS]
    assert posted == list(range(12))


def test_planted_rows_are_three_and_below_five_percent(rows: dict) -> None:
    codes = faulty_codes(build_model(CIVILS), 5)
    assert len(codes) == 3
    plan = build_model(CIVILS).updates[4].plan
    budget = sum(a.cents for a in plan.assignments if a.activity in codes)
    assert 0 < budget < 0.05 * sum(a.cents for a in plan.assignments)


def test_no_planned_moment_falls_on_a_data_date() -> None:
    """So that <= and < can't be told apart by these figures: conventions at the very midnight don't matter."""
    for facts in CONTRACTS:
        for update in build_model(facts).updates:
            at = to_hours(update.period.data_date)
            moments = {m for dates in update.plan.dates.values() for m in (dates.early_start, dates.early_finish)}
            assert at not in moments


@pytest.mark.parametrize("facts", CONTRACTS, ids=lambda facts: facts.contract_id)
def test_the_committed_configuration_says_the_same(facts) -> None:
    config = load_config(SOURCES)
    contract = config.contracts[facts.contract_id]
    assert (contract.project, contract.party, contract.currency) == (facts.project_id, facts.party_id, facts.currency)
    assert contract.signed_value == facts.signed_value
    assert contract.completion.activity == facts.completion
    assert [due.date for due in contract.completion.due] == [day for _, day in facts.due]
    reporting = contract.reporting or config.portfolio.reporting
    assert set(reporting.holidays) == set(HOLIDAYS)
    assert reporting.due_business_days == facts.due_business_days
    assert [baseline.id for baseline in contract.baselines] == [plan.baseline_id for plan in build_model(facts).plans]
    budget = config.rates.filter(rate_type="budget", currency=facts.currency)["rate"].item()
    assert budget == float(BUDGET_RATES[facts.currency])
    for milestone in contract.milestones:
        assert build_model(facts).plans[0].network.activities[milestone.activity].kind == "TT_FinMile"
