"""Contracts whose PV, EV and BAC are known by hand or from a book. The numbers stand in test_earned_value.py."""

from datetime import date

from tests.warehouse import golden_ledger, golden_report
from tests.warehouse.scenario import Scenario, day

MARCH = [("2026-03", "2026-03-01", "2026-03-31")]
QUARTER = [("2026-01", "2026-01-01", "2026-01-31"), ("2026-02", "2026-02-01", "2026-02-28"), *MARCH]


def fence(lake: Scenario) -> None:
    """O1: four sides of 1,000, one day each, end of day 3."""
    lake.contract("fence", MARCH)
    before = lake.baseline("fence", "BL0", "2026-03-01")
    now = lake.load("fence-u", "fence", "schedule", "2026-03-05", "2026-03")
    for number, percent in enumerate((100, 100, 50, 0)):
        start, finish = day(f"2026-03-0{number + 2}", 8), day(f"2026-03-0{number + 2}", 17)
        lake.activity(before, f"S{number}", start, finish, cost=1000)
        lake.activity(now, f"S{number}", start, finish, percent_complete=float(percent), status="in_progress")
    ledger = lake.load("fence-c", "fence", "cost", "2026-03-05", "2026-03")
    for posted, amount in (("2026-03-02", 1000), ("2026-03-03", 1200), ("2026-03-04", 600)):
        lake.cost(ledger, "A", posted, amount)


def single(lake: Scenario, name: str, cost: int, percent: float, spent: int, data_date: str) -> None:
    """O2: one activity of ten working days, 2 to 13 March, a week-end inside."""
    lake.contract(name, MARCH)
    start, finish = day("2026-03-02", 8), day("2026-03-13", 17)
    lake.activity(lake.baseline(name, "BL0", "2026-03-01"), "T1", start, finish, cost=cost)
    now = lake.load(f"{name}-u", name, "schedule", data_date, "2026-03")
    lake.activity(now, "T1", start, finish, percent_complete=percent, status="in_progress")
    ledger = lake.load(f"{name}-c", name, "cost", data_date, "2026-03")
    lake.cost(ledger, "A.1", "2026-03-04", spent)


def design_build(lake: Scenario) -> None:
    """O3: design done, build half due and not begun, test ahead; each its own control account."""
    lake.contract("design", MARCH)
    before = lake.baseline("design", "BL0", "2026-03-01")
    now = lake.load("design-u", "design", "schedule", "2026-03-11", "2026-03")
    plan = [("D", 200, "2026-03-02", "2026-03-06", 100.0), ("B", 200, "2026-03-09", "2026-03-12", 0.0),
            ("T", 100, "2026-03-16", "2026-03-20", 0.0)]  # fmt: skip
    for code, cost, start, finish, percent in plan:
        dates = day(start, 8), day(finish, 17)
        lake.activity(before, code, *dates, cost=cost, wbs=f"{code}.1")
        lake.activity(now, code, *dates, percent_complete=percent, wbs="moved.elsewhere")
    lake.cost(lake.load("design-c", "design", "cost", "2026-03-11", "2026-03"), "D.1.7", "2026-03-05", 250)


def rebaselined(lake: Scenario) -> None:
    """BL0 plans 300 in January; BL1, in force from 1 March, plans 500 in March. February has no schedule."""
    lake.contract("rebase", QUARTER)
    first, second = (
        lake.baseline("rebase", "BL0", "2026-01-01"),
        lake.baseline("rebase", "BL1", "2026-03-01", "rebaseline"),
    )
    lake.activity(first, "T1", day("2026-01-05", 8), day("2026-01-30", 17), cost=300)
    lake.activity(second, "T1", day("2026-03-02", 8), day("2026-03-31", 17), cost=500)
    for period, data_date, percent in (("2026-01", "2026-02-01", 20.0), ("2026-03", "2026-03-17", 40.0)):
        now = lake.load(f"rebase-{period}", "rebase", "schedule", data_date, period)
        lake.activity(now, "T1", percent_complete=percent, status="in_progress")


