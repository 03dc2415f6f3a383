"""Flat files onto canonical tables: headers both ways, words, bad cells, rows that are no data, contracts by row."""

import datetime as dt
from decimal import Decimal

import polars as pl
import pytest

from pipelines.lib.config.load import load_config
from pipelines.lib.config.source import ColumnMap, ContractColumn, Locale, Mapping
from pipelines.lib.conform.columns import conform_columns
from pipelines.lib.errors import ConfigError
from pipelines.lib.readers import RawFile
from pipelines.lib.workspace import PROJECT_ROOT

TABLES = load_config(PROJECT_ROOT / "sources").tables
COST, RISK = TABLES["cost_entry"], TABLES["risk"]
PERIOD = {"measure": "period"}
LINES = {"cost_key": ["1.1", "1.2"], "entry_type": ["actual", "budget"], "amount": ["1", "2"], "currency": ["EUR"] * 2}


def raw(columns):
    rows = len(next(iter(columns.values())))
    schema = {name: pl.String for name in columns}
    return RawFile({"": pl.DataFrame({**columns, "source_row": range(2, rows + 2)}, schema_overrides=schema)}, "utf-8")


def conform(lines, /, table=COST, locale=None, contract=None, contracts=(), **mapping):
    mapping.setdefault("constants", PERIOD if table is COST else {})
    return conform_columns(raw(lines), table, Mapping(**mapping), locale or Locale(), contract, contracts)


def column(conformed, name):
    return next(iter(conformed.tables.values()))[name].to_list()


def bad(conformed):
    return conformed.bad_cells.select("source_row", "column_name", "value").rows()


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
    with pytest.raises(ConfigError, match=f"constants: {name}: '{value}' is not"):
        conform(LINES, constants={**PERIOD, name: value})


class TestDropRows:
    LEDGER = {**LINES, "N° pièce": ["P1", None], "Total HT": ["x", "Total HT"], "Order": ["1", None]}  # noqa: RUF012

    def drop(self, *conditions):
        return conform(self.LEDGER, drop_rows=[{"where": condition} for condition in conditions])

    @pytest.mark.parametrize(
        "condition",
        ["N° pièce is null", "Total HT = 'Total HT'", '"Order" is null', "amount = '2' and cost_key <> 'x'"],
    )
    def test_rows_leave_by_a_condition_over_the_files_own_headers(self, condition):
        done = self.drop(condition)
        assert column(done, "source_row") == [2]
        assert done.envelope["dropped_rows"] == 1

    def test_a_header_inside_another_name_is_not_taken_for_it(self):
        ledger = {**LINES, "1": ["x", "x"], "line1": ["a", None], "N° 1": ["a", None]}
        assert column(conform(ledger, drop_rows={"where": "line1 is null and N° 1 is null"}), "source_row") == [2]

    def test_several_conditions_add_up(self):
        assert self.drop("N° pièce is null", "amount = '1'").envelope["dropped_rows"] == 2

    def test_unknown_keeps_the_row(self):
        assert self.drop("N° pièce = 'P2'").envelope["dropped_rows"] == 0

    def test_dropped_rows_have_no_bad_cells(self):
        done = conform({**self.LEDGER, "amount": ["1", "SUM"]}, drop_rows={"where": "N° pièce is null"})
        assert done.bad_cells.is_empty()

    @pytest.mark.parametrize("condition", ["Libellé is null", "amount is is", "(", "amount > (select 1 from frame)"])
    def test_a_condition_that_does_not_fit_the_file_is_a_fault_of_the_file(self, condition):
        done = self.drop(condition)
        assert done.envelope["dropped_rows"] == 0
        assert done.envelope["missing_columns"][0].startswith(f"drop_rows {condition!r}: ")

    def test_a_hostile_condition_reaches_no_file(self, tmp_path):
        secret = tmp_path / "secret.csv"
        secret.write_text("cost_key\n1.1\n")
        stolen = tmp_path / "stolen.csv"
        away = f"true), false); copy (select 1) to '{stolen}'; select source_row from rows where coalesce((true"
        unlock = "true), false); set enable_external_access = true; select source_row from rows where coalesce((true"
        for condition in (f"cost_key in (select cost_key from '{secret}')", away, unlock):
            assert "drop_rows" in self.drop(condition).envelope["missing_columns"][0]
        assert not stolen.exists()


class TestContracts:
    LEDGER = {**LINES, "Marché": ["2024-0117", "C1"]}  # noqa: RUF012

    def test_each_row_names_its_contract(self):
        done = conform(self.LEDGER, contract=ContractColumn(column="marché", map={"2024-0117": "C1"}))
        assert column(done, "contract_key") == ["C1", "C1"]
        assert done.bad_cells.is_empty() and done.envelope["unmapped_columns"] == []

    def test_known_contracts_need_no_map(self):
        done = conform(self.LEDGER, contract=ContractColumn(column="Marché"), contracts=["C1", "C2"])
        assert column(done, "contract_key") == [None, "C1"]
        assert bad(done) == [(2, "contract_key", "2024-0117")]
        assert done.bad_cells["message"][0] == "column Marché: no contract; known: C1, C2"

    def test_a_file_without_the_column_says_so(self):
        done = conform(LINES, contract=ContractColumn(column="Marché", map={"a": "C1"}))
        assert column(done, "contract_key") == [None, None]
        assert done.envelope["absent_columns"][0] == "Marché (for the contract)"

    def test_a_source_of_one_contract_has_no_key(self):
        assert "contract_key" not in conform(LINES, contract="C1").tables["cost_entry"].columns


def test_replacement_characters_and_lost_bytes_are_counted():
    file = raw({**LINES, "description": ["B\ufffdton \ufffd", None]})
    file = RawFile(file.tables, "utf-8", {"undecodable": "3"}, ["a note"])
    done = conform_columns(file, COST, Mapping(constants=PERIOD), Locale())
    assert done.envelope["replacement_characters"] == 5
    assert done.envelope["notes"] == ["a note"]


def test_a_file_without_rows_is_an_empty_table():
    done = conform({name: [] for name in LINES})
    assert done.tables["cost_entry"].height == 0
    assert dict(done.tables["cost_entry"].drop("source_row").schema) == COST.schema()
