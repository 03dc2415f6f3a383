"""The SQLAlchemy dialect through which Great Expectations reaches DuckDB.

GX hands a cursor back after its connection block has ended; the ROLLBACK there would drop duckdb-engine's pending
result ("list index out of range"). This driver does not begin, commit or roll back: validation only reads.
"""

from pathlib import Path
from urllib.parse import quote

from sqlalchemy.dialects import registry

from pipelines.lib.worker_process import memory_for_duckdb

SCHEME = "duckdb+pmo"


def address(database: Path) -> str:
    """The address of a database file; its path may hold `?`, `%` or `$`, which addresses and GX read as their own."""
    return f"{SCHEME}:///{quote(str(database))}"


def register_dialect() -> None:
    """Make `duckdb+pmo://` known to SQLAlchemy."""
    registry.register("duckdb.pmo", __name__, "ReadingDialect")


def __getattr__(name: str) -> type:
    """Build the class when it is asked for: duckdb-engine is heavy."""
    if name != "ReadingDialect":
        raise AttributeError(name)
    from duckdb_engine import Dialect

    class ReadingDialect(Dialect):
        """duckdb-engine's dialect without transactions."""

        driver = "pmo"
        supports_statement_cache = False

        def connect(self, *arguments: object, **options: dict) -> object:
            """A connection that keeps within the memory of its process."""
            options["config"] = {**options.get("config", {}), **memory_for_duckdb()}
            return super().connect(*arguments, **options)

        def do_begin(self, dbapi_connection: object) -> None:
            """Nothing."""

        def do_commit(self, dbapi_connection: object) -> None:
            """Nothing."""

        def do_rollback(self, dbapi_connection: object) -> None:
            """Nothing."""

    return ReadingDialect
