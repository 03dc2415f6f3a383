"""Flat files onto canonical tables: headers both ways, words, numbers, dates, constants, bad cells."""

import datetime as dt
from decimal import Decimal

import pytest

from pipelines.lib.config.source import ColumnMap, Locale, Mapping
from pipelines.lib.conform.columns import conform_columns
from pipelines.lib.readers import Note, RawFile
from tests.unit.conform.flat import COST, LINES, PERIOD, RISK, bad, column, conform, raw


def test_canonical_names_need_no_mapping():
    done = conform(LINES)
    frame = done.tables["cost_entry"]
    assert dict(frame.drop("source_row").schema) == COST.schema()
    assert frame["source_row"].to_list() == [2, 3]
    assert frame.select("cost_key", "amount", "measure").rows() == [
        ("1.1", Decimal(1), "period"),
        ("1.2", Decimal(2), "period"),
    ]
    assert done.bad_cells.is_empty()
    listed = ("missing_columns", "absent_columns", "unmapped_columns")
    assert [done.envelope[name] for name in listed] == [[], [], []]
    assert done.envelope["dropped_rows"] == 0


def test_a_required_column_without_source_lists_what_was_there():
    done = conform({"cost_key": ["1"], "Montant": ["2"]})
    assert done.envelope["missing_columns"] == ["entry_type", "amount", "currency", "found: cost_key; Montant"]
    assert done.envelope["unmapped_columns"] == ["Montant"]


def test_a_mapped_column_that_the_file_lacks_lists_what_was_there():
    done = conform(LINES, columns={"supplier": "Fournisseur"})
    assert done.envelope["absent_columns"] == [
        "Fournisseur (for supplier)",
        "found: cost_key; entry_type; amount; currency",
    ]
    assert done.envelope["missing_columns"] == []


def test_an_ignored_column_is_not_unmapped():
    assert conform({**LINES, "Commentaire": ["a", "b"]}, ignore="commentaire").envelope["unmapped_columns"] == []


def test_headers_match_exactly_first_then_whatever_their_case():
    two = {"Amount": ["1"], "AMOUNT": ["7"], "Code  OTP": ["1.1"]}
    done = conform(two, columns={"amount": "AMOUNT", "cost_key": "code otp"})
    assert column(done, "amount") == [Decimal(7)]
    assert column(done, "cost_key") == ["1.1"]
    assert done.envelope["unmapped_columns"] == ["Amount"]
    done = conform({"amount": ["1"], "code otp": ["1.1"]}, columns={"amount": "AMOUNT", "cost_key": "Code  OTP"})
    assert (column(done, "amount"), column(done, "cost_key")) == ([Decimal(1)], ["1.1"])


def test_words_are_translated_and_unknown_ones_are_bad_cells():
    words = {"Réalisé": "actual", "Groß": "budget"}
    lines = {**LINES, "Nature": [" réalisé ", "Payé"]}
    done = conform(lines, columns={"entry_type": ColumnMap(column="Nature", map=words)})
    assert column(done, "entry_type") == ["actual", None]
    assert bad(done) == [(3, "entry_type", "Payé")]
    assert done.bad_cells["message"][0] == "column Nature: no word for entry_type; known: Réalisé, Groß"
    done = conform({**LINES, "Nature": ["GROß", None]}, columns={"entry_type": ColumnMap(column="Nature", map=words)})
    assert column(done, "entry_type") == ["budget", None] and bad(done) == []


def test_a_column_of_known_words_takes_no_others():
    done = conform({**LINES, "entry_type": ["Actual", "misc"]})
    assert column(done, "entry_type") == ["actual", None]
    assert bad(done) == [(3, "entry_type", "misc")]


def test_numbers_follow_the_locale_and_bad_ones_are_listed():
    french = Locale(decimal=",", thousands=" ", scale=Decimal(1000))
    done = conform({**LINES, "amount": ["1\u202f234,5-", "douze"]}, locale=french)
    assert column(done, "amount") == [Decimal("-1234500"), None]
    assert bad(done) == [(3, "amount", "douze")]
    assert done.bad_cells["table_name"].to_list() == ["cost_entry"]


