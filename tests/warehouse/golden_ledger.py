"""Contracts whose ledgers, milestones and risks are known by hand. The numbers stand in test_ledger.py and test_facts.py."""

from datetime import date, timedelta
from decimal import Decimal

from tests.warehouse.scenario import Scenario, day

MONTHS = [("2026-01", "2026-01-01", "2026-01-31"), ("2026-02", "2026-02-01", "2026-02-28"), ("2026-03", "2026-03-01", "2026-03-31"),
          ("2026-04", "2026-04-01", "2026-04-30"), ("2026-05", "2026-05-01", "2026-05-31")]  # fmt: skip
CUT_25 = [("2026-01", "2025-12-26", "2026-01-25"), ("2026-02", "2026-01-26", "2026-02-25")]


def stopped(lake: Scenario) -> None:
    """A ledger that comes in January, February, and never again; February books 30 back into January."""
    lake.contract("stopped", MONTHS)
    first = lake.load("stopped-1", "stopped", "cost", "2026-02-01", "2026-01")
    lake.cost(first, "A", "2026-01-10", 100)
    lake.cost(first, "A", "2026-01-10", 500, "commitment")
    second = lake.load("stopped-2", "stopped", "cost", "2026-03-01", "2026-02")
    for posted, amount in (("2026-01-10", 100), ("2026-01-30", 30), ("2026-02-10", 50), ("2026-03-02", 999)):
        lake.cost(second, "A", posted, amount)
    lake.cost(second, "A", "2026-02-11", -5, reversal="X")


def cut_25(lake: Scenario) -> None:
    """A cut-off on the 25th: what is posted on 28 January belongs to February, what comes after the calendar to nobody."""
    lake.contract("cut25", CUT_25)
    now = lake.load("cut25-1", "cut25", "cost", "2026-02-26", "2026-02")
    for posted, amount in (("2025-11-30", 1), ("2026-01-25", 10), ("2026-01-28", 100), ("2026-02-27", 1000)):
        lake.cost(now, "A", posted, amount)
    before = lake.load("cut25-0", "cut25", "cost", "2026-01-26", "2026-01")
    for posted, amount in (("2025-11-30", 1), ("2026-01-25", 10), ("2026-01-28", 100)):
        lake.cost(before, "A", posted, amount)


def delta(lake: Scenario) -> None:
    """New lines only: the loads add up."""
    lake.contract("delta", MONTHS)
    for number, amount in ((1, 100), (2, 20), (3, 3)):
        status = date(2026, number + 1, 1)
        stamps = lake.load(f"delta-{number}", "delta", "cost", status.isoformat(), f"2026-0{number}", content="delta")
        lake.cost(stamps, "A", (status - timedelta(days=5)).isoformat(), amount)


def cumulative(lake: Scenario) -> None:
    """Amounts to date: only the newest fiscal period of a cost key counts, with all its rows."""
    lake.contract("cumulative", MONTHS)
    stamps = lake.load("cumulative-1", "cumulative", "cost", "2026-03-01", "2026-02", content="snapshot")
    for key, period, amount in (("A", "2026-01", 40), ("A", "2026-02", 70), ("A", "2026-02", 5), ("A.1", "2026-01", 8)):
        lake.cost(stamps, key, "2026-01-01", amount, measure="cumulative", fiscal_period=period)


def foreign(lake: Scenario) -> None:
    """A contract in GBP with a line in EUR, and an account with a currency nobody has a rate for."""
    lake.contract("foreign", MONTHS[:1], currency="GBP", control_account_level=1)
    for currency, rate in (("EUR", 1.0), ("GBP", 1.25)):
        lake.add("config_rate", currency=currency, rate_type="budget", rate=rate)
    before = lake.baseline("foreign", "BL0", "2026-01-01")
    for account in ("A", "B"):
        lake.activity(before, account, day("2026-01-05", 8), day("2026-01-09", 17), cost=10, wbs=account)
    stamps = lake.load("foreign-1", "foreign", "cost", "2026-02-01", "2026-01")
    lake.cost(stamps, "A", "2026-01-05", 100, currency="EUR")
    lake.cost(stamps, "A", "2026-01-06", 7, currency="GBP")
    lake.cost(stamps, "B", "2026-01-06", 7, currency="XAU")


def scaled(lake: Scenario) -> None:
    """BAC from the ledger: 100, then 150 by a budget change in February; the schedule's costs of 80 only say the shape."""
    lake.contract("scaled", MONTHS[:2], bac_from="ledger")
    before = lake.baseline("scaled", "BL0", "2026-01-01")
    lake.activity(before, "T1", day("2026-01-05", 8), day("2026-01-30", 17), cost=80)
    for period, data_date, percent in (("2026-01", "2026-01-19", 25.0), ("2026-02", "2026-03-01", 75.0)):
        lake.activity(
            lake.load(f"scaled-{period}", "scaled", "schedule", data_date, period), "T1", percent_complete=percent
        )
        ledger = lake.load(f"scaled-c-{period}", "scaled", "cost", data_date, period)
        lake.cost(ledger, "A", "2026-01-02", 100, "budget")
        lake.cost(ledger, "A", "2026-02-02", 50, "budget_change")


