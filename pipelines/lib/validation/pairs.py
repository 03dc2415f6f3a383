"""Pass 2: a submission beside its predecessor by data date.

Views a rule with `compares: true` reads: `schedule_activity` (one row per activity of either side: today's columns, the
predecessor's with the prefix `before_`) and `submission` (counts, baselines). Keyed by contract and activity code.
"""

from pathlib import Path

import duckdb
import polars as pl

from pipelines.lib.config.load import Config
from pipelines.lib.lake.records import Record
from pipelines.lib.validation.rules import RuleBook
from pipelines.lib.validation.run import ValidationResult, judge

ACTIVITIES = "schedule_activity"


def validate_pairs(lake: Path, pairs: list[tuple[Record, Record]], config: Config, rules: RuleBook) -> ValidationResult:
    """Findings of every comparison rule over (submission, predecessor) pairs."""
    with_activities = [pair for pair in pairs if all(ACTIVITIES in record.tables for record in pair)]

    def prepare(con: duckdb.DuckDBPyConnection) -> None:
        con.register("incoming", _pair_frame(config, pairs).to_arrow())
        con.execute("create table submission as from incoming")
        if with_activities:
            con.execute(_activity_pairs(lake, with_activities))

    asked = {"submission": rules.of("submission", compares=True)}
    if with_activities:
        asked[ACTIVITIES] = rules.of(ACTIVITIES, compares=True)
    return judge(prepare, {name: found for name, found in asked.items() if found}, rules)


def _pair_frame(config: Config, pairs: list[tuple[Record, Record]]) -> pl.DataFrame:
    """One row per pair: rows of both sides, and what the newer one declares."""
    milestones = {
        contract.contract: [m.activity for m in contract.milestones]
        + ([contract.completion.activity] if contract.completion else [])
        for contract in config.contracts.values()
    }
    rows = [
        {
            "load_id": load.load_id,
            "submission_id": load.submission_id,
            "source_id": load.source_id,
            "contract_id": next(iter(load.contracts)) if len(load.contracts) == 1 else None,
            "data_date": load.data_date,
            "source_file": load.file_name,
            "source_sheet": None,
            "source_row": None,
            "before_load_id": before.load_id,
            "before_file": before.file_name,
            "feed": load.feed,
            "row_count": _rows(load),
            "before_row_count": _rows(before),
            "role": load.role,
            "has_approved_change": bool(load.approved_changes) or _is_approved(config, load),
            "milestones": [code for contract in load.contracts for code in milestones.get(contract, [])],
        }
        for load, before in pairs
    ]
    typed = {
        "contract_id": pl.String,
        "source_sheet": pl.String,
        "source_row": pl.Int64,
        "milestones": pl.List(pl.String),
    }
    return pl.DataFrame(rows, schema_overrides=typed, infer_schema_length=None)


def _is_approved(config: Config, record: Record) -> bool:
    """The contract says which change a baseline rests on."""
    baselines = [b for contract in record.contracts for b in config.contracts[contract].baselines]
    return any(baseline.change for baseline in baselines if baseline.id == record.baseline_id)


def _rows(record: Record) -> int:
    """Rows of the table that counts: activities of a schedule, lines of a ledger or register."""
    counts = {table: rows for table, (_, rows) in record.tables.items()}
    return counts.get(ACTIVITIES, max(counts.values(), default=0))


def _activity_pairs(lake: Path, pairs: list[tuple[Record, Record]]) -> str:
    now = [str(lake / load.tables[ACTIVITIES][0]) for load, _ in pairs]
    before = sorted({str(lake / record.tables[ACTIVITIES][0]) for _, record in pairs})
    stamps = ("load_id", "submission_id", "source_id", "data_date", "source_file", "source_sheet")
    own = ", ".join(f"coalesce(now.{name}, p.{name}) as {name}" for name in stamps[:4])
    return f"""
        create view {ACTIVITIES} as
        with now as (from read_parquet({now}, union_by_name = true)),
        old as (from read_parquet({before}, union_by_name = true)),
        both_sides as (
            select p.load_id, p.before_load_id, now.contract_id, now.task_code from submission as p
            inner join now on p.load_id = now.load_id
            union
            select p.load_id, p.before_load_id, old.contract_id, old.task_code from submission as p
            inner join old on p.before_load_id = old.load_id
        )
        select {own}, k.contract_id, coalesce(now.source_file, p.source_file) as source_file,
               now.source_sheet, now.source_row, k.task_code, p.before_load_id, p.before_file, p.role,
               p.has_approved_change,
               list_contains(p.milestones, k.task_code) as is_contractual_milestone,
               now.* exclude (load_id, submission_id, source_id, data_date, contract_id, project_id, source_file,
                              source_sheet, source_row, task_code),
               now.load_id is null as is_removed, old.load_id is null as is_new,
               columns(old.* exclude (load_id, source_file)) as "before_\\0"
        from both_sides as k
        inner join submission as p on k.load_id = p.load_id and k.before_load_id = p.before_load_id
        left join now on k.load_id = now.load_id and k.contract_id = now.contract_id and k.task_code = now.task_code
        left join old
            on k.before_load_id = old.load_id and k.contract_id = old.contract_id and k.task_code = old.task_code
    """
