"""Dashes for nothing, totals that mark themselves, cells merged over rows."""

from dataclasses import replace
from decimal import Decimal

import polars as pl
import pytest

from pipelines.lib.config.source import Locale, Mapping
from pipelines.lib.conform.columns import conform_columns
from pipelines.lib.readers import MERGES
from tests.unit.conform.flat import COST, LINES, PERIOD, RISK, TABLES, bad, column, conform, raw


def notes(conformed):
    return [(note.kind, note.row, note.column) for note in conformed.envelope["notes"]]


@pytest.mark.parametrize("dash", ["-", "–", "—", "--", "−"])
def test_a_dash_for_an_amount_is_zero(dash):
    found = conform({**LINES, "amount": ["1", dash]})
    assert column(found, "amount") == [Decimal(1), Decimal(0)]
    assert (bad(found), notes(found)) == ([], [("dash_for_nil", 3, "amount")])


def test_a_dash_for_reported_value_is_zero_and_a_blank_is_not():
    report = {
        "control_account": ["A", "B"],
        "fiscal_period": ["2026-01"] * 2,
        "currency": ["EUR"] * 2,
        "ev": ["-", None],
    }
    found = conform(report, table=TABLES["control_account_period"])
    assert column(found, "ev") == [Decimal(0), None]


def test_a_dash_for_another_number_or_date_is_nothing():
    risk = {"risk_id": ["R1", "R2"], "title": ["a", "-"], "status": ["open"] * 2, "cost_likely": ["-", "5"]}
    found = conform({**risk, "reviewed_on": ["-", "2026-01-31"]}, table=RISK)
    assert (column(found, "cost_likely"), column(found, "title")) == ([None, Decimal(5)], ["a", "-"])
    assert bad(found) == []


def test_a_minus_before_a_number_is_no_dash():
    assert column(conform({**LINES, "amount": ["-1", "2-"]}), "amount") == [Decimal(-1), Decimal(-2)]


def test_totals_of_sap_lists_are_left_out_and_told():
    lines = {"cost_key": ["P.1", "*", "**"], "document_id": ["D", None, None], "entry_type": ["actual", None, None]}
    found = conform({**lines, "amount": ["5", "5", "5"], "currency": ["EUR"] * 3, "description": ["x", None, None]})
    assert column(found, "cost_key") == ["P.1"]
    assert (found.envelope["dropped_rows"], notes(found)) == (2, [("star_totals", 3, None)])


def merged(column_name, first, last, **columns):
    file = raw({**LINES, "cost_key": ["W1", None], **columns})
    sheet = file.tables[""].with_columns(source_sheet=pl.lit("Ledger"))
    merges = pl.DataFrame([("Ledger", column_name, first, last)], schema=MERGES, orient="row")
    file = replace(file, tables={"": sheet}, merges=merges, facts={"date_system": "1900"})
    return conform_columns(file, COST, Mapping(constants=PERIOD), Locale())


def test_a_code_merged_over_rows_is_filled_down():
    found = merged("cost_key", 2, 3)
    assert (column(found, "cost_key"), notes(found)) == (["W1", "W1"], [("merged_filled", None, "cost_key")])


def test_an_amount_merged_over_rows_is_counted_once_and_named():
    found = merged("amount", 2, 3, amount=["5", None])
    assert column(found, "amount") == [Decimal(5), None]
    assert notes(found) == [("merged_number", 2, "amount")]
