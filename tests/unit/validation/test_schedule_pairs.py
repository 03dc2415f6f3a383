"""Comparisons of schedules: one change between two submissions, one rule that fires."""

import datetime as dt
from decimal import Decimal

import pytest

from tests.unit.validation.clean import CLEAN, WAITING, at, plus, with_row
from tests.unit.validation.pairing import CONTRACT, RULES, compared, found, record

HANDOVER = CONTRACT.completion.activity
ACT, COSTS, LINK, PROJECT, CALENDAR, BEFORE = (
    "schedule_activity",
    "schedule_assignment",
    "schedule_relationship",
    "schedule_project",
    "schedule_calendar",
    CLEAN["schedule_activity"],
)
LATER = at("2026-03-27T17:00")
MANY = [{**WAITING, "task_code": f"B{number}"} for number in range(20)]
OPTIONS = {"project_code": "P", "is_retained_logic": True, "is_progress_override": False, "critical_float_hours": 0.0}


def options(**changes):
    return {PROJECT: [{**OPTIONS, **changes}]}


def named(name, wbs_path, **changes):
    # Work that could have waited: V36 lists what changes in critical work.
    return with_row(ACT, 2, activity_name=name, wbs_path=wbs_path, total_float_days=20.0, **changes)


def kind(of_percent, position=1):
    return with_row(ACT, position, percent_complete_type=of_percent)


def costed(**changes):
    """The project, its activities, and a cost of the one that waits."""
    cost = {"assignment_id": "1", "assignment_kind": "resource", "activity_id": "A3", "task_code": "A3", "budget_cost": Decimal(100), **changes}  # fmt: skip
    return {**options(), ACT: BEFORE, COSTS: [cost]}


def calendars(*shift, days=5, name="5 days"):
    """Activities and the one calendar that they work by: a shift on so many days."""
    rows = [
        {**CLEAN[CALENDAR][0], "calendar_name": name, "weekday": day, "shift_start_minute": shift[0], "shift_finish_minute": shift[1]}
        for day in range(1, days + 1)
    ]  # fmt: skip
    return {**options(), ACT: BEFORE, CALENDAR: rows}


def on_calendar(key, name):
    return {ACT: with_row(ACT, 2, calendar_key=key), CALENDAR: [{**CLEAN[CALENDAR][0], "calendar_key": key, "calendar_name": name}]}  # fmt: skip


def critical(**changes):
    return with_row(ACT, 2, **{"total_float_days": 0.0, **changes})


def linked(*types):
    links = [{**CLEAN[LINK][0], "relationship_id": f"{n}", "relationship_type": kind} for n, kind in enumerate(types)]
    return {ACT: BEFORE, LINK: links}


def starts(moment):
    return with_row(ACT, 2, start=at(moment))


def finishes(moment):
    return with_row(ACT, 1, finish=at(moment))


def handover(driver=WAITING["finish"], drives=True, **changes):
    """The completion activity after a driving one."""
    rows = with_row(ACT, 2, is_on_longest_path=drives, finish=driver)
    return [*rows, {**WAITING, "task_code": HANDOVER, "is_on_longest_path": drives, **changes}]


