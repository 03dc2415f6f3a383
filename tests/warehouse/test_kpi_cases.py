"""Worked cases: hand-given marts in, published or hand-worked figures out, through every kpi model."""

from decimal import Decimal

import duckdb
import pytest

from pipelines.lib.warehouse.kpi_seed import read_definitions
from tests.warehouse.formulas import IN_WORDS, compute
from tests.warehouse.kpi_warehouse import CASES, build, load_case

pytestmark = pytest.mark.slow
KEYS = ("kpi_id", "variant", "scope", "project_id", "contract_id", "node_type", "item_id", "baseline_basis")
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
        k
        for k in (*KEYS, "period_id")
        if k in wanted and (k != "item_id" or wanted["scope"] in ("node", "item", "milestone"))
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


def test_the_formula_that_readers_see_is_the_one_that_is_computed(database):
    """Of every account of the cases with all its figures above 0, each figure that is there."""
    cursor = database.execute("""
        select k.kpi_id || ' ' || k.variant as measure, k.value::double as value, f.* from kpi.fct_kpi as k
        inner join marts.fct_earned_value as f
            on f.contract_id = k.contract_id and f.period_id = k.period_id and f.baseline_basis = k.baseline_basis
            and f.control_account_id = k.item_id
        where k.node_type = 'account' and k.value is not null and f.ev > 0 and f.pv > 0 and f.ac > 0 and f.bac > 0""")
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    formulas = {f"{kpi.kpi_id} {kpi.variant}": kpi.formula for kpi in read_definitions() if kpi.is_by_node}
    tried = set()
    for row in rows:
        if row["measure"] not in IN_WORDS:
            figures = {name: float(value) for name, value in row.items() if isinstance(value, Decimal)}
            assert compute(formulas[row["measure"]], figures) == pytest.approx(row["value"], abs=1e-6), row["measure"]
            tried.add(row["measure"])
    assert tried == set(formulas) - IN_WORDS
