"""Workbooks of others, beside the project."""

from tests.unit.readers.books import read


def test_real_workbooks(shared):
    found = {path.name: read(path) for path in (shared / "cost_ledger_fr/bengeek06__evm-report").glob("*.xlsx")}
    assert {name: raw.tables[""].height for name, raw in found.items()} == {
        "EXPORT_model.xlsx": 3, "forecast_model.xlsx": 4, "pv_model.xlsx": 4, "va_model.xlsx": 4,
    }  # fmt: skip
    export = found["EXPORT_model.xlsx"]
    assert export.tables[""]["Document d'achat"].to_list() == ["24184688", "24309176", "24346974"]
    assert found["forecast_model.xlsx"].tables[""]["Date projetée"][0] == "2026-07-31"