def handover(lake: Scenario) -> None:
    """A handover baselined for Thursday 2 April 17:00, forecast Tuesday 7 April; Easter Monday is off. Its date moves in March."""
    lake.contract("handover", MONTHS[1:4])
    code = {"contract_id": "handover", "activity": "M1", "milestone_name": "Handover"}
    lake.add("config_milestone", **code, valid_from=date(2026, 1, 1), due_on=date(2026, 4, 1))
    lake.add("config_milestone", **code, valid_from=date(2026, 3, 15), due_on=date(2026, 4, 30), change_id="CO-1")
    before = lake.baseline("handover", "BL0", "2026-01-01")
    lake.activity(before, "M1", day("2026-04-02", 17), day("2026-04-02", 17), kind="finish_milestone")
    lake.activity(before, "T1", day("2026-03-30", 8), day("2026-04-02", 17), cost=5)
    for period, data_date, finish, more in (
        ("2026-02", "2026-03-01", day("2026-04-07", 17), {}),
        ("2026-03", "2026-04-01", day("2026-03-31", 17), {"actual_finish": day("2026-03-31", 17)}),
    ):
        now = lake.load(f"handover-{period}", "handover", "schedule", data_date, period)
        lake.activity(now, "M1", finish, finish, kind="finish_milestone", **more)
    lake.load("handover-2026-04", "handover", "schedule", "2026-05-01", "2026-04")


def registers(lake: Scenario) -> None:
    """A contract's register in GBP, and a programme risk that belongs to no contract."""
    lake.add("config_period", contract_id=None, period_id="2026-01", period_start=date(2026, 1, 1),
             period_end=date(2026, 1, 31), due_on=date(2026, 2, 5))  # fmt: skip
    status, usual = (
        day("2026-02-01"),
        {"risk_type": "threat", "status": "open", "title": "t", "source_id": "client.risk"},
    )
    lake.add("current_submission", load_id="risks", submission_id="s-risks", source_id="client.risk", feed="risk", role="update",
             data_date=status, cut_off_day=date(2026, 1, 31))  # fmt: skip
    for contract, risk, amount, currency in (
        ("stopped", "R1", 100, "GBP"),
        ("stopped", "R2", 100, "XAU"),
        (None, "R1", 40, None),
    ):
        lake.add("risk", **usual, load_id="risks", contract_id=contract, risk_id=risk, probability=0.5,
                 cost_likely=Decimal(amount), currency=currency, data_date=status)  # fmt: skip
    for contract in ("stopped", None):
        lake.add("submission_period", load_id="risks", contract_id=contract, period_id="2026-01", speaks=True)


def faulty_lines(lake: Scenario) -> None:
    """A critical line of 10 in 1,010 stays out of AC; one of 100 in 1,100 is too much: nobody knows the cost."""
    for contract, bad in (("few-faults", 10), ("many-faults", 100)):
        lake.contract(contract, MONTHS[:1])
        stamps = lake.load(f"{contract}-1", contract, "cost", "2026-02-01", "2026-01")
        for number in range(40):
            lake.cost(stamps, "A", "2026-01-10", 25, document_id=f"D{number}", source_row=number + 2)
        lake.cost(stamps, "A", "2026-01-11", bad, document_id="BAD", source_row=99)
        lake.add(
            "finding",
            rule_id="V43",
            severity="critical",
            load_id=f"{contract}-1",
            table_name="cost_entry",
            source_row=99,
        )
    lake.add("config_rule", rule_id="V43", feed="cost", table_name="cost_entry", severity="critical", falsifies="cost")


def alarmed(lake: Scenario) -> None:
    """An alarm about the whole ledger of January, in thousands; February's ledger is sound."""
    lake.contract("alarmed", MONTHS[:2])
    for load, until, period, amount in (
        ("alarmed-1", "2026-02-01", "2026-01", 100),
        ("alarmed-2", "2026-03-01", "2026-02", 200),
    ):
        stamps = lake.load(load, "alarmed", "cost", until, period)
        lake.cost(stamps, "A", "2026-01-10", amount, document_id="D1", source_row=2)
        lake.cost(stamps, "A", "2026-01-10", 650, "commitment", document_id="D2", source_row=3)
    lake.add(
        "finding",
        rule_id="V10",
        severity="critical",
        load_id="alarmed-1",
        contract_id="alarmed",
        table_name="cost_entry",
    )
    lake.add(
        "config_rule", rule_id="V10", feed="cost", table_name="ledger_total", severity="critical", falsifies="cost"
    )


STORIES = (stopped, cut_25, delta, cumulative, foreign, scaled, faulty_lines, alarmed, handover, registers)
