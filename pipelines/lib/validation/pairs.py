"""Pass 2: a submission beside its predecessor by data date.

Relations a rule with `compares: true` reads: `submission` (counts, baselines, due dates) and those of KEYS, one row per
key on either side: today's columns, the predecessor's with the prefix `before_`. Every key begins with the contract.
"""

from pathlib import Path

import duckdb
import polars as pl

from pipelines.lib.config.load import Config
from pipelines.lib.lake.records import Record
from pipelines.lib.validation.pair_frame import ACTIVITIES, pair_frame
from pipelines.lib.validation.relations import (
    DERIVED,
    OF_ONE_FILE,
    create_derived,
    create_tables,
    create_views,
    empty_tables,
)
from pipelines.lib.validation.rules import RuleBook
from pipelines.lib.validation.run import ValidationResult, judge

# Relation -> its key beside load and contract.
KEYS: dict[str, tuple[str, ...]] = {
    "schedule_project": (),
    "schedule_activity": ("task_code",),
    "calendar_week": ("calendar_name",),
    "risk": ("risk_id",),
    "ledger_month": ("currency", "cost_key", "entry_type", "measure", "month"),
    "ledger_total": ("currency",),
    "reported_month": ("control_account", "month"),
    "reported_account": ("account",),
    "reported_total": ("currency",),
}
# An activity is compared with the links that lead to it and with what its costs are planned by.
FLAT, LINKED = ("cost_entry", "control_account_period", "schedule_calendar"), "linked_activity"
BESIDE = ("schedule_relationship", "schedule_assignment", "schedule_calendar")


def validate_pairs(
    lake: Path,
    pairs: list[tuple[Record, Record]],
    records: list[Record],
    config: Config,
    rules: RuleBook,
    context: dict[str, pl.DataFrame],
) -> ValidationResult:
    """Findings of every comparison rule over (submission, predecessor) pairs.

    Args:
        lake: The folder that the paths of records are relative to.
        pairs: What is compared; nothing, and every rule is judged on relations without a row.
        records: Every record of the lake.
        config: Contracts and calendars.
        rules: The rule book.
        context: Tables that conditions may look up.
    """
    sides = {name: _files(lake, pairs, DERIVED.get(name, name)) for name in KEYS}
    paired = [name for name, files in sides.items() if (files or not pairs) and rules.of(name, compares=True)]
    needed = {DERIVED.get(name, name): sides[name] for name in paired}
    needed |= {table: _files(lake, pairs, table) for table in BESIDE}

    def prepare(con: duckdb.DuckDBPyConnection) -> None:
        create_tables(con, {**context, "submission": pair_frame(lake, config, pairs, records)})
        con.execute("create schema side")
        con.execute("set schema = 'side'")
        given = {table: files for table, files in needed.items() if files}
        create_views(con, given)
        create_tables(con, {name: frame for name, frame in empty_tables(config.tables).items() if name not in given})
        derived = [name for name in DERIVED if DERIVED[name] in FLAT and name not in OF_ONE_FILE]
        create_derived(con, [*derived, LINKED])
        con.execute("set schema = 'main'")
        for name in paired:
            con.execute(_pair_view(name, KEYS[name], LINKED if name == ACTIVITIES else name))

    asked = {name: rules.of(name, compares=True) for name in ["submission", *paired]}
    return judge(prepare, {name: found for name, found in asked.items() if found}, rules)


def _files(lake: Path, pairs: list[tuple[Record, Record]], table: str) -> list[str]:
    """The Parquet files of a table, of pairs that have it on both sides."""
    having = [record for pair in pairs if all(table in record.tables for record in pair) for record in pair]
    return sorted({str(lake / record.tables[table][0]) for record in having})


def _pair_view(name: str, key: tuple[str, ...], side: str) -> str:
    keys = ("contract_id", *key)
    listed = ", ".join(f"rows.{column}" for column in keys)
    same = " and ".join(f"k.{column} is not distinct from {{0}}.{column}" for column in keys)
    shown = ", ".join(f"k.{column}" for column in keys)
    return f"""
        create view {name} as
        with rows as (from side.{side}),
        both_sides as (
            select p.load_id, p.before_load_id, {listed} from submission as p
            inner join rows on p.load_id = rows.load_id
            union
            select p.load_id, p.before_load_id, {listed} from submission as p
            inner join rows on p.before_load_id = rows.load_id
        )
        select p.load_id, p.submission_id, p.source_id, p.data_date, p.source_file, now.source_sheet, now.source_row,
               {shown}, p.before_load_id, p.before_file, p.before_data_date, p.role, p.content,
               p.has_approved_change, p.baseline_from,
               {"list_contains(p.milestones, k.task_code) as is_contractual_milestone," if "task_code" in key else ""}
               now.* exclude (load_id, submission_id, source_id, data_date, source_file, source_sheet, source_row,
                              {", ".join(keys)}),
               now.load_id is null as is_removed, old.load_id is null as is_new,
               columns(old.* exclude (load_id, source_file, data_date)) as "before_\\0"
        from both_sides as k
        inner join submission as p on k.load_id = p.load_id and k.before_load_id = p.before_load_id
        left join rows as now on k.load_id = now.load_id and {same.format("now")}
        left join rows as old on k.before_load_id = old.load_id and {same.format("old")}
    """
