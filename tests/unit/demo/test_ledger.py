import datetime as dt

import pytest

from pipelines.demo.facts import MONTHS, ContractFacts
from pipelines.demo.ledger import ledger
from pipelines.demo.ledger_file import CITY, LEDGERS, french, write_ledger
from pipelines.demo.portfolio import CIVILS, CONTRACTS


def total(month: int, facts: ContractFacts, entry_type: str) -> int:
    rows = [e for e in ledger(month) if e.contract_id == facts.contract_id and e.entry_type == entry_type]
    return sum(entry.cents for entry in rows)


@pytest.mark.parametrize("facts", CONTRACTS, ids=lambda facts: facts.contract_id)
def test_budget_and_commitment_are_the_signed_value_and_the_change(facts: ContractFacts) -> None:
    change = 100 * facts.change.amount if facts.change else 0
    assert total(6, facts, "budget") == 100 * facts.signed_value
    assert total(6, facts, "budget_change") == change
    assert total(6, facts, "commitment") == 100 * facts.signed_value + change
    assert total(3, facts, "commitment") == 100 * facts.signed_value


def test_each_ledger_holds_everything_of_the_one_before_and_documents_are_unique() -> None:
    for month in MONTHS[1:]:
        assert set(ledger(month - 1)) < set(ledger(month))
    keys = [(entry.document, entry.line) for entry in ledger(12)]
    assert len(keys) == len(set(keys))
    assert all(entry.cents > 0 for entry in ledger(12))


def test_every_contract_is_in_one_ledger() -> None:
    assert sorted(facts.contract_id for book in LEDGERS for facts in book.contracts) == sorted(
        facts.contract_id for facts in CONTRACTS
    )
    assert sum(len(book.entries(12)) for book in LEDGERS) == len(ledger(12))


def test_one_line_of_march_is_first_seen_in_april() -> None:
    late = [e for e in ledger(4) if e not in ledger(3) and e.posted_on <= dt.date(2025, 3, 31)]
    assert [(e.contract_id, e.account, e.posted_on, e.cents) for e in late] == [
        (CIVILS.contract_id, "TUN.ENA", dt.date(2025, 3, 27), 184_250_00)
    ]


def test_the_file_is_french_to_the_last_byte_and_ends_with_a_total() -> None:
    lines = write_ledger(CITY, 1, CITY.entries(1)).decode("cp1252").split("\r\n")
    assert lines[0].startswith("N° marché;Code OTP;N° pièce;")
    assert {line.count(";") for line in lines[:-1]} == {10}
    assert lines[-2].startswith(";;;;;;Total général;;") and lines[-1] == ""
    assert len(lines) == len(CITY.entries(1)) + 3


def test_french_amounts() -> None:
    assert french(184_250_05) == "184\u00a0250,05"
    assert french(7) == "0,07"
    assert french(-12_300_00) == "-12\u00a0300,00"
