"""Comparisons with the predecessor: one change between two submissions, one rule that fires."""

import datetime as dt

import pytest

from pipelines.lib.config.load import load_config
from pipelines.lib.lake.records import Record
from pipelines.lib.validation.pairs import validate_pairs
from pipelines.lib.validation.rules import RuleBook, load_rules
from pipelines.lib.workspace import PROJECT_ROOT
from tests.unit.validation.clean import CLEAN, WAITING, at, frame, plus, with_row

CONFIG = load_config(PROJECT_ROOT / "sources")
RULES = RuleBook(load_rules(PROJECT_ROOT / "expectations").rules, {})
CONTRACT = CONFIG.contracts["L16-civils"]
HANDOVER = CONTRACT.completion.activity
ACT, BEFORE = "schedule_activity", CLEAN["schedule_activity"]
LATER = at("2026-03-27T17:00")
MANY = [{**WAITING, "task_code": f"B{number}"} for number in range(20)]
# rule, what, role, rows before, rows now, (row key, source row) found
CASES = [
    (None, "nothing moved", "update", BEFORE, BEFORE, []),
    ("V32", "another actual start", "update", BEFORE, with_row(ACT, 1, actual_start=at("2026-02-17T08:00")), [("A2", 3)]),
    ("V32", "reopened", "update", BEFORE, with_row(ACT, 0, actual_finish=None, status="in_progress"), [("A1", 2)]),
    (None, "newly started", "update", BEFORE, with_row(ACT, 2, actual_start=at("2026-02-20T08:00"), percent_complete=5.0), []),
    ("V33", "progress went back", "update", BEFORE, with_row(ACT, 1, percent_complete=49.0), [("A2", 3)]),
    ("V34", "running work removed", "update", BEFORE + MANY, [*BEFORE[:1], *BEFORE[2:], *MANY], [("A2", None)]),
    (None, "waiting work removed", "update", BEFORE + MANY, [*BEFORE[:2], *BEFORE[3:], *MANY], []),
    ("V34", "milestone removed", "update", plus(ACT, **{**WAITING, "task_code": HANDOVER}) + MANY, BEFORE + MANY, [(HANDOVER, None)]),
    (None, "forecast moved", "update", BEFORE, with_row(ACT, 2, finish=LATER, planned_finish=LATER), []),
    ("V31", "baseline moved", "baseline", BEFORE, with_row(ACT, 2, planned_finish=LATER), [("A3", 4)]),
    ("V31", "baseline stretched", "baseline", BEFORE, with_row(ACT, 2, original_duration_hours=120.0), [("A3", 4)]),
    (None, "baseline grew", "baseline", BEFORE, plus(ACT, **{**WAITING, "task_code": "A9"}), []),
    (None, "baseline shrank", "baseline", plus(ACT, **{**WAITING, "task_code": "A9"}) + MANY, BEFORE + MANY, []),
    (None, "baseline progressed", "baseline", BEFORE, with_row(ACT, 1, percent_complete=49.0), []),
    ("V07", "half the file", "update", BEFORE + MANY, BEFORE + MANY[:17], [(None, None)]),
    ("V07", "another filter", "update", BEFORE + MANY[:16], BEFORE + MANY + [{**WAITING, "task_code": f"C{n}"} for n in range(2)], [(None, None)]),
    (None, "a tenth less, a quarter more", "update", BEFORE + MANY[:16], BEFORE + MANY[:14], []),
]  # fmt: skip
NAMES = [what for _, what, *_ in CASES]


def record(lake, load_id, role, rows, day, changes=()):
    path = f"{ACT}/{load_id}.parquet"
    (lake / ACT).mkdir(exist_ok=True)
    frame(ACT, [{**row, "contract_id": CONTRACT.contract} for row in rows], load_id).write_parquet(lake / path)
    moment = dt.datetime(2026, day, 1)
    return Record(
        load_id=load_id, submission_id=f"s-{load_id}", receipt_id="r", config_hash="c", source_id="acme.schedule",
        party_id="acme", feed="schedule", role=role, baseline_id="BL9", data_date=moment, verdict="ACCEPTED",
        received_at=moment, committed_at=moment, file_name=f"{load_id}.xer", sha256="0", approved_changes=changes,
        contracts={CONTRACT.contract: len(rows)}, tables={ACT: (path, len(rows))},
    )  # fmt: skip


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """Every case as a pair of its own, all in one validation; one more pair has its change approved."""
    lake = tmp_path_factory.mktemp("lake")
    pairs = [
        (record(lake, what, role, now, 3), record(lake, f"before {what}", role, before, 2))
        for _, what, role, before, now, _ in CASES
    ]
    moved = with_row(ACT, 2, planned_finish=LATER)
    approved = record(lake, "approved", "baseline", moved, 3, changes=("CO-1",))
    pairs.append((approved, record(lake, "before approved", "baseline", BEFORE, 2)))
    return validate_pairs(lake, pairs, CONFIG, RULES)


def found(compared, load_id):
    own = compared.findings.filter(compared.findings["load_id"] == load_id)
    return [(row["rule_id"], row["row_key"], row["source_row"]) for row in own.iter_rows(named=True)]


def test_great_expectations_counts_what_the_predicates_find(compared):
    assert compared.errors == []
    judged = {outcome.rule_id for outcome in compared.outcomes}
    assert judged == {rule.id for rule in RULES.rules if rule.compares} == {rule for rule, *_ in CASES if rule}


@pytest.mark.parametrize("position", range(len(CASES)), ids=NAMES)
def test_a_change_is_found_where_it_is_and_alone(compared, position):
    rule_id, what, _, _, _, rows = CASES[position]
    assert found(compared, what) == [(rule_id, key, row) for key, row in rows]


def test_an_approved_change_may_move_the_baseline(compared):
    assert found(compared, "approved") == []


def test_a_finding_names_both_submissions(compared):
    row = compared.findings.filter(compared.findings["load_id"] == "progress went back").row(0, named=True)
    assert row["compared_load_id"] == "before progress went back"
    assert row["submission_id"] == "s-progress went back"
    assert row["contract_id"] == CONTRACT.contract
    assert row["message"].endswith("49.0 %, before 50.0 %")


def test_removed_work_is_reported_in_the_newer_file(compared):
    row = compared.findings.filter(compared.findings["load_id"] == "running work removed").row(0, named=True)
    assert row["source_file"] == "running work removed.xer"
    assert row["source_id"] == "acme.schedule" and row["data_date"] == dt.datetime(2026, 3, 1)


def test_registers_are_compared_by_size_alone(tmp_path):
    def ledger(load_id, rows):
        base = record(tmp_path, load_id, "update", BEFORE, 3)
        return base.model_copy(update={"feed": "cost", "tables": {"cost_entry": ("none.parquet", rows)}})

    done = validate_pairs(tmp_path, [(ledger("now", 50), ledger("then", 100))], CONFIG, RULES)
    assert done.errors == []
    assert done.findings["rule_id"].to_list() == ["V07"]
    assert done.findings["message"][0].endswith("100 rows before, 50 now")
