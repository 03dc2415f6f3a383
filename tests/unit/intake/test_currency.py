"""Costs of a schedule in another currency are converted at the budget rates, which count in the portfolio's currency."""

from decimal import Decimal
from types import SimpleNamespace

import polars as pl
import pytest

from pipelines.lib.intake.currency import in_contract_currency

RATES = pl.DataFrame(
    [("EUR", "budget", 1.0), ("USD", "budget", 0.8), ("GBP", "budget", 1.25), ("JPY", "actual", 0.006)],
    schema=["currency", "rate_type", "rate"],
    orient="row",
)
D = Decimal


def converted(given, wanted, said=None, amount=D("1000.0000")):
    """Budget cost, kind of note and problem of one assignment."""
    contract = SimpleNamespace(currency=wanted)
    config = SimpleNamespace(contract_of=lambda _: contract, rates=RATES)
    costs = {name: [amount] for name in ("budget_cost", "actual_cost", "remaining_cost")}
    rows = pl.DataFrame(costs, schema=dict.fromkeys(costs, pl.Decimal(18, 4)))
    source = SimpleNamespace(currency=given)
    tables, note, problem = in_contract_currency(config, source, {"schedule_assignment": rows}, said)
    return tables["schedule_assignment"]["budget_cost"][0], note and note.kind, problem


@pytest.mark.parametrize(
    ("given", "wanted", "amount"),
    [
        ("USD", "EUR", "800.0000"),  # 1000 x 0.8
        ("EUR", "USD", "1250.0000"),  # 1000 / 0.8
        ("GBP", "USD", "1562.5000"),  # 1000 x 1.25 / 0.8
        ("USD", "GBP", "640.0000"),  # 1000 x 0.8 / 1.25
    ],
)
def test_costs_are_converted_at_the_budget_rate(given, wanted, amount):
    assert converted(given, wanted) == (D(amount), "currency_converted", None)


def test_what_the_source_says_goes_before_what_the_file_says():
    assert converted("EUR", "EUR", said="USD") == (D(1000), None, None)


@pytest.mark.parametrize("given", ["JPY", "CHF"])
def test_without_a_budget_rate_nothing_is_converted(given):
    amount, note, problem = converted(given, "EUR")
    assert (amount, note) == (D(1000), None)
    assert problem.endswith(f"rates.csv has no budget rate for {given}")


def test_a_conversion_that_the_file_contradicts_is_told():
    amount, kind, _ = converted("USD", "EUR", said="EUR")
    assert (amount, kind) == (D(800), "currency_contradicted")
