"""The dialect that only reads: its own driver, beside duckdb-engine's and not instead of it."""

import pytest
import sqlalchemy as sa

from pipelines.lib.validation.dialect import SCHEME, register_dialect


def test_results_outlive_their_connection():
    register_dialect()
    engine = sa.create_engine(f"{SCHEME}:///:memory:")
    with engine.connect() as con:
        rows = con.execute(sa.text("select 42 as answer"))
    assert rows.fetchall() == [(42,)]  # with duckdb-engine's own dialect the ROLLBACK has dropped them
    assert (engine.dialect.name, engine.dialect.driver) == ("duckdb", "pmo")


def test_an_sql_error_does_not_spoil_the_connection():
    register_dialect()
    engine = sa.create_engine(f"{SCHEME}:///:memory:")
    with engine.connect() as con:
        with pytest.raises(sa.exc.DBAPIError):
            con.execute(sa.text("select nope"))
        assert con.execute(sa.text("select 1")).scalar() == 1


def test_the_ordinary_dialect_is_left_alone():
    register_dialect()
    assert type(sa.create_engine("duckdb:///:memory:").dialect).__module__ == "duckdb_engine"
