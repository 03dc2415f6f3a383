"""A line above a table that names another currency than the one its rows are counted in."""

import pytest

from pipelines.lib.conform.currency_above import currency_above

HEADERS = ["Code", "Amount USD", "Amount"]


@pytest.mark.parametrize(
    "line", ["All amounts in CHF", "Currency: USD", "Ledger ($)", "Montants en kCHF", "US$ million"]
)
def test_another_currency_is_told(line):
    (note,) = currency_above(f"{line} Code Amount USD Amount", HEADERS, "EUR")
    assert note.kind == "currency_above" and note.value.startswith(line)


@pytest.mark.parametrize(
    ("line", "counted_in"),
    [
        ("All amounts in EUR", "EUR"),
        ("EUR, rates of CHF on request", "EUR"),
        ("Ledger (€)", "EUR"),
        ("Ledger ($)", "CAD"),
        ("ALL RISKS, TOP 10, MAD Ltd, Chfx", "EUR"),
        ("Cost ledger of March", "EUR"),
        ("All amounts in CHF", None),
        ("", "EUR"),
    ],
)
def test_the_own_currency_another_word_or_nothing_is_not(line, counted_in):
    assert currency_above(f"{line} Code Amount USD Amount", HEADERS, counted_in) == []


def test_a_header_of_one_letter_hides_no_code():
    (note,) = currency_above("All amounts in CHF C H Amount", ["C", "H", "Amount"], "EUR")
    assert note.message.startswith("CHF stands above")


def test_without_text_above_nothing_is_told():
    assert currency_above(None, HEADERS, "EUR") == []
