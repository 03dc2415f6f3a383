"""Which comparisons count now: each current submission with its predecessor, and each contract's feeds side by side.

Flows in: schema `lake` with its records (register.register_records). Flows out: names and loads. A comparison is kept
under a name made of everything it was made from: what counts is told by names alone, and nothing is ever edited.
"""

from dataclasses import dataclass

import duckdb

from pipelines.lib.files import digest

# What a comparison across feeds reads of the configuration: when it changes, the contract is compared again.
READ_OF_CONTRACT = ("config_contract", "config_contract_ac_type", "config_control_account_map", "config_baseline")


@dataclass(frozen=True)
class Pair:
    """A submission and its predecessor."""

    load_id: str
    before_load_id: str

    @property
    def name(self) -> str:
        """The name of its files."""
        return f"{self.load_id}__{self.before_load_id}"


@dataclass(frozen=True)
class SideBySide:
    """What a contract's feeds say of the same period: (part, load) of each."""

    contract_id: str
    parts: tuple[tuple[str, str], ...]
    configuration: str

    @property
    def name(self) -> str:
        """The name of its files."""
        return f"{self.contract_id}__{digest(self.configuration, *self.parts)}"


def wanted_pairs(con: duckdb.DuckDBPyConnection) -> list[Pair]:
    """Every pair that counts now."""
    query = "select load_id, predecessor_load_id from lake.current_submission where predecessor_load_id is not null"
    return sorted((Pair(*row) for row in con.sql(query).fetchall()), key=lambda pair: pair.name)


def wanted_side_by_side(con: duckdb.DuckDBPyConnection) -> list[SideBySide]:
    """One per contract with more than one feed."""
    rows = con.sql("select contract_id, part, load_id from lake.side_by_side order by all").fetchall()
    parts: dict[str, list[tuple[str, str]]] = {}
    for contract_id, part, load_id in rows:
        parts.setdefault(contract_id, []).append((part, load_id))
    return [SideBySide(contract, tuple(own), _configuration(con, contract)) for contract, own in parts.items()]


def wanted_names(con: duckdb.DuckDBPyConnection) -> set[str]:
    """The names of all comparisons that count now."""
    return {item.name for item in (*wanted_pairs(con), *wanted_side_by_side(con))}


def _configuration(con: duckdb.DuckDBPyConnection, contract_id: str) -> str:
    rows = [
        con.execute(f"select * from lake.{table} where contract_id = ? order by all", [contract_id]).fetchall()
        for table in READ_OF_CONTRACT
    ]
    return digest(*rows, con.sql("from lake.config_rate order by all").fetchall())
