"""Ledgers whose rows name their contract."""

from pipelines.lib.config.source import ContractColumn
from tests.unit.conform.flat import LINES, bad, column, conform

LEDGER = {**LINES, "Marché": ["2024-0117", "C1"]}


def test_each_row_names_its_contract():
    done = conform(LEDGER, contract=ContractColumn(column="marché", map={"2024-0117": "C1"}))
    assert column(done, "contract_key") == ["C1", "C1"]
    assert done.bad_cells.is_empty() and done.envelope["unmapped_columns"] == []


def test_known_contracts_need_no_map():
    done = conform(LEDGER, contract=ContractColumn(column="Marché"), contracts=["C1", "C2"])
    assert column(done, "contract_key") == [None, "C1"]
    assert bad(done) == [(2, "contract_key", "2024-0117")]
    assert done.bad_cells["message"][0] == "column Marché: no contract; known: C1, C2"


def test_a_file_without_the_column_says_so():
    done = conform(LINES, contract=ContractColumn(column="Marché", map={"a": "C1"}))
    assert column(done, "contract_key") == [None, None]
    assert done.envelope["absent_columns"][0] == "Marché (for the contract)"


def test_a_source_of_one_contract_has_no_key():
    assert "contract_key" not in conform(LINES, contract="C1").tables["cost_entry"].columns
