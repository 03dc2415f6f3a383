"""Cases of comparisons: a submission and its predecessor with one difference, all pairs judged in one validation.

A case is (rule or None, what, role, rows before, rows now, (row key, source row) found); rows are of one table, or a
dictionary of tables. All speak of one contract of the project's own configuration.
"""

import datetime as dt

from pipelines.lib.config.load import load_config
from pipelines.lib.intake.context import rule_context
from pipelines.lib.lake.records import Record
from pipelines.lib.validation.pairs import validate_pairs
from pipelines.lib.validation.rules import RuleBook, load_rules
from pipelines.lib.workspace import PROJECT_ROOT
from tests.unit.validation.clean import frame

CONFIG = load_config(PROJECT_ROOT / "sources")
RULES = RuleBook(load_rules(PROJECT_ROOT / "expectations").rules, {})
CONTRACT = CONFIG.contracts["L16-civils"]
FEEDS = {"cost_entry": "cost", "risk": "risk", "control_account_period": "earned_value"}


def record(lake, load_id, role, tables, day, changes=(), **more):
    """A committed load; day is the day of March 2026 that it is of."""
    files = {}
    for table, rows in tables.items():
        (lake / table).mkdir(exist_ok=True)
        files[table] = (f"{table}/{load_id}.parquet", len(rows))
        owned = [{**row, "contract_id": CONTRACT.contract, "data_date": dt.datetime(2026, 3, day)} for row in rows]
        frame(table, owned, load_id).write_parquet(lake / files[table][0])
    feed = FEEDS.get(next(iter(tables)), "schedule")
    moment = dt.datetime(2026, 3, day)
    known = {
        "load_id": load_id, "submission_id": f"s-{load_id}", "receipt_id": "r", "config_hash": "c", "source_id": f"acme.{feed}",
        "party_id": "acme", "feed": feed, "role": role, "baseline_id": "BL9", "data_date": moment, "verdict": "ACCEPTED",
        "received_at": moment, "committed_at": moment, "file_name": f"{load_id}.xer", "sha256": load_id, "approved_changes": changes,
        "contracts": {CONTRACT.contract: 1}, "tables": files,
    }  # fmt: skip
    return Record(**{**known, **more})


def compared(lake, table, cases, more=()):
    """The result over every case as a pair of its own, and over more pairs of records."""
    pairs = []
    for _, what, role, before, now, _ in cases:
        sides = [rows if isinstance(rows, dict) else {table: rows} for rows in (now, before)]
        pairs.append((record(lake, what, role, sides[0], 3), record(lake, f"before {what}", role, sides[1], 2)))
    return validated(lake, [*pairs, *more])


def validated(lake, pairs, others=()):
    """The findings over pairs of records; others are known beside them."""
    records = [*(record for pair in pairs for record in pair), *others]
    return validate_pairs(lake, pairs, records, CONFIG, RULES, rule_context(CONFIG))


def found(result, load_id):
    own = result.findings.filter(result.findings["load_id"] == load_id).sort("rule_id", "row_key")
    return [(row["rule_id"], row["row_key"], row["source_row"]) for row in own.iter_rows(named=True)]
