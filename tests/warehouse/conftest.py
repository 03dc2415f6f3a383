"""The one warehouse all golden tests of the marts look at: built once, from hand-written contracts."""

import pytest

from tests.warehouse.golden_earned_value import everything
from tests.warehouse.lake_fixture import build, records


@pytest.fixture(scope="session")
def golden(tmp_path_factory):
    """The golden warehouse as a function: query -> rows as dicts."""
    con = build(tmp_path_factory.mktemp("golden"), everything().rows)
    yield lambda query: records(con, query)
    con.close()


@pytest.fixture(scope="session")
def accounts(golden):
    """The rows of fct_earned_value of one contract and period, by control account."""

    def rows(contract, period="2026-03", basis="in_force"):
        found = golden(f"""select * from marts.fct_earned_value where contract_id = '{contract}'
            and period_id = '{period}' and baseline_basis = '{basis}'""")
        return {row["control_account_id"]: row for row in found}

    return rows
