"""What cells can be: expected formats by hand."""

import polars as pl

from pipelines.lib.propose.values import best_formats, best_locale, is_ambiguous, month_numbers, months


def cells(*texts):
    return pl.Series("c", texts)


def test_the_locale_is_the_one_that_reads_the_most():
    assert best_locale([cells("1 234,50", "12,00-", "1 000 000,00")])[0] == ","
    assert best_locale([cells("1.234,50", "20,00-")])[0] == ","
    assert best_locale([cells("1,234.50", "64,500,000 CHF")])[0] == "."
    assert best_locale([cells("1.234.567", "12")])[0] == ","
    assert best_locale([cells("12", "13")]) == (".", None)
    assert best_locale([]) == (".", None)


def test_dates_of_several_formats():
    assert best_formats([cells("2025-12-09", "2025-12-10", "06/30/2024")], None) == ["%Y-%m-%d", "%m/%d/%Y"]
    assert best_formats([cells("22-Nov-23 A", "01-Dec-23")], None) == ["%d-%b-%y"]
    assert best_formats([cells("hello")], None) == []
    assert best_formats([cells("2025-12-09")], "1900") == []  # a workbook's own dates need no format


def test_nobody_can_tell_the_third_of_april_from_the_fourth_of_march():
    both = cells("03/04/2026", "05/06/2026")
    assert is_ambiguous([both], ["%d/%m/%Y"]) == ("%d/%m/%Y", "%m/%d/%Y")
    assert is_ambiguous([cells("03/04/2026", "25/06/2026")], ["%d/%m/%Y"]) is None
    assert is_ambiguous([cells("03/03/2026")], ["%d/%m/%Y"]) is None  # the same day either way
    assert is_ambiguous([cells("2026-03-04")], ["%Y-%m-%d"]) is None


def test_months_with_their_year_and_numbers_of_months():
    assert months(cells("2025-01", "02/2025")) == 1
    assert months(cells("1", "2")) == 0 and month_numbers(cells("1", "12", "016")) == 1
    assert month_numbers(cells("0", "17", "x")) == 0