def shapes(lake: Scenario) -> None:
    """Every shape of planned value at half of ten working days (9 March 00:00), and at the very instant of a milestone."""
    lake.contract("shapes", MARCH)
    before = lake.baseline("shapes", "BL0", "2026-03-01")
    now = lake.load("shapes-u", "shapes", "schedule", "2026-03-09", "2026-03")
    start, finish, status = day("2026-03-02", 8), day("2026-03-13", 17), day("2026-03-09")
    front = ";".join(["10", *["9"] * 10, *["0"] * 10])  # 10 at the start, 90 in the first half
    ramp = ";".join(str(step) for step in range(21))  # 1 + ... + 10 = 55 of 210 by half
    lake.activity(before, "START", start, finish, cost=1, wbs="START", accrual="start")
    lake.activity(before, "END", start, finish, cost=10, wbs="END", accrual="end")
    lake.activity(before, "FRONT", start, finish, cost=100, wbs="FRONT", curve_points=front)
    lake.activity(before, "RAMP", start, finish, cost=210, wbs="RAMP", curve_points=ramp)
    lake.activity(before, "LOE", start, finish, cost=1000, wbs="LOE", kind="level_of_effort")
    lake.activity(before, "FINISHED", status, status, cost=7, wbs="FINISHED", kind="finish_milestone")
    lake.activity(before, "STARTED", status, status, cost=3, wbs="STARTED", kind="start_milestone")
    lake.activity(before, "SUNDAY", day("2026-03-07"), day("2026-03-11"), cost=8, wbs="SUNDAY", calendar_key="gone")
    lake.activity(before, "UNDATED", cost=5, wbs="UNDATED")
    for code, kind, more in (("START", "task_dependent", {"percent_complete": 0.0}), ("END", "task_dependent", {"status": "complete"}),
                             ("FRONT", "task_dependent", {"percent_complete": 12.5}), ("RAMP", "task_dependent", {"status": "not_started"}),
                             ("LOE", "level_of_effort", {"percent_complete": 3.0}), ("FINISHED", "finish_milestone", {"percent_complete": 99.0}),
                             ("STARTED", "start_milestone", {"actual_start": status}), ("SUNDAY", "task_dependent", {"percent_complete": 0.0}),
                             ("UNDATED", "task_dependent", {"percent_complete": 0.0})):  # fmt: skip
        lake.activity(now, code, kind=kind, wbs=code, **more)


def faulty(lake: Scenario) -> None:
    """100 sound, 30 flagged as faulty, 7 without any percent, 11 gone from the update; all due."""
    lake.contract("faulty", MARCH)
    before = lake.baseline("faulty", "BL0", "2026-03-01")
    now = lake.load("faulty-u", "faulty", "schedule", "2026-04-01", "2026-03")
    for code, cost in (("OK", 100), ("BAD", 30), ("BLANK", 7), ("GONE", 11)):
        lake.activity(before, code, day("2026-03-02", 8), day("2026-03-06", 17), cost=cost)
    lake.activity(now, "OK", percent_complete=60.0)
    lake.activity(now, "BAD", percent_complete=90.0)
    lake.activity(now, "BLANK", status="in_progress")
    lake.add("config_rule", rule_id="V18", severity="critical", falsifies="progress;dates")
    lake.add(
        "finding", rule_id="V18", severity="critical", load_id="faulty-u", table_name="schedule_activity", row_key="BAD"
    )


def cost_lost(lake: Scenario) -> None:
    """Of two costs of the baseline one can't be read: 100 is no budget of the contract."""
    lake.contract("lost", MARCH)
    before = lake.baseline("lost", "BL0", "2026-03-01")
    lake.activity(before, "T1", day("2026-03-02", 8), day("2026-03-06", 17), cost=100)
    lake.activity(before, "T2", day("2026-03-02", 8), day("2026-03-06", 17))
    lake.add(
        "schedule_assignment", **before, assignment_id="T2-1", assignment_kind="expense", task_code="T2", source_row=9
    )
    lake.add("config_rule", rule_id="V65", severity="critical", falsifies="cost;risk;progress;dates")
    lake.add(
        "finding",
        rule_id="V65",
        severity="critical",
        load_id="lost-BL0",
        table_name="schedule_assignment",
        source_row=9,
    )
    now = lake.load("lost-u", "lost", "schedule", "2026-04-01", "2026-03")
    for code in ("T1", "T2"):
        lake.activity(now, code, percent_complete=50.0)


