"""Numbers as people write them, every expected value worked out by hand."""

from decimal import Decimal

import polars as pl
import pytest

from pipelines.lib.conform.numbers import plain_number, to_double, to_money


def money(text, decimal=".", thousands=None, scale=1):
    frame = pl.DataFrame({"text": [text]}, schema={"text": pl.String})
    plain = plain_number(pl.col("text"), decimal, thousands)
    value = frame.select(to_money(plain, Decimal(scale))).to_series()
    assert value.dtype == pl.Decimal(18, 4)
    return value[0]


def fraction(text, is_percent=False, decimal="."):
    frame = pl.DataFrame({"text": [text]})
    return frame.select(to_double(pl.col("text"), plain_number(pl.col("text"), decimal, None), is_percent)).item()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1234.5", "1234.5"),
        ("64,500,000 CHF", "64500000"),
        ("£1,464.00", "1464"),
        ("-£1,464.00", "-1464"),
        ("£-1,464.00", "-1464"),
        ("-CHF 1,464.00", "-1464"),
        ("(£1,464.00)", "-1464"),
        ("CHF (1,464.00)", "-1464"),
        ("US$ 5.25", "5.25"),
        ("eur 5", "5"),
        ("1464.00-", "-1464"),
        ("1464.00- USD", "-1464"),
        ("\u22125", "-5"),
        ("+3", "3"),
        (".5", "0.5"),
        ("12'345.6", "12345.6"),
        ("12\u2019345.6", "12345.6"),
        ("1 234 567.89", "1234567.89"),
        ("1E+05", "100000"),
        ("99999999999999.9999", "99999999999999.9999"),
    ],
)
def test_point_and_commas(text, expected):
    assert money(text) == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100.-", "100"),
        ("100,-", "100"),
        ("100.\u2013", "100"),
        ("100.--", "100"),
        ("1'250.-", "1250"),
        ("CHF 1'250.-", "1250"),
        ("1'250.- CHF", "1250"),
        ("-100.-", "-100"),
        ("(100.-)", "-100"),
        ("100-", "-100"),
    ],
)
def test_a_dash_for_no_cents_is_no_minus(text, expected):
    assert money(text) == money(text, decimal=",") == Decimal(expected)


@pytest.mark.parametrize(
    "text",
    [
        "12.5 k€",
        "3 M€",
        "k€ 12.5",
        "3 MM$",
        "2 bn£",
        "1.2 mio",
        "1.2 Mio EUR",
        "EUR mio 5",
        "5 K EUR",
        "5 TEUR",
        "3 mrd",
    ],
)
def test_an_amount_in_thousands_or_millions_is_not_guessed(text):
    assert money(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1234,56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1\u00a0234\u00a0567,89", "1234567.89"),
        ("1\u202f234,56", "1234.56"),
        ("1\u2009234,56", "1234.56"),
        ("-1 234,56 €", "-1234.56"),
        ("1.234,56-", "-1234.56"),
        ("€ 1.234,56-", "-1234.56"),
        ("1.234.567,891", "1234567.891"),
        ("(1.234,56)", "-1234.56"),
        ("1.234", "1234"),
        ("0,0042", "0.0042"),
    ],
)
def test_french_and_sap(text, expected):
    assert money(text, decimal=",", thousands=" ") == Decimal(expected)


@pytest.mark.parametrize(
    "text", ["1,5", "1,23,456.00", "1.2.3", "12-5", "--5", "(5", "n/a", "-", "#REF!", "####", "EUR"]
)
def test_what_is_no_number_is_null(text):
    assert money(text) is None


@pytest.mark.parametrize("text", ["1.5", "1,234.56", "12.34"])
def test_a_point_that_groups_no_thousands_is_not_guessed_at(text):
    assert money(text, decimal=",") is None


def test_blank_is_null():
    assert money(None) is None
    assert money("  ") is None


def test_the_scale_is_exact():
    # In floating point 0.1234567 x 1000 and 1.1 x 1000 are not these.
    assert money("0.1234567", scale=1000) == Decimal("123.4567")
    assert money("1,1", decimal=",", scale=1000) == Decimal("1100")
    assert money("64,500.125", scale=1000) == Decimal("64500125")
    assert money("1.5", scale="0.01") == Decimal("0.015")


def test_too_big_for_the_column_is_null_not_wrapped():
    assert money("999999999999999") is None
    assert money("999999999999", scale=1000) is None


@pytest.mark.parametrize(
    ("text", "is_percent", "expected"),
    [("8%", False, 0.08), ("8 %", False, 0.08), ("8%", True, 0.08), ("8", True, 0.08), ("0.08", False, 0.08)],
)
def test_percents_are_divided_once(text, is_percent, expected):
    assert fraction(text, is_percent) == pytest.approx(expected, abs=1e-15)


def test_a_french_percent():
    assert fraction("12,5 %", decimal=",") == 0.125
