"""Each rule on a clean table with one thing changed: it fires on the rows named, and no other blocking or critical one.

All cases are loads of one validation, as in real runs: a case that leaked into another load would show.
"""

import datetime as dt
from decimal import Decimal

import polars as pl
import pytest

from pipelines.lib.validation.rules import RuleBook, load_rules
from pipelines.lib.validation.run import validate_tables
from pipelines.lib.workspace import PROJECT_ROOT
from tests.unit.validation.clean import CLEAN, CONTEXT, LINE, RUNNING, at, frame, plus, with_row

RULES = load_rules(PROJECT_ROOT / "expectations")
FIRST_PASS = [rule for rule in RULES.rules if not rule.compares]
ACT, COST, RISK, FILE = "schedule_activity", "cost_entry", "risk", "submission"
LINK, NAMED = "schedule_relationship", {"row_key": "A1", "canonical_table": "schedule_activity", "value": "x"}


def bad_cell(is_required):
    return [{**NAMED, "column_name": "percent_complete", "message": "expected a number", "is_required": is_required}]


# rule, what is changed, table, rows, source rows that must be found (None: a rule on the file as a whole)
CASES = [
    ("V01", "unreadable", FILE, with_row(FILE, 0, problem="not a schedule", exported_projects=None, data_date=None), [None]),
    ("V01B", "other bytes", FILE, with_row(FILE, 0, is_other_bytes=True), [None]),
    ("V03", "no TASK", FILE, with_row(FILE, 0, missing_tables="TASK"), [None]),
    ("V03", "no amount", FILE, with_row(FILE, 0, feed="cost", exported_projects=None, missing_columns="amount"), [None]),
    ("V03B", "no CALENDAR", FILE, with_row(FILE, 0, missing_pairs="CALENDAR"), [None]),
    ("V03C", "column gone", FILE, with_row(FILE, 0, absent_columns="Fournisseur (for supplier)"), [None]),
    ("V03D", "new column", FILE, with_row(FILE, 0, unmapped_columns="Remarque"), [None]),
    ("V04", "no data date", FILE, with_row(FILE, 0, data_date=None), [None]),
    ("V04", "ledger without date", FILE, with_row(FILE, 0, feed="cost", exported_projects=None, data_date=None), [None]),
    ("V04B", "long ago", FILE, with_row(FILE, 0, data_date=at("2002-03-01")), [None]),
    ("V04B", "far ahead", FILE, with_row(FILE, 0, data_date=at("2062-03-01"), received_at=at("2062-03-02")), [None]),
    ("V04C", "after receipt", FILE, with_row(FILE, 0, data_date=at("2026-04-01")), [None]),
    ("V04D", "mid-month", FILE, with_row(FILE, 0, cut_off_distance_days=11), [None]),
    ("V05", "two projects", FILE, with_row(FILE, 0, exported_projects=2, project_list="A, B"), [None]),
    ("V06", "mojibake", FILE, with_row(FILE, 0, replacement_characters=3), [None]),
    ("V01C", "cut off", FILE, with_row(FILE, 0, is_ended=False), [None]),
    ("V01D", "half a row", FILE, with_row(FILE, 0, is_ended=False, is_cut=True), [None]),
    ("V07B", "headers only", FILE, with_row(FILE, 0, row_count=0), [None]),
    ("V65", "needed cell", "bad_cell", bad_cell(True), [2]),
    ("V66", "other cell", "bad_cell", bad_cell(False), [2]),
    ("V11", "same id twice", ACT, with_row(ACT, 2, task_code="A2"), [3, 4]),
    ("V11B", "no id", ACT, with_row(ACT, 2, task_code=None), [4]),
    ("V11B", "blank before id", ACT, with_row(ACT, 2, task_code=" A3"), [4]),
    ("V12", "no calendar", ACT, with_row(ACT, 1, calendar_key=None), [3]),
    ("V12B", "link into nowhere", LINK, with_row(LINK, 0, predecessor_code=None), [2]),
    ("V12C", "orphan budget", "schedule_assignment", with_row("schedule_assignment", 0, task_code=None), [2]),
    ("V14", "node in the air", "schedule_wbs", with_row("schedule_wbs", 1, wbs_level=None), [3]),
    ("V16", "self link", LINK, with_row(LINK, 0, successor_code="A1"), [2]),
    ("V16B", "link twice", LINK, with_row(LINK, 1, relationship_type="FS"), [2, 3]),
    ("V18", "finished tomorrow", ACT, with_row(ACT, 0, actual_finish=at("2026-03-02T00:00")), [2]),
    ("V18", "started tomorrow", ACT, with_row(ACT, 1, actual_start=at("2026-03-02T08:00")), [3]),
    ("V18D", "finished that day", ACT, with_row(ACT, 0, actual_finish=at("2026-03-01T17:00")), [2]),
    ("V19", "finish in the past", ACT, with_row(ACT, 1, finish=at("2026-02-28T17:00")), [3]),
    ("V19", "start in the past", ACT, with_row(ACT, 2, start=at("2026-02-28T08:00")), [4]),
    ("V20", "done without finish", ACT, with_row(ACT, 0, actual_finish=None), [2]),
    ("V20", "done without start", ACT, with_row(ACT, 0, actual_start=None), [2]),
    ("V20", "done at 90 %", ACT, with_row(ACT, 0, percent_complete=90.0), [2]),
    ("V20", "done, 8 h to go", ACT, with_row(ACT, 0, remaining_duration_hours=8.0), [2]),
    ("V20", "ends before it starts", ACT, with_row(ACT, 0, actual_start=at("2026-01-19T08:00")), [2]),
    ("V21", "runs without start", ACT, with_row(ACT, 1, actual_start=None), [3]),
    ("V21", "runs and finished", ACT, with_row(ACT, 1, actual_finish=at("2026-02-20T17:00")), [3]),
    ("V21", "100 %, no finish", ACT, with_row(ACT, 1, percent_complete=100.0, remaining_duration_hours=0.0), [3]),
    ("V22", "waits at 10 %", ACT, with_row(ACT, 2, percent_complete=10.0), [4]),
    ("V22", "waits but started", ACT, with_row(ACT, 2, actual_start=at("2026-02-20T08:00")), [4]),
    ("V23", "150 %", ACT, with_row(ACT, 1, percent_complete=150.0), [3]),
    ("V23", "below zero", ACT, with_row(ACT, 1, percent_complete=-1.0), [3]),
    ("V23", "-8 h to go", ACT, with_row(ACT, 1, remaining_duration_hours=-8.0), [3]),
    ("V23B", "long milestone", ACT, with_row(ACT, 3, original_duration_hours=8.0), [5]),
    ("V26", "no float", ACT, with_row(ACT, 1, total_float_hours=None), [3]),
    ("V27", "25 h days", "schedule_calendar", with_row("schedule_calendar", 0, hours_per_day=25.0), [2]),
    ("V29", "suspended", ACT, with_row(ACT, 1, suspend_date=at("2026-02-20T08:00")), [3]),
    ("V08", "no rate", COST, with_row(COST, 1, currency="XPF"), [3]),
    ("V08", "no currency", COST, with_row(COST, 1, currency=None), [3]),
    ("V09", "grand total", COST, plus(COST, **{**LINE, "document_id": "TOTAL", "entry_type": "budget", "amount": Decimal(3550)}), [9]),
    ("V09", "nameless total", COST, plus(COST, **{**LINE, "entry_type": "budget", "amount": Decimal(3550)}), [9]),
    ("V09B", "sub-total", COST, plus(COST, **{**LINE, "document_id": "X", "entry_type": "budget", "cost_key": None, "amount": Decimal(7)}), [9]),
    ("V13B", "nobody's line", COST, with_row(COST, 0, contract_id=None), [2]),
    ("V42B", "no type", COST, with_row(COST, 1, entry_type=None), [3]),
    ("V42B", "unknown measure", COST, with_row(COST, 1, measure="sum"), [3]),
    ("V49D", "no date at all", COST, with_row(COST, 1, fiscal_period=None), [3]),
    ("V42", "sum is off", COST, with_row(COST, 5, amount=Decimal("501.01")), [7]),
    ("V43", "credit without reason", COST, with_row(COST, 3, reversal=None), [5]),
    ("V45", "forecast below actual", COST, with_row(COST, 6, amount=Decimal("498.99")), [8]),
    ("V49", "same line twice", COST, with_row(COST, 3, line_no="1"), [4, 5]),
    ("V49", "exact copy, no line number", COST, [*CLEAN[COST][:5], CLEAN[COST][4], CLEAN[COST][6]], [6, 7]),
    ("V08B", "no rate", RISK, with_row(RISK, 0, currency="XPF"), [2]),
    ("V11C", "same id twice", RISK, with_row(RISK, 1, risk_id="R1"), [2, 3]),
    ("V11D", "no id", RISK, with_row(RISK, 1, risk_id=None), [3]),
    ("V53", "nothing likely", RISK, with_row(RISK, 0, probability=0.0, residual_probability=0.0), [2]),
    ("V53", "130 %", RISK, with_row(RISK, 0, probability=1.3), [2]),
    ("V53B", "upside down", RISK, with_row(RISK, 0, cost_min=Decimal(30)), [2]),
    ("V53C", "not assessed", RISK, with_row(RISK, 0, probability=None), [2]),
    ("V54", "worse after", RISK, with_row(RISK, 0, residual_probability=0.5), [2]),
    ("V55", "nobody's risk", RISK, with_row(RISK, 0, owner=None), [2]),
    ("V55", "review overdue", RISK, with_row(RISK, 0, next_review_on=dt.date(2026, 2, 28)), [2]),
    ("V55B", "no due date", "risk_action", with_row("risk_action", 0, due_on=None), [2]),
]  # fmt: skip
NAMES = [f"{rule} {what}" for rule, what, *_ in CASES]
# What is no fault: boundaries, and look-alikes that careless rules would catch.
FINE = {
    "finish at the data date": (ACT, with_row(ACT, 1, finish=at("2026-03-01T00:00"))),
    "finished at the data date": (ACT, with_row(ACT, 0, actual_finish=at("2026-03-01T00:00"))),
    "a milestone done at 0 %": (ACT, with_row(ACT, 3, status="complete", percent_complete=0.0, actual_start=at("2026-02-20T17:00"), actual_finish=at("2026-02-20T17:00"))),
    "level of effort without float": (ACT, plus(ACT, **{**RUNNING, "task_code": "L1", "activity_type": "level_of_effort", "total_float_hours": None})),
    "a rounding of one euro": (COST, with_row(COST, 5, amount=Decimal(501))),
    "a budget that equals the rest by chance": (COST, with_row(COST, 0, amount=Decimal(2550))),
    "two lines of one document": (COST, [*CLEAN[COST], {**LINE, "document_id": "I2", "entry_type": "actual", "amount": Decimal(0), "fiscal_period": "2026-02"}]),
    "an opportunity that grows": (RISK, with_row(RISK, 0, risk_type="opportunity", residual_probability=0.5)),
    "certain": (RISK, with_row(RISK, 0, probability=1.0)),
    "a ledger knows no end mark": (FILE, with_row(FILE, 0, feed="cost", exported_projects=None, is_ended=None)),
    "ten days from the cut-off": (FILE, with_row(FILE, 0, cut_off_distance_days=10)),
    "a baseline is for no cut-off": (FILE, with_row(FILE, 0, role="baseline", cut_off_distance_days=40)),
}  # fmt: skip


