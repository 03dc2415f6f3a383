"""Rules on schedules: each on a clean schedule with one thing changed."""

import datetime as dt
from decimal import Decimal

import pytest

from tests.unit.validation.clean import CLEAN, MILESTONE, RUNNING, at, plus, with_row
from tests.unit.validation.firing import assert_counts_agree, assert_fires_alone, found, judged, name

FEED, ACT, LINK, COST = "schedule", "schedule_activity", "schedule_relationship", "schedule_assignment"
TABLES = tuple(table for table in CLEAN if table.startswith("schedule_"))
DATES = {"planned_start": at("2026-03-09T08:00"), "planned_finish": at("2026-03-20T17:00")}
LOADED = {"assignment_kind": "resource", "task_code": "A2", "activity_id": "A2", "budget_cost": Decimal(100), **DATES}


ALL_WORK = [{"task_code": task, "activity_id": task} for task in ("A1", "A2", "A3")]


def baseline(activity=None, costs=(), **changes):
    """A baseline whose activities are all planned; one of them with changes, and its costs."""
    rows = [{**row, **DATES, **(changes if row["task_code"] == activity else {})} for row in CLEAN[ACT]]
    priced = [{**LOADED, "assignment_id": str(n), **cost} for n, cost in enumerate(costs)]
    return {ACT: rows, COST: priced, "submission": with_row("submission", 0, role="baseline")}


def priced_all(*costs):
    """A baseline with some costs of A2 in which all other work has its cost too."""
    return baseline(None, [*costs, ALL_WORK[0], ALL_WORK[2]])


def doubled(*tasks):
    """Assignments of a baseline: those of some activities stand twice, that of A1 once."""
    return baseline(
        None, [*({"task_code": task, "activity_id": task} for task in (*tasks, *tasks)), {"activity_id": "A1"}]
    )