# rule, what, role, rows before, rows now, (row key, source row) found
CASES = [
    (None, "nothing moved", "update", BEFORE, BEFORE, []),
    ("V32", "another actual start", "update", BEFORE, with_row(ACT, 1, actual_start=at("2026-02-17T08:00")), [("A2", 3)]),
    ("V40", "reopened", "update", BEFORE, with_row(ACT, 0, actual_finish=None, status="in_progress"), [("A1", 2)]),
    (None, "newly started", "update", BEFORE, with_row(ACT, 2, actual_start=at("2026-02-20T08:00"), percent_complete=5.0), []),
    ("V33", "progress went back", "update", BEFORE, with_row(ACT, 1, percent_complete=49.0), [("A2", 3)]),
    ("V34", "running work removed", "update", BEFORE + MANY, [*BEFORE[:1], *BEFORE[2:], *MANY], [("A2", None)]),
    (None, "waiting work removed", "update", BEFORE + MANY, [*BEFORE[:2], *BEFORE[3:], *MANY], []),
    ("V34", "milestone removed", "update", plus(ACT, **{**WAITING, "task_code": HANDOVER}) + MANY, BEFORE + MANY, [(HANDOVER, None)]),
    (None, "forecast moved", "update", BEFORE, with_row(ACT, 2, finish=LATER, planned_finish=LATER), []),
    ("V31", "baseline moved", "baseline", BEFORE, with_row(ACT, 2, planned_finish=LATER), [("A3", 4)]),
    ("V31", "baseline stretched", "baseline", BEFORE, with_row(ACT, 2, original_duration_hours=120.0), [("A3", 4)]),
    ("V31", "costs planned over other dates", "baseline", costed(), costed(planned_start=LATER), [("A3", 4)]),
    ("V31", "baseline work of another kind", "baseline", BEFORE, with_row(ACT, 2, activity_type="level_of_effort"), [("A3", 4)]),
    ("V31", "baseline work elsewhere", "baseline", BEFORE, with_row(ACT, 2, wbs_path="T.9"), [("A3", 4)]),
    ("V31C", "budgeted work left the baseline", "baseline", {**costed(), ACT: BEFORE + MANY}, {**costed(), ACT: BEFORE[:2] + MANY, COSTS: []}, [(None, 2)]),
    ("V34B", "new work is done", "update", BEFORE, plus(ACT, **{**BEFORE[0], "task_code": "A9"}), [("A9", 6)]),
    (None, "new work waits", "update", BEFORE, plus(ACT, **{**WAITING, "task_code": "A9"}), []),
    (None, "baseline grew", "baseline", BEFORE, plus(ACT, **{**WAITING, "task_code": "A9"}), []),
    (None, "baseline shrank", "baseline", plus(ACT, **{**WAITING, "task_code": "A9"}) + MANY, BEFORE + MANY, []),
    (None, "baseline progressed", "baseline", BEFORE, with_row(ACT, 1, percent_complete=49.0), []),
    (None, "forecast progressed", "update", BEFORE, with_row(ACT, 1, remaining_duration_hours=20.0, percent_complete=75.0), []),
    ("V28", "progress override", "update", options(), options(is_retained_logic=False, is_progress_override=True), [("P", 2)]),
    ("V28", "another float is critical", "update", options(), options(critical_float_hours=40.0), [("P", 2)]),
    (None, "the same options under another name", "update", options(), [{**OPTIONS, "project_code": "P-MAR"}], []),
    ("V31", "baseline work by other days", "baseline", on_calendar("five", "5 days"), on_calendar("six", "6 days"), [("A3", 4)]),
    ("V28B", "a sixth day", "update", calendars(480, 1020), calendars(480, 1020, days=6), [("5 days", 2)]),
    ("V28B", "longer days", "update", calendars(480, 1020), calendars(480, 1200), [("5 days", 2)]),
    (None, "another calendar", "update", calendars(480, 1020), calendars(480, 1200, name="6 days"), []),
    ("V28C", "a copy for trials", "update", options(project_code="L16-2603"), options(project_code="L16-WHATIF"), [("L16-WHATIF", 2)]),
    ("V28C", "another number", "update", options(project_code="4711"), options(project_code="4712"), [("4712", 2)]),
    (None, "the next copy of the month", "update", options(project_code="L16-MAR-UP03"), options(project_code="L16-APR-UP04"), []),
    ("V35", "id reused", "update", named("Excavate the shaft", "1"), named("Paint ceilings", "2"), [("A3", 4)]),
    (None, "work moved and reworded", "update", named("Excavate the shaft", "1"), named("Excavate shaft north", "2"), []),
    ("V35C", "renamed in its place", "update", named("Excavate the shaft", "1"), named("Paint ceilings", "1"), [("A3", 4)]),
    ("V35B", "id reused in its place", "update", named("Excavate the shaft", "1"), named("Paint ceilings", "1", original_duration_hours=40.0), [("A3", 4)]),
    ("V35B", "id reused for a milestone", "update", named("Excavate the shaft", "1"), named("Paint ceilings", "1", activity_type="start_milestone"), [("A3", 4)]),
    ("V35B", "id reused for other labour", "update", named("Excavate the shaft", "1", budget_labor_units=10.0), named("Paint ceilings", "1", budget_labor_units=90.0), [("A3", 4)]),
    (None, "reworded and stretched", "update", named("Excavate the shaft", "1"), named("Excavate shaft north", "1", original_duration_hours=120.0), []),
    ("V85", "physical became duration", "update", kind("physical"), kind("duration"), [("A2", 3)]),
    (None, "a kind is told for the first time", "update", kind(None), kind("duration"), []),
    (None, "complete work changed its kind", "update", kind("physical", 0), kind("duration", 0), []),
    ("V36", "running work stretched", "update", BEFORE, with_row(ACT, 1, original_duration_hours=160.0), [("A2", 3)]),
    ("V36", "critical work constrained", "update", critical(), critical(constraint_type="CS_MSOA"), [("A3", 4)]),
    ("V36", "a link taken away", "update", linked("FS", "SS"), linked("FS"), [("A2", 3)]),
    (None, "work with float stretched", "update", critical(total_float_days=11.0), critical(total_float_days=11.0, original_duration_hours=160.0), []),
    (None, "the same links in another order", "update", linked("FS", "SS"), linked("SS", "FS"), []),
    ("V37", "starts at the data date again", "update", starts("2026-03-03T08:00"), starts("2026-03-04T08:00"), [("A3", 4)]),
    ("V37", "four days to go again", "update", finishes("2026-03-06T17:00"), finishes("2026-03-07T17:00"), [("A2", 3)]),
    (None, "starts as forecast", "update", starts("2026-03-20T08:00"), starts("2026-03-04T08:00"), []),
    (None, "finishes as forecast", "update", finishes("2026-03-07T17:00"), finishes("2026-03-07T17:00"), []),
    ("V38", "completion moved alone", "update", handover(), handover(finish=LATER), [(HANDOVER, 6)]),
    (None, "completion moved by its driver", "update", handover(), handover(LATER, finish=LATER), []),
    (None, "nobody knows what drives", "update", handover(drives=False), handover(drives=False, finish=LATER), []),
]  # fmt: skip


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    """Every case, and baselines whose changes are approved."""
    lake = tmp_path_factory.mktemp("lake")
    moved = with_row(ACT, 2, planned_finish=LATER)
    approved = record(lake, "approved", "baseline", {ACT: moved}, 3, changes=("CO-014",))
    claimed = record(lake, "claimed", "baseline", {ACT: moved}, 3, changes=("CO-014 bis", "CO-999"))
    in_force = next(baseline.effective_from for baseline in CONTRACT.baselines if baseline.id == "BL1")
    days = (in_force - dt.timedelta(days=1), in_force)
    past, kept = (with_row(ACT, 2, planned_finish=at(f"{day}T17:00")) for day in days)
    pairs = [(one, record(lake, f"before {one.load_id}", "baseline", {ACT: BEFORE}, 2)) for one in (approved, claimed)]
    for what, before, now in (("past rewritten", past, moved), ("future replanned", kept, moved)):
        sides = [record(lake, f"{side}{what}", "baseline", {ACT: rows}, day, baseline_id=name)
                 for side, rows, day, name in (("", now, 3, "BL1"), ("before ", before, 2, "BL0"))]  # fmt: skip
        pairs.append(tuple(sides))
    again = [record(lake, load_id, "baseline", {ACT: rows}, 3, baseline_id="BL1")
             for load_id, rows in (("sent again", moved), ("as approved", kept))]  # fmt: skip
    pairs.append(tuple(again))
    return compared(lake, ACT, CASES, pairs)


