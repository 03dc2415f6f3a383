"""Months side by side: a plan of three months of two accounts, worked by hand."""

from decimal import Decimal

import polars as pl

from pipelines.lib.config.feed import ColumnSpec, TableSpec
from pipelines.lib.config.source import Locale, Mapping, Unpivot
from pipelines.lib.conform.columns import conform_columns
from pipelines.lib.conform.unpivot import unpivot
from pipelines.lib.readers import RawFile

COLUMNS = {"account": ColumnSpec(type="string"), "month": ColumnSpec(type="month"), "ev": ColumnSpec(type="decimal")}
TABLE = TableSpec(name="t", grain="g", key=("account", "month"), columns=COLUMNS)
PLAN = {
    "Jalon": ["RCD", "J1", "Total"],
    "Montant": ["100 000", "200 000", "300 000"],
    "2025-01-01": ["20%", "0", "0,0667"],
    "2025-02-01": ["0,4", None, "0,1333"],
    "2025-03-01": ["x", "0,333", None],
    "source_row": [2, 3, 4],
}


def conform(locale=None, **unpivot):
    mapping = Mapping(
        columns={"account": "Jalon", "month": "Mois", "ev": "Part"},
        unpivot={"columns": r"^\d{4}-\d{2}-\d{2}$", "name": "Mois", "value": "Part", **unpivot},
        drop_rows={"where": "Jalon = 'Total'"},
        ignore=["Montant"],
    )
    return conform_columns(RawFile({"": pl.DataFrame(PLAN)}, "utf-8"), TABLE, mapping, locale or Locale(decimal=","))


def test_each_filled_cell_is_a_row_at_its_place_and_fractions_become_amounts():
    done = conform(fractions_of="Montant")
    assert done.tables["t"].sort("account", "month").rows() == [
        (3, "J1", "2025-01", Decimal("0.0000")),
        (3, "J1", "2025-03", Decimal("66600.0000")),
        (2, "RCD", "2025-01", Decimal("20000.0000")),
        (2, "RCD", "2025-02", Decimal("40000.0000")),
        (2, "RCD", "2025-03", None),
    ]
    assert done.bad_cells.select("source_row", "column_name", "value").rows() == [(2, "ev", "x")]
    assert done.envelope["missing_columns"] == [] and done.envelope["unmapped_columns"] == []


def test_cells_are_amounts_where_nothing_else_is_said():
    assert conform().tables["t"]["ev"].drop_nulls().sort().to_list() == [Decimal(0), Decimal("0.333"), Decimal("0.4")]


def test_a_file_without_such_columns_is_refused_by_the_rule_on_columns():
    assert conform(columns="^Week").envelope["missing_columns"][0] == "unpivot: columns like ^Week"
    assert conform(fractions_of="Budget").envelope["missing_columns"][0] == "Budget (for unpivot)"


def test_a_column_called_like_a_new_one_makes_room():
    frame = pl.DataFrame({"Cell": ["x"], "Header": ["y"], "Cell (2)": ["z"], "Jan": ["5"], "source_row": [2]})
    rows, lacking = unpivot(frame, Unpivot(columns="^Jan$"), Locale())
    assert lacking == []
    assert rows.select("Header", "Cell", "Cell (3)", "Header (2)", "Cell (2)").rows() == [("Jan", "5", "x", "y", "z")]
