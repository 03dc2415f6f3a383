"""A contract whose contractor reports earned value, with its cost in a ledger. The numbers stand in test_earned_value.py."""

from datetime import date
from decimal import Decimal

from tests.warehouse.scenario import Scenario

FEBRUARY_AND_MARCH = [("2026-02", "2026-02-01", "2026-02-28"), ("2026-03", "2026-03-01", "2026-03-31")]


def reported(lake: Scenario) -> None:
    """Begun in 2025; two reports on A alone, AC from a ledger that holds A (700, then 900) and X (100), which no report names."""
    lake.contract("told", FEBRUARY_AND_MARCH, ev_method="reported", ac_source="ledger", started_on=date(2025, 6, 1))
    lake.add("config_contract_expects", contract_id="told", feed="earned_value", source_id="told.earned_value")
    lake.add("config_source", source_id="told.earned_value", party_id="told", feed="earned_value", contract_id="told")
    for period, last, earned, spent in (("2026-02", "2026-03-01", 600, 700), ("2026-03", "2026-04-01", 1000, 900)):
        report = lake.load(f"told-r-{period}", "told", "earned_value", last, period)
        amounts = {"pv": Decimal(800), "ev": Decimal(earned), "bac": Decimal(2000)}
        lake.add(
            "control_account_period", **report, control_account="A", fiscal_period=period, currency="EUR", **amounts
        )
        ledger = lake.load(f"told-c-{period}", "told", "cost", last, period)
        lake.cost(ledger, "A", f"{period}-10", spent)
        lake.cost(ledger, "X", f"{period}-10", 100)