NO_DATES = dict.fromkeys(DATES)
YEARS = {"remaining_duration_hours": 4000.0, "remaining_duration_days": 500.0}
CASES = [
    ("V11", "same id twice", ACT, with_row(ACT, 2, task_code="A2"), [3, 4]),
    ("V11B", "no id", ACT, with_row(ACT, 2, task_code=None), [4]),
    ("V11B", "blank before id", ACT, with_row(ACT, 2, task_code=" A3"), [4]),
    ("V12", "no calendar", ACT, with_row(ACT, 1, calendar_key=None), [3]),
    ("V12B", "link into nowhere", LINK, with_row(LINK, 0, predecessor_code=None), [2]),
    ("V12C", "orphan budget", "schedule_assignment", with_row("schedule_assignment", 0, task_code=None), [2]),
    ("V14B", "a second root", "schedule_wbs", with_row("schedule_wbs", 1, wbs_level=0), [2, 3]),
    ("V11H", "budget twice", "schedule_assignment", plus("schedule_assignment", **CLEAN["schedule_assignment"][0]), [2, 3]),
    ("V11I", "a budget under two ids", COST, doubled("A2"), [2, 3]),
    ("V11J", "most budgets under two ids", COST, doubled("A2", "A3"), [2]),
    ("V23E", "years to go on ten days", ACT, with_row(ACT, 2, **YEARS), [4]),
    ("V23F", "ten times the units", COST, with_row(COST, 0, budget_units=10.0, actual_units=1.0, remaining_units=100.0), [2]),
    ("V23F", "ten times the cost", COST, with_row(COST, 0, budget_cost=Decimal(10), remaining_cost=Decimal(101)), [2]),
    ("V23G", "ten times the hours", ACT, with_row(ACT, 1, budget_labor_units=10.0, remaining_labor_units=101.0), [3]),
    ("V79B", "half of the work without a cost", COST, baseline(None, [{"task_code": "A1", "activity_id": "A1"}]), [2]),
    ("V34C", "the completion is not there", ACT, with_row(ACT, 3, task_code="M2"), [None]),
    ("V23D", "half done, nobody says how far", ACT, with_row(ACT, 1, percent_complete_type="physical", physical_percent=None, percent_complete=None), [3]),
    ("V23C", "a half as 0.5", ACT, with_row(ACT, 1, percent_complete_type="physical", physical_percent=0.5), [3]),
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
    ("V16", "two circles", LINK, with_row(LINK, 4, successor_code="A2"), [5, 6]),
    ("V17", "effort drives work", ACT, with_row(ACT, 1, activity_type="level_of_effort"), [5]),
    ("V24", "started too early (FS)", ACT, with_row(ACT, 2, status="in_progress", actual_start=at("2026-02-20T08:00"), percent_complete=5.0), [5]),
    ("V24", "started before its predecessor (SS)", LINK, with_row(LINK, 1, predecessor_code="A3")[:3], [3]),
    ("V24", "finished first (FF)", LINK, plus(LINK, **{**CLEAN[LINK][0], "relationship_id": "6", "predecessor_code": "A2", "successor_code": "A1", "relationship_type": "FF"})[2:], [5]),
    ("V24", "finished before a start (SF)", LINK, plus(LINK, **{**CLEAN[LINK][0], "relationship_id": "6", "predecessor_code": "M1", "successor_code": "A1", "relationship_type": "SF"})[3:], [4]),
    ("V25", "no predecessor", LINK, with_row(LINK, 3, successor_code="A9", is_external=True), [4]),
    ("V25", "no successor", LINK, with_row(LINK, 3, predecessor_code="A9", is_external=True), [3]),
    ("V25B", "only SS out of it", LINK, with_row(LINK, 3, relationship_type="SS"), [3]),
    ("V25B", "only FF into it", LINK, with_row(LINK, 3, relationship_type="FF"), [4]),
    ("V25D", "no link at all", LINK, [], [2]),
    ("V25C", "one of three is open", LINK, with_row(LINK, 3, successor_code="A9", is_external=True), [2]),
    ("V29B", "29 days on a task of 10", ACT, with_row(ACT, 1, actual_start=at("2026-01-31T08:00")), [3]),
    ("V71", "a level too deep", "schedule_wbs", with_row("schedule_wbs", 1, wbs_level=101), [3]),
    ("V71B", "a path too deep", ACT, with_row(ACT, 1, wbs_path=".".join("1" * 101)), [3]),
    ("V72B", "more than all money", "schedule_assignment", with_row("schedule_assignment", 0, budget_cost=Decimal("5.1e13")), [2]),
    ("V78", "work without dates", ACT, baseline("A2", **NO_DATES), [3]),
    ("V78", "work without a start", ACT, baseline("A2", planned_start=None), [3]),
    ("V78", "work without a finish", ACT, baseline("A2", planned_finish=None), [3]),
    ("V78", "a finish before the start", ACT, baseline("A2", planned_finish=at("2026-03-01T08:00")), [3]),
    ("V78", "a milestone's cost without a date", ACT, baseline("M1", [{"activity_id": "M1", **NO_DATES}], **NO_DATES), [5]),
    ("V79", "one cost is blank", COST, baseline(None, [{}, {"budget_cost": None}]), [3]),
    ("V81", "cost before its work", COST, baseline(None, [{"planned_start": at("2026-03-08T07:00")}, {}]), [2]),
    ("V81", "cost after its work", COST, baseline(None, [{"planned_finish": at("2026-03-21T18:00")}, {}]), [2]),
    ("V81", "cost from finish to start", COST, baseline(None, [{"planned_finish": at("2026-03-08T18:00")}, {}]), [2]),
    ("V30", "completion fixed", ACT, with_row(ACT, 3, constraint_type="CS_MANDFIN", constraint_date=at("2026-03-20T17:00")), [5]),
    ("V30", "completion expected", ACT, with_row(ACT, 3, expected_finish=at("2026-03-20T17:00")), [5]),
]  # fmt: skip
# What is no fault: boundaries, and look-alikes that careless rules would catch.
FINE = {
    "finish at the data date": (ACT, with_row(ACT, 1, finish=at("2026-03-01T00:00"))),
    "finished at the data date": (ACT, with_row(ACT, 0, actual_finish=at("2026-03-01T00:00"))),
    "a milestone done at 0 %": (ACT, plus(ACT, **{**MILESTONE, "task_code": "M0", "status": "complete", "actual_start": at("2026-02-20T17:00"), "actual_finish": at("2026-02-20T17:00")})),
    "level of effort without float": (ACT, plus(ACT, **{**RUNNING, "task_code": "L1", "activity_type": "level_of_effort", "total_float_hours": None})),
    "a start-to-start chain that is kept": (LINK, plus(LINK, **{**CLEAN[LINK][3], "relationship_id": "6", "relationship_type": "SS"})),
    "a link to another project's activity with one of our ids": (LINK, plus(LINK, **{**CLEAN[LINK][3], "relationship_id": "6", "predecessor_code": "A3", "successor_code": "A2", "predecessor_id": "77", "is_external": True})),
    "39 days on a task of 14": (ACT, with_row(ACT, 1, actual_start=at("2026-01-21T08:00"), original_duration_days=14.0)),
    "completion no later than": (ACT, with_row(ACT, 3, constraint_type="CS_MEOB", constraint_date=at("2026-03-20T17:00"))),
    "half a percent beside a half": (ACT, [*with_row(ACT, 1, percent_complete_type="physical", physical_percent=0.5), {**RUNNING, "task_code": "L1", "activity_type": "level_of_effort", "percent_complete_type": "physical", "physical_percent": 50.0}]),
    "an expense with the id of an assignment": ("schedule_assignment", plus("schedule_assignment", assignment_id="1", assignment_kind="expense", task_code="A1")),
    "a hundred levels": (ACT, with_row(ACT, 1, wbs_path=".".join("1" * 100))),
    "a baseline with its dates and costs": (ACT, priced_all({}, {"budget_cost": Decimal(0)})),
    "an update needs no planned dates": (ACT, {ACT: CLEAN[ACT], COST: [{**LOADED, "assignment_id": "1"}], "submission": CLEAN["submission"]}),
    "a milestone of a baseline with one date": (ACT, baseline("M1", [{"activity_id": "M1"}, *ALL_WORK], planned_start=None)),
    "costs with dates of their own": (ACT, baseline("M1", [{"activity_id": "M1"}, *ALL_WORK], **NO_DATES)),
    "a baseline without any cost": (COST, baseline(None, [{"budget_cost": None}, {"budget_cost": None}])),
    "a resource twice with other budgets": (COST, priced_all({}, {"budget_cost": Decimal(50)})),
    "a resource twice on other days": (COST, priced_all({}, {"planned_start": at("2026-03-10T08:00")})),
    "ten times the budget, no more": (COST, with_row(COST, 0, budget_units=10.0, actual_units=1.0, remaining_units=99.0)),
    "years of level of effort": (ACT, plus(ACT, **{**RUNNING, "task_code": "L1", "activity_type": "level_of_effort", **YEARS})),
    "a day after its work": (COST, priced_all({"planned_finish": at("2026-03-21T17:00")})),
    "a blank cost of an update": (COST, {ACT: CLEAN[ACT], COST: [{**LOADED, "assignment_id": "1"}, {**LOADED, "assignment_id": "2", "budget_cost": None}], "submission": CLEAN["submission"]}),
    "another activity fixed": (ACT, with_row(ACT, 2, constraint_type="CS_MANDFIN")),
}  # fmt: skip


@pytest.fixture(scope="module")
def validated(tmp_path_factory):
    return judged(CASES, FINE, TABLES, tmp_path_factory.mktemp("loads"))


def test_great_expectations_counts_what_the_predicates_find(validated):
    assert_counts_agree(validated, CASES, FEED)


def test_clean_tables_trip_nothing(validated):
    assert found(validated, "clean").is_empty()


@pytest.mark.parametrize("what", FINE)
def test_no_fault_is_seen_where_there_is_none(validated, what):
    assert found(validated, what).select("rule_id", "source_row").rows() == []


def test_an_activity_that_the_contract_names_is_named_where_it_is_missing(validated):
    own = found(validated, "V34C the completion is not there")
    row = own.filter(own["rule_id"] == "V34C").row(0, named=True)
    assert (row["row_key"], row["table_name"], row["value"]) == ("M1", "schedule_activity", "M1")
    assert "M1, the completion of the contract, stands in no activity of the file" in row["message"]


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_rule_fires_on_the_rows_at_fault_and_alone(validated, case):
    assert_fires_alone(validated, case)


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
