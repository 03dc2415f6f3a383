"""Pass 3: the feeds of a contract side by side, as they stand for the newest period that all of them speak for.

Relations its rules read: `account`, one row per key that a feed names, and `contract_status`, one row per contract.
Which file is wrong is not known, only that two disagree: such a finding never blocks and takes no row out of figures.
"""

from pathlib import Path

import duckdb
import polars as pl

from pipelines.lib.config.feed import TableSpec
from pipelines.lib.lake.records import Record
from pipelines.lib.lake.wanted import SideBySide
from pipelines.lib.validation.relations import ACROSS, create_derived, create_tables, create_views, empty_tables
from pipelines.lib.validation.rules import RuleBook
from pipelines.lib.validation.run import ValidationResult, judge

STEPS = ("ledger_month", "ledger_to_date", "activity_account", "known_account", "contract_amount", *ACROSS)
PART = {"contract_id": pl.String(), "part": pl.String(), "load_id": pl.String()}
FILE = {
    **PART,
    "submission_id": pl.String(),
    "source_id": pl.String(),
    "data_date": pl.Datetime("us"),
    "source_file": pl.String(),
    "source_sheet": pl.String(),  # of a whole file nothing is said by sheet or row
    "source_row": pl.Int64(),
}


def validate_across(
    lake: Path,
    contracts: list[SideBySide],
    records: dict[str, Record],
    tables: dict[str, TableSpec],
    rules: RuleBook,
    context: dict[str, pl.DataFrame],
) -> ValidationResult:
    """Findings of every rule across feeds.

    Args:
        lake: The folder that the paths of records are relative to.
        contracts: What is read side by side.
        records: Load -> record, of all loads named in `contracts`.
        tables: The canonical tables.
        rules: The rule book.
        context: Tables that conditions may look up.
    """
    rows = [
        {"contract_id": item.contract_id, "part": part, **_stamps(records[load_id])}
        for item in contracts
        for part, load_id in item.parts
    ]
    files = pl.DataFrame(rows, schema=FILE)
    paths = {table: _files(lake, files["load_id"].unique().sort().to_list(), records, table) for table in tables}
    given = {table: own for table, own in paths.items() if own}

    def prepare(con: duckdb.DuckDBPyConnection) -> None:
        # A part of several loads is told of in the newest one.
        newest = files.sort("data_date", "load_id").unique(["contract_id", "part"], keep="last")
        create_tables(con, {**context, "part": files.select(list(PART)), "file": newest})
        create_views(con, given)
        create_tables(con, {name: frame for name, frame in empty_tables(tables).items() if name not in given})
        create_derived(con, STEPS)

    asked = {relation: rules.of(relation) for relation in ACROSS}
    return judge(prepare, {name: found for name, found in asked.items() if found}, rules)


def _stamps(record: Record) -> dict[str, object]:
    return {
        "load_id": record.load_id,
        "submission_id": record.submission_id,
        "source_id": record.source_id,
        "data_date": record.data_date,
        "source_file": record.file_name,
    }


def _files(lake: Path, load_ids: list[str], records: dict[str, Record], table: str) -> list[str]:
    tables = (records[load_id].tables for load_id in load_ids)
    return [str(lake / own[table][0]) for own in tables if table in own]