@pytest.fixture(scope="module")
def validated(tmp_path_factory):
    """Every case as a load of its own, all in one validation."""
    loads = [(name, table, rows) for name, (_, _, table, rows, _) in zip(NAMES, CASES, strict=True)]
    loads += [(name, table, rows) for name, (table, rows) in FINE.items()]
    loads += [("clean", table, rows) for table, rows in CLEAN.items()]
    tables = {table: [frame(table, rows, name) for name, own, rows in loads if own == table] for table in CLEAN}
    whole = {name: pl.concat(tables.pop(name)) for name in ("submission", "bad_cell")}
    folder = tmp_path_factory.mktemp("loads")
    files = {
        name: [_written(folder / f"{name}-{n}.parquet", f) for n, f in enumerate(frames)]
        for name, frames in tables.items()
    }
    return validate_tables(files, whole, RuleBook(RULES.rules, {}), CONTEXT)


def _written(path, rows):
    rows.write_parquet(path)
    return path


def found(validated, load_id):
    return validated.findings.filter(pl.col("load_id") == load_id)


def test_great_expectations_counts_what_the_predicates_find(validated):
    assert validated.errors == []
    assert {outcome.rule_id for outcome in validated.outcomes} == {rule.id for rule in FIRST_PASS}
    counts = dict(validated.findings.group_by("rule_id").len().iter_rows())
    assert {outcome.rule_id: outcome.failing for outcome in validated.outcomes} == counts  # every rule fires somewhere
    assert not any(outcome.success for outcome in validated.outcomes)


