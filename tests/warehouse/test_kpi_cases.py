"""Worked cases: hand-given marts in, published or hand-worked figures out, through every kpi model."""

from decimal import Decimal

import duckdb
import pytest

from tests.warehouse.kpi_warehouse import CASES, build, load_case

pytestmark = pytest.mark.slow
KEYS = ("kpi_id", "variant", "scope", "project_id", "contract_id", "item_id", "baseline_basis")
SHOWN = (
    "numerator",
    "denominator",
    "value",
    "status",
    "reason_code",
    "coverage",
    "stale_share",
    "rag",
    "item_id",
    "currency",
)


@pytest.fixture(scope="session")
def database(tmp_path_factory):
    path = build(tmp_path_factory.mktemp("kpi"))
    with duckdb.connect(str(path), read_only=True) as con:
        yield con


def expectations():
    for path in CASES:
        case = load_case(path)
        for line in case["expect"]:
            wanted = {"scope": "contract", "period_id": case["period"], "baseline_basis": "in_force", **line}
            label = "-".join(str(line[k]) for k in ("kpi_id", "variant", "scope", "contract_id") if k in line)
            yield pytest.param(wanted, id=f"{path.stem}-{label}")


@pytest.mark.parametrize("wanted", list(expectations()))
def test_figure(database, wanted):
    wanted = dict(wanted)
    wanted.setdefault("variant", "default")
    # item_id is part of the address of a milestone or a risk, and a result of a worst case
    address = [
        k for k in (*KEYS, "period_id") if k in wanted and (k != "item_id" or wanted["scope"] in ("item", "milestone"))
    ]
    where = " and ".join(f"{key} = ?" for key in address)
    cursor = database.execute(f"select * from kpi.fct_kpi where {where}", [wanted[key] for key in address])
    names, rows = [column[0] for column in cursor.description], cursor.fetchall()
    assert len(rows) == 1, f"{len(rows)} rows for {wanted}"
    row = dict(zip(names, rows[0], strict=True))
    for key, value in wanted.items():
        found = str(row[key]) if key == "value_date" else row[key]
        if isinstance(value, str) and isinstance(found, Decimal):
            # as many decimals as are printed; a figure printed without any is exact
            found, value = (round(found, len(value.partition(".")[2])) if "." in value else found), Decimal(value)
        assert found == value, (key, {k: row[k] for k in SHOWN})


def test_every_definition_has_rows_and_every_row_a_definition(database):
    made = set(
        database.sql(
            "select distinct kpi_id, variant from kpi.fct_kpi where not ends_with(variant, '_fresh')"
        ).fetchall()
    )
    defined = set(database.sql("select kpi_id, variant from seeds.kpi_definition").fetchall())
    assert made == defined
