"""What trips each rule on reported earned value, and what must not: for test_rules_fire."""

import datetime as dt
from decimal import Decimal

from tests.unit.validation.clean import CLEAN, REPORTED, plus, with_row

EV = "control_account_period"
END_ONLY = [{**row, "fiscal_period": None, "period_end": dt.date(2026, n, 28)} for n, row in enumerate(CLEAN[EV], 1)]
CASES = [
    ("V08E", "unknown currency", EV, with_row(EV, 2, currency="XXX"), [4]),
    ("V09E", "no account", EV, with_row(EV, 2, control_account=None), [4]),
    ("V11E", "same account and month", EV, plus(EV, **CLEAN[EV][2]), [4, 5]),
    ("V40E", "no month", EV, with_row(EV, 2, fiscal_period=None), [4]),
    ("V40E", "month in words", EV, with_row(EV, 2, fiscal_period="February"), [4]),
    ("V42E", "two answers", EV, with_row(EV, 1, ev_period=Decimal(17)), [3]),
    ("V44E", "more than all", EV, with_row(EV, 2, ev=Decimal(102)), [4]),
    ("V44F", "earned for nothing", EV, with_row(EV, 2, ev=Decimal(5), ac=Decimal(0)), [4]),
    ("V45E", "spent more than forecast", EV, with_row(EV, 2, ac=Decimal(112)), [4]),
    ("V52E", "planned more than budget", EV, with_row(EV, 2, pv=Decimal(102)), [4]),
]  # fmt: skip
FINE = {
    "periods by their last day": (EV, END_ONLY),
    "earned, its cost not reported": (EV, with_row(EV, 2, ev=Decimal(5), ac=None)),
    "off by one euro": (EV, with_row(EV, 1, ev_period=Decimal(16))),
    "another contract's account of that code": (EV, plus(EV, **REPORTED, fiscal_period="2026-02", contract_id="C2")),
}
