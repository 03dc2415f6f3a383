"""What is known of two submissions that are compared: one row per pair, the table `submission` of the second pass.

Flows in: pairs of records, every record of the lake, the configuration. Flows out: stamps of the newer one, sizes of
both, what was approved, when it was due. Their rows do not belong here (pairs.py).
"""

import datetime as dt
from pathlib import Path

import polars as pl

from pipelines.lib.config.calendar import due_date, nearest_period_id
from pipelines.lib.config.load import Config
from pipelines.lib.config.portfolio import Reporting
from pipelines.lib.lake.records import Record
from pipelines.lib.validation.same_again import ACTIVITIES, is_same_again, is_standing_still

TEXT, DAY, MOMENT, COUNT = pl.String(), pl.Date(), pl.Datetime("us"), pl.Int64()
SCHEMA = {
    "load_id": TEXT,
    "submission_id": TEXT,
    "source_id": TEXT,
    "contract_id": TEXT,
    "data_date": MOMENT,
    "source_file": TEXT,
    "source_sheet": TEXT,
    "source_row": COUNT,
    "before_load_id": TEXT,
    "before_file": TEXT,
    "before_data_date": MOMENT,
    "feed": TEXT,
    "is_same_again": pl.Boolean(),
    "is_standing_still": pl.Boolean(),
    "displaced_period": TEXT,
    "content": TEXT,
    "row_count": COUNT,
    "before_row_count": COUNT,
    "role": TEXT,
    "received_on": DAY,
    "due_on": DAY,
    "has_approved_change": pl.Boolean(),
    "unknown_changes": pl.List(TEXT),
    "baseline_from": DAY,
    "milestones": pl.List(TEXT),
}


def pair_frame(lake: Path, config: Config, pairs: list[tuple[Record, Record]], records: list[Record]) -> pl.DataFrame:
    """One row per pair of (submission, predecessor): columns of `SCHEMA`."""
    milestones = {
        contract.contract: [m.activity for m in contract.milestones]
        + ([contract.completion.activity] if contract.completion else [])
        for contract in config.contracts.values()
    }
    received = _first_receipts(records)
    rows = [
        {
            "load_id": load.load_id,
            "submission_id": load.submission_id,
            "source_id": load.source_id,
            "contract_id": next(iter(load.contracts)) if len(load.contracts) == 1 else None,
            "data_date": load.data_date,
            "source_file": load.file_name,
            "before_load_id": before.load_id,
            "before_file": before.file_name,
            "before_data_date": before.data_date,
            "feed": load.feed,
            "is_same_again": is_same_again(lake, load, before),
            "is_standing_still": is_standing_still(lake, load, before),
            "displaced_period": _displaced(config, load, before),
            "content": load.content,
            "row_count": _rows(load),
            "before_row_count": _rows(before),
            "role": load.role,
            "received_on": min(load.received_at, received.get(_delivery(load), load.received_at)).date(),
            "due_on": _due(config, load),
            "has_approved_change": _is_approved(config, load, before),
            "unknown_changes": sorted(set(load.approved_changes) - _known_changes(config, load)),
            "baseline_from": _in_force_from(config, load),
            "milestones": [code for contract in load.contracts for code in milestones.get(contract, [])],
        }
        for load, before in pairs
    ]
    return pl.DataFrame(rows, schema=SCHEMA)


def _delivery(record: Record) -> tuple:
    return (record.source_id, record.role, record.cut_off_day)


def _first_receipts(records: list[Record]) -> dict[tuple, dt.datetime]:
    """When each status first came: a corrected file is as early as the one it corrects."""
    first: dict[tuple, dt.datetime] = {}
    for record in records:
        if record.is_accepted:
            key = _delivery(record)
            first[key] = min(record.received_at, first.get(key, record.received_at))
    return first


def _displaced(config: Config, load: Record, before: Record) -> str | None:
    """The period that a manifest states for a file of another one, where the file before it was of that period."""
    if load.period_id is None or None in (load.cut_off_day, before.cut_off_day):
        return None
    for reporting in _reporting(config, load):
        own = nearest_period_id(reporting, load.cut_off_day)
        other = before.period_id or nearest_period_id(reporting, before.cut_off_day)
        if own != load.period_id == other:
            return load.period_id
    return None


def _reporting(config: Config, record: Record) -> list[Reporting]:
    return [config.contracts[contract].reporting or config.portfolio.reporting for contract in record.contracts]


def _due(config: Config, record: Record) -> dt.date | None:
    """The last day on time; the latest one where the file's contracts have calendars of their own."""
    if record.cut_off_day is None:
        return None
    days = (due_date(one, record.cut_off_day, record.period_id) for one in _reporting(config, record))
    return max(days, default=None)


def _baselines(config: Config, record: Record) -> list:
    known = [b for contract in record.contracts for b in config.contracts[contract].baselines]
    return [baseline for baseline in known if baseline.id == record.baseline_id]


def _is_approved(config: Config, record: Record, before: Record) -> bool:
    """A change that the contract knows moved the baseline: one the manifest names, or the one the baseline rests on.

    The latter speaks for the first version of a baseline, for none that is sent later under its name.
    """
    is_first_version = record.baseline_id != before.baseline_id
    return bool(_known_changes(config, record).intersection(record.approved_changes)) or (
        is_first_version and any(baseline.change for baseline in _baselines(config, record))
    )


def _known_changes(config: Config, record: Record) -> set[str]:
    """The changes that the YAML of the file's contracts names: a manifest is the contractor's own word."""
    contracts = [config.contracts[contract] for contract in record.contracts]
    dated = [one for contract in contracts for one in (contract.completion, *contract.milestones) if one]
    changes = [due.change for one in dated for due in one.due]
    changes += [baseline.change for contract in contracts for baseline in contract.baselines]
    return {change for change in changes if change}


def _in_force_from(config: Config, record: Record) -> dt.date | None:
    return min((baseline.effective_from for baseline in _baselines(config, record)), default=None)


def _rows(record: Record) -> int:
    """Rows of the table that counts: activities of a schedule, lines of a ledger or register."""
    counts = {table: rows for table, (_, rows) in record.tables.items()}
    return counts.get(ACTIVITIES, max(counts.values(), default=0))
