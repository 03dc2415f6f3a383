"""Rows that are no data leave by a condition, and a condition can reach nothing else."""

import pytest

from tests.unit.conform.flat import LINES, column, conform

LEDGER = {**LINES, "N° pièce": ["P1", None], "Total HT": ["x", "Total HT"], "Order": ["1", None]}


def drop(*conditions):
    return conform(LEDGER, drop_rows=[{"where": condition} for condition in conditions])


@pytest.mark.parametrize(
    "condition",
    ["N° pièce is null", "Total HT = 'Total HT'", '"Order" is null', "amount = '2' and cost_key <> 'x'"],
)
def test_rows_leave_by_a_condition_over_the_files_own_headers(condition):
    done = drop(condition)
    assert column(done, "source_row") == [2]
    assert done.envelope["dropped_rows"] == 1


def test_a_header_inside_another_name_is_not_taken_for_it():
    ledger = {**LINES, "1": ["x", "x"], "line1": ["a", None], "N° 1": ["a", None]}
    assert column(conform(ledger, drop_rows={"where": "line1 is null and N° 1 is null"}), "source_row") == [2]


def test_several_conditions_add_up():
    assert drop("N° pièce is null", "amount = '1'").envelope["dropped_rows"] == 2


def test_unknown_keeps_the_row():
    assert drop("N° pièce = 'P2'").envelope["dropped_rows"] == 0


def test_dropped_rows_have_no_bad_cells():
    done = conform({**LEDGER, "amount": ["1", "SUM"]}, drop_rows={"where": "N° pièce is null"})
    assert done.bad_cells.is_empty()


@pytest.mark.parametrize("condition", ["Libellé is null", "amount is is", "(", "amount > (select 1 from frame)"])
def test_a_condition_that_does_not_fit_the_file_is_a_fault_of_the_file(condition):
    done = drop(condition)
    assert done.envelope["dropped_rows"] == 0
    assert done.envelope["missing_columns"][0].startswith(f"drop_rows {condition!r}: ")


def test_a_hostile_condition_reaches_no_file(tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("cost_key\n1.1\n")
    stolen = tmp_path / "stolen.csv"
    away = f"true), false); copy (select 1) to '{stolen}'; select source_row from rows where coalesce((true"
    unlock = "true), false); set enable_external_access = true; select source_row from rows where coalesce((true"
    for condition in (f"cost_key in (select cost_key from '{secret}')", away, unlock):
        assert "drop_rows" in drop(condition).envelope["missing_columns"][0]
    assert not stolen.exists()
