"""Dates by several formats, tried in order; expected days by hand, Excel's day numbers from Excel's own documentation."""

import datetime as dt

import polars as pl
import pytest

from pipelines.lib.conform.dates import to_date, to_timestamp


def date(text, *formats):
    return pl.DataFrame({"text": [text]}).select(to_date(pl.col("text"), formats)).item()


def timestamp(text, *formats):
    return pl.DataFrame({"text": [text]}).select(to_timestamp(pl.col("text"), formats)).item()


def test_the_first_format_that_fits_wins():
    assert date("05/03/2026", "%d/%m/%Y", "%m/%d/%Y") == dt.date(2026, 3, 5)
    assert date("05/03/2026", "%m/%d/%Y", "%d/%m/%Y") == dt.date(2026, 5, 3)
    assert date("05/31/2026", "%d/%m/%Y", "%m/%d/%Y") == dt.date(2026, 5, 31)


@pytest.mark.parametrize("text", ["2026-03-05", "05/03/2026", "5-Mar-26", " 05/03/2026 "])
def test_three_formats_in_one_column(text):
    assert date(text, "%Y-%m-%d", "%d/%m/%Y", "%d-%b-%y") == dt.date(2026, 3, 5)


def test_two_digit_years_are_not_the_first_century():
    assert date("05/03/26", "%d/%m/%Y", "%d/%m/%y") == dt.date(2026, 3, 5)
    assert date("05/03/26", "%d/%m/%Y") is None


@pytest.mark.parametrize("text", ["31/02/2026", "soon", "05/03/2026 A", "2026", "00/00/0000"])
def test_what_is_no_date_is_null(text):
    assert date(text, "%d/%m/%Y") is None


def test_excel_serials_only_when_asked_for():
    assert date("39448", "%d/%m/%Y") is None
    assert date("39448", "%d/%m/%Y", "serial") == dt.date(2008, 1, 1)  # the example of Excel's DATEVALUE help
    assert date("39448.75", "serial") == dt.date(2008, 1, 1)


def test_a_format_with_a_time_gives_the_day_or_the_moment():
    assert date("05/03/2026 17:30", "%d/%m/%Y %H:%M") == dt.date(2026, 3, 5)
    assert timestamp("05/03/2026 17:30", "%d/%m/%Y %H:%M") == dt.datetime(2026, 3, 5, 17, 30)
    assert timestamp("05/03/2026", "%d/%m/%Y %H:%M", "%d/%m/%Y") == dt.datetime(2026, 3, 5)


def test_the_time_of_a_serial_is_kept():
    assert timestamp("39448.75", "serial") == dt.datetime(2008, 1, 1, 18)