def shared_out(lake: Scenario) -> None:
    """A map: 'A' goes by thirds to three cost keys, 'A.9' inherits, 'B' is not in it."""
    lake.contract("shared", MARCH)
    for cost_key in ("C1", "C2", "C3"):
        lake.add("config_control_account_map", contract_id="shared", schedule_key="A", cost_key=cost_key, share=1 / 3)
    before = lake.baseline("shared", "BL0", "2026-03-01")
    lake.activity(before, "T1", day("2026-03-02", 8), day("2026-03-06", 17), cost="100.00", wbs="A.9")
    lake.activity(before, "T2", day("2026-03-02", 8), day("2026-03-06", 17), cost="50", wbs="B")
    ledger = lake.load("shared-c", "shared", "cost", "2026-04-01", "2026-03")
    lake.cost(ledger, "C2.4.1", "2026-03-09", 33)
    lake.cost(ledger, "C22", "2026-03-09", 4)


def progressed(lake: Scenario) -> None:
    """A baseline saved with progress: planned 2-6 March, done in fact 9-13 March."""
    lake.contract("progressed", MARCH)
    before = lake.baseline("progressed", "BL0", "2026-03-01", data_date="2026-03-16")
    dates = {"actual_start": day("2026-03-09", 8), "actual_finish": day("2026-03-13", 17)}
    lake.activity(before, "T1", day("2026-03-02", 8), day("2026-03-06", 17), cost=100, **dates)
    now = lake.load("progressed-u", "progressed", "schedule", "2026-03-11", "2026-03")
    lake.activity(now, "T1", percent_complete=0.0)


def weighted(lake: Scenario) -> None:
    """A schedule without costs: the ledger's 1,000 + 200 divide by duration 40 h : 120 h; level of effort weighs nothing."""
    lake.contract("weighted", MARCH, ev_method="budget_weighted", bac_from="ledger", ev_weight="duration")
    before = lake.baseline("weighted", "BL0", "2026-03-01")
    now = lake.load("weighted-u", "weighted", "schedule", "2026-03-09", "2026-03")
    for code, last, hours, kind in (("T1", "2026-03-06", 40.0, "task_dependent"), ("T2", "2026-03-27", 120.0, "task_dependent"),
                                    ("L", "2026-03-27", 160.0, "level_of_effort")):  # fmt: skip
        start = day("2026-03-02", 8) if code != "T2" else day("2026-03-09", 8)
        lake.activity(before, code, start, day(last, 17), kind=kind, original_duration_hours=hours)
        lake.activity(now, code, kind=kind, percent_complete=50.0)
    ledger = lake.load("weighted-c", "weighted", "cost", "2026-03-09", "2026-03")
    lake.cost(ledger, "A", "2026-03-01", 1000, "budget")
    lake.cost(ledger, "A", "2026-03-02", 200, "budget_change")
    lake.cost(ledger, "Z", "2026-03-02", 60, "budget")


def everything() -> Scenario:
    lake = Scenario()
    lake.portfolio("2026-05-01")
    lake.calendar()
    fence(lake)
    single(lake, "o2a", 200_000, 45.0, 110_000, "2026-03-09")
    single(lake, "o2b", 1_000_000, 90.0, 850_000, "2026-03-12")
    for story in (
        design_build,
        rebaselined,
        shapes,
        faulty,
        cost_lost,
        shared_out,
        progressed,
        weighted,
        golden_report.reported,
        *golden_ledger.STORIES,
    ):
        story(lake)
    lake.contract("bare", MARCH)
    lake.contract("paper", MARCH)
    lake.add("config_baseline", contract_id="paper", baseline_id="BL0", kind="initial", effective_from=date(2026, 1, 1))
    lake.contract("unloaded", MARCH)
    lake.activity(lake.baseline("unloaded", "BL0", "2026-03-01"), "T1", day("2026-03-02", 8), day("2026-03-06", 17))
    return lake