def test_great_expectations_counts_what_the_predicates_find(result):
    assert result.errors == []
    known = {rule.id for rule in RULES.rules if rule.compares and rule.feed == "schedule"}
    assert known == {rule for rule, *_ in CASES if rule} | {"V52"}
    assert known <= {outcome.rule_id for outcome in result.outcomes}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[1])
def test_a_change_is_found_where_it_is_and_alone(result, case):
    assert found(result, case[1]) == [(case[0], key, row) for key, row in case[5]]


def test_a_calendar_that_changed_says_what_it_was(result):
    row = result.findings.filter(result.findings["load_id"] == "longer days").row(0, named=True)
    assert "calendar 5 days works 8.0 h a day, Mon 8:00-20:00" in row["message"]
    assert "; before 8.0 h a day, Mon 8:00-17:00" in row["message"]


def test_an_approved_change_may_move_the_baseline(result):
    assert found(result, "approved") == []


def test_a_change_that_the_contract_does_not_know_excuses_nothing(result):
    assert found(result, "claimed") == [("V31", "A3", 4), ("V31B", None, None)]
    row = result.findings.filter(result.findings["rule_id"] == "V31B").row(0, named=True)
    assert "CO-014 bis, CO-999 stands in no baseline" in row["message"]


def test_a_new_baseline_moves_what_was_planned_before_it_is_in_force(result):
    """What was planned to finish the day before BL1 is in force, and what was planned for that very day."""
    assert found(result, "past rewritten") == [("V52", "A3", 4)]
    assert found(result, "future replanned") == []


def test_the_change_of_a_baseline_approves_its_first_version_alone(result):
    assert found(result, "sent again") == [("V31", "A3", 4)]


def test_a_finding_names_both_submissions(result):
    row = result.findings.filter(result.findings["load_id"] == "progress went back").row(0, named=True)
    assert row["compared_load_id"] == "before progress went back"
    assert row["submission_id"] == "s-progress went back"
    assert row["contract_id"] == CONTRACT.contract
    assert row["message"].endswith("49.0 %, before 50.0 %")


def test_removed_work_is_reported_in_the_newer_file(result):
    row = result.findings.filter(result.findings["load_id"] == "running work removed").row(0, named=True)
    assert row["source_file"] == "running work removed.xer"
    assert row["source_id"] == "acme.schedule" and row["data_date"] == dt.datetime(2026, 3, 3)
