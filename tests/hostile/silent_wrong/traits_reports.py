"""Traits of a risk register, an earned-value report and an invoice register as CSV."""

from tests.hostile.silent_wrong.good import (
    BEFORE,
    INVOICE_HEADER,
    INVOICE_LINES,
    INVOICES,
    REGISTER,
    REPORT,
    REPORT_HEADER,
    REPORT_JANUARY,
    REPORT_LINES,
    RISK_HEADER,
    RISK_LINES,
    Planted,
    text,
)


def _one(good: bytes, old: bytes, new: bytes, **options) -> Planted:
    assert old in good, old
    return Planted(good.replace(old, new), **options)


def risk(old: bytes, new: bytes, **options) -> Planted:
    """One place of the register written in another way."""
    return _one(REGISTER, old, new, **options)


def report(old: bytes, new: bytes, **options) -> Planted:
    """One place of the report written in another way."""
    return _one(REPORT, old, new, **options)


def invoice(old: bytes, new: bytes, **options) -> Planted:
    """One place of the invoices written in another way."""
    return _one(INVOICES, old, new, **options)


RISK = {
    "clean": Planted(REGISTER),
    "percent_without_sign": Planted(REGISTER.replace(b",0.5,", b",50,").replace(b",0.2,", b",20,").replace(b",0.9,", b",90,")),
    "percent_with_sign": Planted(REGISTER.replace(b",0.5,", b",50 %,").replace(b",0.2,", b",20%,").replace(b",0.9,", b",90%,")),
    "one_percent_as_1": risk(b",0.5,", b",1,", right={"exposure": 4100}),
    "probability_class": risk(b",0.5,", b",4,"),
    "probability_in_words": risk(b",0.5,", b",likely,"),
    "probability_comma": risk(b",0.5,", b',"0,5",'),
    "probability_blank": risk(b",0.5,", b",,"),
    "most_probabilities_blank": Planted(text(RISK_HEADER, [*RISK_LINES, *(f"R{n},Risk {n},threat,open,,9000,EUR,Ann,Survey,2026-04-01" for n in range(4, 9))])),
    "impact_blank": risk(b",10000,", b",,"),
    "impact_in_days_alone": Planted(text(RISK_HEADER + ",days_likely", [RISK_LINES[0].replace("10000", "") + ",5", *(line + ",5" for line in RISK_LINES[1:])])),
    "impact_without_its_middle": Planted(REGISTER.replace(b"cost_likely", b"cost_max")),
    "probability_negative": risk(b",0.5,", b",-0.5,"),
    "probability_nan": risk(b",0.5,", b",NaN,"),
    "cost_in_thousands": Planted(REGISTER.replace(b"0000,EUR", b"0,EUR")),
    "cost_grouped": risk(b",10000,", b',"10,000",'),
    "cost_with_dot_groups": risk(b",10000,", b",10.000,"),
    "cost_as_range": risk(b",10000,", b",5000-15000,"),
    "cost_dash": risk(b",50000,", b",-,"),
    "cost_negative": risk(b",10000,", b",-10000,"),
    "currency_usd": risk(b"10000,EUR", b"10000,USD", right={"exposure": 8000}),
    "currency_chf": risk(b"10000,EUR", b"10000,CHF"),
    "currency_in_cell": risk(b",10000,", b",USD 10000,", right={"exposure": 8000}),
    "status_capital": risk(b"threat,open,0.5", b"threat,Open,0.5"),
    "status_unknown": risk(b"threat,open,0.5", b"threat,live,0.5"),
    "type_unknown": risk(b"threat,open,0.5", b"hazard,open,0.5"),
    "opportunity": risk(b"threat,open,0.5", b"opportunity,open,0.5", right={"exposure": -1000}),
    "risk_twice": Planted(text(RISK_HEADER, [*RISK_LINES, RISK_LINES[0]])),
    "risk_twice_other_cost": Planted(text(RISK_HEADER, [*RISK_LINES, RISK_LINES[0].replace("10000", "12000")])),
    "risk_in_two_spellings": Planted(text(RISK_HEADER, [*RISK_LINES, RISK_LINES[0].replace("R1", "r 1")])),
    "one_cost_in_thousands": risk(b",10000,", b",10,"),
    "risk_gone": Planted(text(RISK_HEADER, RISK_LINES[1:])),
    "total_row": Planted(text(RISK_HEADER, [*RISK_LINES, "Total,,threat,open,1,30000,EUR,,,"])),
    "total_without_probability": Planted(text(RISK_HEADER, [*RISK_LINES, "Total,,,,,80000,EUR,,,"])),
    "total_under_the_title": Planted(text(RISK_HEADER, [*RISK_LINES, ",Total,,,,80000,EUR,,,"])),
    "total_of_the_open": Planted(text(RISK_HEADER, [*RISK_LINES, "Total,,threat,open,,30000,EUR,,,"])),
    "total_of_another_language": Planted(text(RISK_HEADER, [*RISK_LINES, "Razem,,threat,open,,80000,EUR,,,"])),
    "total_under_an_id": Planted(text(RISK_HEADER, [*RISK_LINES, "R9,Total,threat,open,0.5,80000,EUR,Ann,All,2026-04-01"])),
    "total_with_probability": Planted(text(RISK_HEADER, [*RISK_LINES, "R9,Sum,threat,open,1,80000,EUR,Ann,All,2026-04-01"])),
    "cost_twice": Planted(text(RISK_HEADER + ",Cost_Likely", [line + ",7" for line in RISK_LINES]), right={"exposure": -1}),
    "header_again": Planted(text(RISK_HEADER, [RISK_LINES[0], RISK_HEADER, *RISK_LINES[1:]])),
    "quotes_swallow": Planted(REGISTER.replace(b"Ground", b'"Ground').replace(b"Flood", b'Flood"')),
    "line_less": risk(b"R1,Ground,", b"R1,"),
    "same_bytes_as_last_month": Planted(BEFORE["risk"]),
    "days_1e15": Planted(text(RISK_HEADER + ",days_likely", [line + ",1e15" for line in RISK_LINES])),
    "cut_off": Planted(REGISTER[: REGISTER.index(b"20000") + 2]),
}  # fmt: skip
EARNED_VALUE = {
    "clean": Planted(REPORT),
    "increments_under_the_same_names": Planted(text(REPORT_HEADER, ["CA1,2026-02,300.00,250.00,350.00,1000.00", "CA2,2026-02,100.00,150.00,120.00,2000.00"])),
    "thousands_of_eur": Planted(text(REPORT_HEADER, ["CA1,2026-02,0.6,0.5,0.55,1.0", "CA2,2026-02,0.2,0.25,0.24,2.0"])),
    "ev_as_percent": Planted(text(REPORT_HEADER, ["CA1,2026-02,600.00,50%,550.00,1000.00", "CA2,2026-02,200.00,12.5%,240.00,2000.00"])),
    "ev_as_fraction": Planted(text(REPORT_HEADER, ["CA1,2026-02,600.00,0.5,550.00,1000.00", "CA2,2026-02,200.00,0.125,240.00,2000.00"])),
    "account_missing": Planted(text(REPORT_HEADER, REPORT_LINES[:1])),
    "account_in_two_spellings": Planted(text(REPORT_HEADER, [*REPORT_LINES, REPORT_LINES[0].replace("CA1", "ca 1")])),
    "account_dropped_and_another_begun": Planted(text(REPORT_HEADER, [REPORT_LINES[0], "CA3,2026-02,200.00,250.00,240.00,2000.00"])),
    "value_falls": Planted(REPORT.replace(b"500.00,550.00", b"150.00,550.00")),
    "cost_in_thousands": Planted(REPORT.replace(b"550.00,", b"0.55,").replace(b"240.00,", b"0.24,")),
    "value_and_cost_in_thousands": Planted(REPORT.replace(b"500.00,550.00", b"0.50,0.55").replace(b"250.00,240.00", b"0.25,0.24")),
    "budget_doubled": Planted(REPORT.replace(b",1000.00", b",4000.00")),
    "percents_as_amounts": Planted(REPORT.replace(b",500.00,", b",50.0,").replace(b",250.00,", b",12.5,").replace(b"550.00,1000.00", b"55000.00,100000.00").replace(b"240.00,2000.00", b"24000.00,200000.00")),
    "one_share": report(b",500.00,", b",0.5,"),
    "cost_of_the_month_to_date": Planted(text(REPORT_HEADER + ",ac_period", ["CA1,2026-02,600.00,500.00,350.00,1000.00,350.00", "CA2,2026-02,200.00,250.00,120.00,2000.00,120.00"])),
    "account_twice": Planted(text(REPORT_HEADER, [*REPORT_LINES, REPORT_LINES[0]])),
    "total_row": Planted(text(REPORT_HEADER, [*REPORT_LINES, "Total,2026-02,800.00,750.00,790.00,3000.00"])),
    "total_under_a_code": Planted(text(REPORT_HEADER, [*REPORT_LINES, "CA9,2026-02,800.00,750.00,790.00,3000.00"])),
    "account_above_others": Planted(text(REPORT_HEADER, [line.replace("CA", "CA.") for line in ["CA,2026-02,800.00,750.00,790.00,3000.00", *REPORT_LINES]])),
    "total_row_of_another_language": Planted(text(REPORT_HEADER, [*REPORT_LINES, "Razem,2026-02,800.00,750.00,790.00,3000.00"])),
    "header_again": Planted(text(REPORT_HEADER, [REPORT_LINES[0], REPORT_HEADER, REPORT_LINES[1]])),
    "period_month_first": Planted(REPORT.replace(b"2026-02", b"02/2026")),
    "period_in_words": Planted(REPORT.replace(b"2026-02", b"Feb-26")),
    "period_compact": Planted(REPORT.replace(b"2026-02", b"202602")),
    "period_of_last_month": Planted(REPORT.replace(b"2026-02", b"2026-01")),
    "months_before_alone": Planted(text(REPORT_HEADER, [*REPORT_JANUARY, *(line.replace("2026-01", "2025-12") for line in REPORT_JANUARY)])),
    "one_account_of_the_month": Planted(text(REPORT_HEADER, [*REPORT_JANUARY, REPORT_LINES[0]])),
    "ev_twice": Planted(text(REPORT_HEADER + ",EV", [line + ",7" for line in REPORT_LINES]), right={"ev": -1}),
    "period_of_next_year": Planted(REPORT.replace(b"2026-02", b"2027-02")),
    "decimal_comma": Planted(REPORT.replace(b",", b";").replace(b".", b",")),
    "negative_in_parentheses": report(b"500.00", b"(500.00)", right={"ev": -250}),
    "dash": report(b"500.00", b"-", right={"ev": 250}),
    "nan": report(b"500.00", b"NaN"),
    "pv_blank": report(b"600.00", b""),
    "ev_blank": report(b"500.00", b""),
    "ac_blank": report(b"550.00", b""),
    "bac_blank": report(b",1000.00", b","),
    "bac_blank_throughout": Planted(REPORT.replace(b",1000.00", b",").replace(b",2000.00", b",")),
    "amounts_blank": report(b"600.00,500.00,550.00", b",,"),
    "ev_blank_this_month_only": Planted(text(REPORT_HEADER, [*REPORT_JANUARY, REPORT_LINES[0].replace("500.00", ""), REPORT_LINES[1]])),
    "ev_blank_before_an_amount_to_date": Planted(text(REPORT_HEADER, [REPORT_JANUARY[0].replace("250.00", ""), REPORT_JANUARY[1], *REPORT_LINES])),
    "increment_blank": Planted(text("control_account,fiscal_period,pv_period,ev_period,ac_period,bac", [
        "CA1,2026-01,300.00,,200.00,1000.00", "CA2,2026-01,100.00,100.00,120.00,2000.00",
        "CA1,2026-02,300.00,250.00,350.00,1000.00", "CA2,2026-02,100.00,150.00,120.00,2000.00"])),
    "currency_column": Planted(text(REPORT_HEADER + ",currency", [line + ",USD" for line in REPORT_LINES]), right={"pv": 640, "ev": 600, "ac": 632, "bac": 2400}),
    "currency_in_cells": report(b"500.00", b"USD 500.00"),
    "same_bytes_as_last_month": Planted(BEFORE["earned_value"]),
    "columns_swapped": Planted(REPORT.replace(b"pv,ev,ac", b"ac,ev,pv")),
    "cut_off": Planted(REPORT[: REPORT.index(b"CA2") + 16]),
}  # fmt: skip
INVOICE = {
    "clean": Planted(INVOICES),
    "dates_day_first": Planted(text(INVOICE_HEADER, ["I1,05/12/2025,04/01/2026,14/01/2026,100000.00", "I2,06/01/2026,05/02/2026,03/02/2026,900000.00"])),
    "dates_two_digit_years": Planted(text(INVOICE_HEADER, ["I1,05.12.25,04.01.26,14.01.26,100000.00", "I2,06.01.26,05.02.26,03.02.26,900000.00"])),
    "paid_dash": Planted(text(INVOICE_HEADER, [*INVOICE_LINES, "I3,2026-02-01,2026-03-03,-,50000.00"])),
    "paid_9999": Planted(text(INVOICE_HEADER, [*INVOICE_LINES, "I3,2026-02-01,2026-03-03,9999-12-31,50000.00"])),
    "paid_1900": Planted(text(INVOICE_HEADER, [*INVOICE_LINES, "I3,2026-02-01,2026-03-03,1900-01-01,50000.00"])),
    "paid_zeros": Planted(text(INVOICE_HEADER, [*INVOICE_LINES, "I3,2026-02-01,2026-03-03,0000-00-00,50000.00"])),
    "paid_before_received": invoice(b"2026-02-03", b"2025-02-03"),
    "due_of_2028": invoice(b"2026-01-04", b"2028-01-04"),
    "due_of_2062": invoice(b"2026-01-04", b"2062-01-04"),
    "invoice_twice": Planted(text(INVOICE_HEADER, [*INVOICE_LINES, INVOICE_LINES[0]])),
    "total_row": Planted(text(INVOICE_HEADER, [*INVOICE_LINES, "Total,,2026-01-04,2026-01-14,1000000.00"])),
    "amount_in_thousands_of_one": invoice(b"100000.00", b"100.00"),
    "amount_negative": Planted(text(INVOICE_HEADER, [*INVOICE_LINES, "I3,2026-01-06,2026-02-05,2026-02-15,-50000.00"])),
    "amount_nan": invoice(b"100000.00", b"NaN"),
    "currency_in_cell": invoice(b"100000.00", b"USD 100000.00"),
    "header_again": Planted(text(INVOICE_HEADER, [INVOICE_LINES[0], INVOICE_HEADER, INVOICE_LINES[1]])),
    "cell_less": invoice(b"I1,2025-12-05,", b"I1,"),
    "quotes_swallow": invoice(b"I1,2025-12-05", b'"I1,2025-12-05'),
    "cut_off": Planted(INVOICES[: INVOICES.index(b"900000") + 3]),
}  # fmt: skip
