"""The currency that is proposed is the file's own; what no file says, or files say differently, is asked."""

import pytest

from pipelines.lib.errors import PmoError
from pipelines.lib.propose.install import check_proposal
from tests.unit.propose.samples import file, propose, source
from tests.unit.readers.books import write

ROWS = "Cost code;Posting date;Amount\nW1;2026-01-05;1500.50\nW2;2026-01-06;20.00\n"
KIND = "costs_2026-01-31.entry_type=actual"


def ledger(tmp_path, text, name="costs_2026-01-31.csv"):
    return file(tmp_path, name, text)


def currency_of(proposal):
    (version,) = source(proposal, "cost")["versions"]
    return version["constants"].get("currency")


@pytest.mark.parametrize(
    "text",
    [
        f"Décompte en CHF;;\n{ROWS}",
        f"Montants en francs suisses;;\n{ROWS}",
        f"{ROWS}All amounts in CHF;;\n",
        f"{ROWS}Currency;CHF;\n",
        ROWS.replace("Amount", "Amount (kCHF)"),
        ROWS.replace("20.00", "CHF 20.00"),
    ],
)
def test_title_footer_header_and_cells_say_it(workspace, tmp_path, text):
    proposal = propose(workspace, ledger(tmp_path, text), answers=[KIND])
    assert currency_of(proposal) == "CHF"
    assert "currency: CHF\n" in proposal.texts["contracts/LOT-3.yml"]
    assert "OPEN: currency" not in "".join(proposal.texts.values())


def test_a_number_format_of_a_workbook_says_it(workspace, tmp_path):
    def content(book, sheet):
        sheet.write_row(0, 0, ["Cost code", "Posting date", "Amount"])
        sheet.write_row(1, 0, ["W1", "2026-01-05"])
        sheet.write_number(1, 2, 1500.5, book.add_format({"num_format": "[$CHF] #,##0.00"}))

    path = write(tmp_path / "costs_2026-01-31.xlsx", {"Costs": content})
    assert currency_of(propose(workspace, path, answers=[KIND])) == "CHF"


def test_a_title_above_the_table_of_a_workbook_says_it(workspace, tmp_path):
    rows = [["Cost ledger"], ["All amounts in CHF"], ["Cost code", "Posting date", "Amount"], ["W1", "2026-01-05", 7]]
    path = write(tmp_path / "costs_2026-01-31.xlsx", {"Costs": rows})
    assert currency_of(propose(workspace, path, answers=[KIND])) == "CHF"


def test_a_column_of_currencies_is_the_contracts_too(workspace, tmp_path):
    text = "Cost code;Posting date;Amount;Currency\nW1;2026-01-05;7.00;CHF\n"
    proposal = propose(workspace, ledger(tmp_path, text), answers=[KIND])
    assert source(proposal, "cost")["versions"][0]["columns"]["currency"] == "Currency"
    assert "currency: CHF\n" in proposal.texts["contracts/LOT-3.yml"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ROWS, "the file names none"),
        (f"Ledger ($);;\n{ROWS}", "the file names $"),
    ],
)
def test_what_the_file_does_not_say_is_left_open(workspace, tmp_path, text, said):
    proposal = propose(workspace, ledger(tmp_path, text), answers=[KIND])
    assert currency_of(proposal) is None
    assert f"# OPEN: currency: {said}; write the one" in proposal.texts["parties/builder/cost.yml"]
    assert "# OPEN: currency: the files name" in proposal.texts["contracts/LOT-3.yml"]
    (checked,) = check_proposal(workspace, proposal)
    assert checked.verdict == "REJECTED" and "missing columns currency" in checked.reason
    answered = propose(workspace, ledger(tmp_path, text), answers=[KIND, "currency=USD", "rate.USD=0.9"])
    assert currency_of(answered) == "USD" and "currency: USD\n" in answered.texts["contracts/LOT-3.yml"]


def test_a_file_that_contradicts_itself_is_asked_about(workspace, tmp_path):
    path = ledger(tmp_path, f"All amounts in CHF;;\n{ROWS.replace('20.00', 'EUR 20.00')}")
    with pytest.raises(PmoError, match=r"contract_currency: no answer.*its files name: CHF, EUR"):
        propose(workspace, path, answers=[KIND])
    proposal = propose(workspace, path, answers=[KIND, "contract_currency=CHF"])
    assert currency_of(proposal) is None
    assert "# OPEN: currency: the file names CHF, EUR" in proposal.texts["parties/builder/cost.yml"]


def test_two_months_in_two_currencies_are_asked_about(workspace, tmp_path):
    january = ledger(tmp_path, f"All amounts in CHF;;\n{ROWS}")
    february = ledger(tmp_path, f"All amounts in EUR;;\n{ROWS}", "costs_2026-02-28.csv")
    answers = [KIND, "costs_2026-02-28.entry_type=actual"]
    with pytest.raises(PmoError, match="its files name: CHF, EUR"):
        propose(workspace, january, february, answers=answers)
    proposal = propose(workspace, january, february, answers=[*answers, "contract_currency=CHF"])
    assert currency_of(proposal) is None
    assert "costs_2026-02-28.csv name CHF, EUR" in proposal.texts["parties/builder/cost.yml"]


def test_a_second_column_of_a_name_is_not_ignored_without_a_word(workspace, tmp_path):
    text = "Cost code;Posting date;Amount (EUR);AMOUNT (EUR)\nW1;2026-01-05;7.00;9.00\n"
    proposal = propose(workspace, ledger(tmp_path, text), answers=[KIND])
    assert "ignore" not in source(proposal, "cost")["versions"][0]
    (checked,) = check_proposal(workspace, proposal)
    assert "V92" in checked.findings["rule_id"].to_list()


def test_a_file_that_says_nothing_is_in_the_currency_of_the_others(workspace, tmp_path):
    register = file(
        tmp_path, "risks_2026-01-31.csv", "Risk ID,Title,Status,Probability,Cost impact\nR1,Ground,Open,35,900\n"
    )
    proposal = propose(workspace, ledger(tmp_path, f"Costs in CHF;;\n{ROWS}"), register, answers=[KIND])
    assert source(proposal, "risk")["versions"][0]["constants"]["currency"] == "CHF"
