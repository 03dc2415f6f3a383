"""Headers and words as senders write them."""

import pytest

from pipelines.lib.propose.vocabulary import load_vocabulary, plain
from pipelines.lib.workspace import PROJECT_ROOT

VOCABULARY = load_vocabulary(PROJECT_ROOT / "sources/vocabulary")


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Coût_Exposé (k€)", "cout expose"),
        ("CostExposureUSD", "cost exposure"),
        ("Cost_Exposure_USD", "cost exposure"),
        ("N° pièce", "n piece"),
        ("Elément d'OTP", "element d otp"),
        ("HT", "ht"),
    ],
)
def test_a_header_is_compared_by_its_words(header, words):
    assert plain(header) == words


@pytest.mark.parametrize(
    ("header", "table", "column"),
    [
        ("WBS_ID", "cost_entry", "cost_key"),
        ("Code OTP", "cost_entry", "cost_key"),
        ("Date comptable", "cost_entry", "posting_date"),
        ("Cumulative_BCWS", "control_account_period", "pv"),
        ("CBTP cumulé", "control_account_period", "pv"),
        ("BCWP_Period", "control_account_period", "ev_period"),
        ("Probabilité", "risk", "probability"),
        ("Porteur", "risk", "owner"),
    ],
)
def test_known_names_fit_fully(header, table, column):
    assert VOCABULARY.likeness(header, table, column) == 1


def test_a_name_inside_a_longer_header_fits_less_and_one_among_many_words_not_at_all():
    assert 0.7 < VOCABULARY.likeness("Date comptable SAP", "cost_entry", "posting_date") < 1
    assert VOCABULARY.likeness("The amount that somebody once gave us", "cost_entry", "amount") == 0


def test_words_of_a_column_are_known_in_both_languages():
    assert VOCABULARY.canonical("entry_type", "Réalisé") == "actual"
    assert VOCABULARY.canonical("entry_type", "Committed") == "commitment"
    assert VOCABULARY.canonical("status", "Ouvert") == "open"
    assert VOCABULARY.canonical("status", "Watch") is None


def test_what_an_amount_means_is_told_by_its_header():
    assert VOCABULARY.meaning("Scheduled_Value") == "budget"
    assert VOCABULARY.meaning("EAC (€)") == "forecast"
    assert VOCABULARY.meaning("Montant facturé") == "invoice"
    assert VOCABULARY.meaning("Montant") is None