def test_a_percentage_is_no_amount():
    done = conform({**LINES, "amount": ["8%", "8"]})
    assert column(done, "amount") == [None, Decimal(8)]
    assert bad(done) == [(2, "amount", "8%")]


def test_a_column_has_its_own_scale_and_dates():
    done = conform(
        {**LINES, "k€": ["1.5", "2"], "Date": ["31.01.2026", "2026-01-31"]},
        columns={
            "amount": ColumnMap(column="k€", scale=1000),
            "posting_date": ColumnMap(column="Date", date="%d.%m.%Y"),
        },
        ignore="amount",
    )
    assert column(done, "amount") == [Decimal(1500), Decimal(2000)]
    assert column(done, "posting_date") == [dt.date(2026, 1, 31), None]
    assert bad(done) == [(3, "posting_date", "2026-01-31")]


def test_tax_inside_the_amounts_is_taken_out():
    done = conform({**LINES, "amount": ["120.00", "0.10"]}, tax_included=Decimal(20))
    assert column(done, "amount") == [Decimal(100), Decimal("0.0833")]
    reduced = conform({**LINES, "amount": ["105.50", "-1 055"]}, tax_included=Decimal("5.5"))
    assert column(reduced, "amount") == [Decimal(100), Decimal(-1000)]


def test_probabilities_in_percent_and_as_fractions():
    register = {"risk_id": ["1", "2", "3"], "title": ["t"] * 3, "status": ["open"] * 3, "P": ["50", "50%", None]}
    done = conform(register, RISK, columns={"probability": ColumnMap(column="P", unit="percent")})
    assert column(done, "probability") == [0.5, 0.5, None]
    assert bad(done) == []


def test_constants_have_the_type_of_their_column():
    done = conform(LINES, constants={**PERIOD, "posting_date": "2026-01-31", "reversal": "no"})
    assert column(done, "posting_date") == [dt.date(2026, 1, 31)] * 2
    assert column(done, "reversal") == ["no"] * 2


@pytest.mark.parametrize(("name", "value"), [("posting_date", "31/01/2026"), ("measure", "perid"), ("amount", "x")])
def test_a_constant_that_cannot_be_read_is_an_error_of_the_mapping(name, value):
    with pytest.raises(ValueError, match=f"constants: {name}: '{value}' is not"):
        conform(LINES, constants={**PERIOD, name: value})


def test_replacement_characters_and_lost_bytes_are_counted():
    file = raw({**LINES, "description": ["B\ufffdton \ufffd", None]})
    file = RawFile(file.tables, "utf-8", {"undecodable": "3"}, [Note("hidden_rows", "2 rows")])
    done = conform_columns(file, COST, Mapping(constants=PERIOD), Locale())
    assert done.envelope["replacement_characters"] == 5
    assert done.envelope["notes"] == [Note("hidden_rows", "2 rows", "cost_entry")]


def test_a_file_without_rows_is_an_empty_table():
    done = conform({name: [] for name in LINES})
    assert done.tables["cost_entry"].height == 0
    assert dict(done.tables["cost_entry"].drop("source_row").schema) == COST.schema()


def test_a_date_in_a_format_that_the_source_does_not_say_is_never_guessed():
    found = conform({**LINES, "posting_date": ["1.2.2026", "1/2/2026"]}, locale=Locale(date=("%d.%m.%Y",)))
    assert column(found, "posting_date") == [dt.date(2026, 2, 1), None]
    assert found.bad_cells["message"].to_list() == [
        "column posting_date: expected a date written %d.%m.%Y for posting_date"
    ]


def test_accents_of_headers_and_words_are_compared_in_one_form():
    found = conform({**LINES, "Libell\u00e9": ["a", "b"]}, columns={"description": "Libelle\u0301"}, table=COST)
    assert column(found, "description") == ["a", "b"]
