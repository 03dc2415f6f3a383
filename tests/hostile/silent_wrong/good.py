"""The good files of each feed, and the figures that follow from them by hand, for the period 2026-02.

Schedule: A10 (1,000 EUR, 160 h from 2 to 27 February) is half done on 24 February 12:00, when 132 h are planned; A20 (1,000 EUR)
comes in March. Ledger: five lines. Register: 0.5 x 10,000 + 0.2 x 20,000, and a closed risk. Report: two accounts. Invoices:
100,000 ten days late and 900,000 two days early are -0.8 days.
"""

from dataclasses import dataclass, field
from pathlib import Path

CASES = Path(__file__).parents[1] / "cases/k_sem/K24H"
BASELINE, UPDATE = (CASES / "baseline.xer").read_bytes(), (CASES / "update.xer").read_bytes()

LEDGER_HEADER = "cost_key,document_id,entry_type,posting_date,amount,description"
JANUARY = ["W1,D1,actual,2026-01-10,1234.50,Steel", "W1,D2,actual,2026-01-20,800.25,Sand"]
LEDGER_LINES = [
    *JANUARY,
    "W2,D3,actual,2026-02-03,1500.00,Crane",
    "W2,D4,actual,2026-02-11,2000.75,Concrete",
    "W1,D5,actual,2026-02-27,464.50,Gravel",
]
RISK_HEADER = "risk_id,title,risk_type,status,probability,cost_likely,currency,owner,response,next_review_on"
RISK_LINES = [
    "R1,Ground,threat,open,0.5,10000,EUR,Ann,Survey,2026-04-01",
    "R2,Strike,threat,open,0.2,20000,EUR,Bob,Talk,2026-04-01",
    "R3,Flood,threat,closed,0.9,50000,EUR,Ann,Wall,2026-04-01",
]
REPORT_HEADER = "control_account,fiscal_period,pv,ev,ac,bac"
REPORT_JANUARY = ["CA1,2026-01,300.00,250.00,200.00,1000.00", "CA2,2026-01,100.00,100.00,120.00,2000.00"]
REPORT_LINES = ["CA1,2026-02,600.00,500.00,550.00,1000.00", "CA2,2026-02,200.00,250.00,240.00,2000.00"]
INVOICE_HEADER = "invoice_id,received_on,due_on,paid_on,amount"
INVOICE_LINES = ["I1,2025-12-05,2026-01-04,2026-01-14,100000.00", "I2,2026-01-06,2026-02-05,2026-02-03,900000.00"]

FIGURES = {
    "schedule": {"pv": 825, "ev": 500, "bac": 2000},
    "cost": {"ac": 6000},
    "workbook": {"ac": 6000},
    "risk": {"exposure": 9000},
    "earned_value": {"pv": 800, "ev": 750, "ac": 790, "bac": 3000},
    "invoice": {"payment_delay": -0.8},
}


@dataclass(frozen=True)
class Planted:
    """A file with a trait. `right`: figures that the trait truly changes; `source`: configuration it needs.

    `before`: the clean delivery of the month before (of a schedule an update, beside its baseline).
    """

    content: bytes
    right: dict[str, float] = field(default_factory=dict)
    source: dict = field(default_factory=dict)
    name: str | None = None
    baseline: bytes = BASELINE
    before: bytes | None = None
    manifest: str | None = None


def text(header: str, lines: list[str], end: str = "\n") -> bytes:
    """A CSV in UTF-8."""
    return (end.join([header, *lines]) + end).encode()


LEDGER = text(LEDGER_HEADER, LEDGER_LINES)
REGISTER = text(RISK_HEADER, RISK_LINES)
REPORT = text(REPORT_HEADER, REPORT_LINES)
INVOICES = text(INVOICE_HEADER, INVOICE_LINES)
# The clean delivery of the month before.
BEFORE = {
    "cost": text(LEDGER_HEADER, JANUARY),
    "risk": REGISTER.replace(b"Strike", b"Walk-out"),
    "earned_value": text(REPORT_HEADER, REPORT_JANUARY),
    "invoice": text(INVOICE_HEADER, INVOICE_LINES[:1]),
}
