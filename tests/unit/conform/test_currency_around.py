"""A line above or below a table that names another currency than the one its rows are counted in."""

import polars as pl
import pytest

from pipelines.lib.conform.currency_around import currency_around
from pipelines.lib.conform.lines_below import lines_below
from pipelines.lib.currencies import named_in

HEADERS = ["Code", "Amount USD", "Amount"]
ANOTHER = ["All amounts in CHF", "Currency: USD", "Ledger ($)", "Montants en kCHF", "US$ million", "Amounts in dollars"]


@pytest.mark.parametrize("line", ANOTHER)
def test_another_currency_is_told_on_either_side(line):
    (note,) = currency_around(f"{line} Code Amount USD Amount", None, HEADERS, "EUR")
    assert note.kind == "currency_around" and note.value.startswith(line)
    (note,) = currency_around("Code Amount USD Amount", line, HEADERS, "EUR")
    assert (note.kind, note.value) == ("currency_around", line) and "stands below the table" in note.message


OWN = [
    ("All amounts in EUR", "EUR"),
    ("EUR, rates of CHF on request", "EUR"),
    ("Ledger (€)", "EUR"),
    ("Ledger ($)", "CAD"),
    ("ALL RISKS, TOP 10, MAD Ltd, Chfx", "EUR"),
    ("Cost ledger of March", "EUR"),
    ("Tunnel for the Euro 2028", "CHF"),
    ("All amounts in CHF", None),
    ("", "EUR"),
]


@pytest.mark.parametrize(("line", "counted_in"), OWN)
def test_the_own_currency_another_word_or_nothing_is_not(line, counted_in):
    assert currency_around(f"{line} Code Amount USD Amount", line, HEADERS, counted_in) == []


def test_a_header_of_one_letter_hides_no_code():
    (note,) = currency_around("All amounts in CHF C H Amount", None, ["C", "H", "Amount"], "EUR")
    assert note.message.startswith("CHF stands above")


def test_without_text_around_nothing_is_told():
    assert currency_around(None, None, HEADERS, "EUR") == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Montants en francs suisses", ["CHF"]),
        ("US dollars, not euros", ["USD", "EUR"]),
        ("in kEUR; £ below", ["EUR", "£"]),
        ("CAD drawings, cad files", ["CAD"]),
        ("amounts in usd", ["USD"]),
    ],
)
def test_codes_signs_and_words_are_read(text, named):
    assert named_in(text) == named


def table(rows):
    cells = {name: [row[at] for row in rows] for at, name in enumerate(["Code", "Text", "Amount"])}
    return pl.DataFrame(
        {**cells, "source_row": range(2, len(rows) + 2)}, schema_overrides=dict.fromkeys(cells, pl.String)
    )


def test_what_stands_below_are_the_last_rows_of_a_cell_or_two_without_an_amount():
    rows = [("W1", None, "5"), ("A remark in USD", None, None), ("W2", "Pump", "7"), ("Total", None, "12")]
    assert lines_below(table(rows), ["Amount"]) == ""
    assert (
        lines_below(table([*rows, ("All in USD", None, None), ("Rate", None, "GBP")]), ["Amount"])
        == "All in USD Rate GBP"
    )
    # A risk without impact is data, whatever its title speaks of.
    assert lines_below(table([("R1", "The USD falls", "open")]), []) == ""


def test_every_sheet_has_lines_of_its_own():
    one = table([("W1", "Pump", "5"), ("All in USD", None, None)]).with_columns(source_sheet=pl.lit("May"))
    two = table([("W1", "Pump", "5")]).with_columns(source_sheet=pl.lit("June"))
    assert lines_below(pl.concat([one, two]), ["Amount"]) == "All in USD"