def test_clean_tables_trip_nothing(validated):
    assert found(validated, "clean").is_empty()


@pytest.mark.parametrize("name", FINE)
def test_no_fault_is_seen_where_there_is_none(validated, name):
    assert found(validated, name).select("rule_id", "source_row").rows() == []


@pytest.mark.parametrize("position", range(len(CASES)), ids=NAMES)
def test_a_rule_fires_on_the_rows_at_fault_and_alone(validated, position):
    rule_id, _, _, _, rows = CASES[position]
    own = found(validated, NAMES[position])
    assert own.filter(pl.col("rule_id") == rule_id)["source_row"].sort().to_list() == rows
    others = own.filter((pl.col("rule_id") != rule_id) & pl.col("severity").is_in(["blocking", "critical"]))
    assert others.select("rule_id", "source_row").rows() == []


def test_every_rule_of_the_first_pass_has_a_case():
    assert {rule for rule, *_ in CASES} == {rule.id for rule in FIRST_PASS}


def test_a_finding_says_where_what_and_why(validated):
    row = found(validated, "V21 100 %, no finish").row(0, named=True)
    expected = {
        "rule_id": "V21",
        "severity": "critical",
        "submission_id": "s-V21 100 %, no finish",
        "compared_load_id": None,
        "source_id": "acme.schedule",
        "contract_id": "C1",
        "data_date": dt.datetime(2026, 3, 1),
        "table_name": "schedule_activity",
        "source_file": "V21 100 %, no finish.csv",
        "source_sheet": None,
        "source_row": 3,
        "row_key": "A2",
        "column_name": "status",
        "value": "in_progress",
    }
    assert {name: row[name] for name in expected} == expected
    assert row["message"].startswith("In progress means started, not finished, something remaining: started 2026-02-16")


def test_a_bad_cell_is_reported_where_it_stands(validated):
    row = found(validated, "V65 needed cell").row(0, named=True)
    assert (row["table_name"], row["column_name"], row["value"]) == ("schedule_activity", "percent_complete", "x")
    assert row["message"].endswith(": expected a number")
