"""Comparisons of ledgers, registers and whole files: one change between two submissions, one rule that fires."""

import datetime as dt
from decimal import Decimal

import pytest

from tests.unit.validation.clean import CLEAN, LINE, OPEN_RISK, at, plus, with_row
from tests.unit.validation.pairing import RULES, compared, found, record, validated

COST, RISK, ACT = "cost_entry", "risk", "schedule_activity"
LEDGER = CLEAN[COST]
ACTIVITIES = [{**CLEAN[ACT][2], "task_code": f"B{number}"} for number in range(40)]


def line(document, amount, entry_type="actual", **more):
    return {
        **LINE,
        "document_id": document,
        "entry_type": entry_type,
        "amount": Decimal(amount),
        "cost_key": "1.2",
        **more,
    }


def times(factor, rows=LEDGER):
    return [{**row, "amount": row["amount"] * Decimal(factor)} for row in rows]


MARCH = {"fiscal_period": "2026-03"}
CASES = [
    (None, "nothing new", "update", LEDGER, with_row(COST, 0, description="Checked"), []),
    (None, "a line of the open month", "update", LEDGER, plus(COST, **line("N1", 30, **MARCH)), []),
    ("V49B", "a line of January", "update", LEDGER, plus(COST, **line("N1", 30)), [("1.2", None)]),
    (None, "a budget change of January", "update", LEDGER, plus(COST, **line("N1", 30, "budget_change")), []),
    (None, "a reversal of the open month", "update", LEDGER, plus(COST, **line("N1", -30, reversal="X", **MARCH)), []),
]  # fmt: skip
THOUSANDFOLD = {
    name: OPEN_RISK[name] * 1000 for name in ("cost_min", "cost_likely", "cost_max", "residual_cost_likely")
}
PAID = [line("P1", 80, "payment", **MARCH)]
SERIOUS = [
    ("V10", "thousands for units", times(1000), ["V10"]),
    ("V10", "thousands for units, and half as much again", times(1500), ["V10"]),
    ("V10", "units for thousands", times("0.001"), ["V10", "V33B"]),
    ("V10", "units for thousands, and half as much again", times("0.0015"), ["V10", "V33B"]),
    (None, "nine hundred times as much", times(900), []),
    ("V33B", "an actual deleted", [*LEDGER[:4], *LEDGER[5:]], ["V33B"]),
    ("V33B", "a payment halved", [*LEDGER, line("P1", 40, "payment", **MARCH)], ["V33B"]),
]


SMALL, GREAT = (
    {**OPEN_RISK, "risk_id": risk_id, "cost_max": None, "cost_likely": Decimal(cost)}
    for risk_id, cost in (("R-02", 20), ("R-03", 90_000))
)
REGISTERS = {
    "one impact in another unit": (
        [SMALL, GREAT],
        [{**SMALL, "cost_likely": Decimal(20_000)}, GREAT],
        [("V10L", "R-02", 2)],
    ),
    "a threat turned round": ([SMALL, GREAT], [{**SMALL, "risk_type": "opportunity"}, GREAT], [("V53G", "R-02", 2)]),
    "another spelling": ([SMALL, GREAT], [SMALL, {**GREAT, "risk_id": "r - 03"}], [("V11M", "r - 03", 3)]),
    "a hundred times as much": ([SMALL, GREAT], [{**SMALL, "cost_likely": Decimal(2000)}, GREAT], []),
}


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    lake = tmp_path_factory.mktemp("lake")
    before = {"a payment halved": [*LEDGER, *PAID]}
    pairs = [
        (record(lake, what, "update", {COST: rows}, 3), record(lake, f"before {what}", "update", {COST: before.get(what, LEDGER)}, 2))
        for _, what, rows, _ in SERIOUS
    ]  # fmt: skip
    delta = [record(lake, f"{side}new lines", "update", {COST: rows}, day, content="delta")
             for side, rows, day in (("", LEDGER[:2], 3), ("before ", LEDGER, 2))]  # fmt: skip
    reopened = [record(lake, f"{side}reopened", "update", {RISK: [{**OPEN_RISK, "status": status}]}, day)
                for side, status, day in (("", "open", 3), ("before ", "closed", 2))]  # fmt: skip
    closed = [record(lake, f"{side}closed", "update", {RISK: [{**OPEN_RISK, "status": status}]}, day)
              for side, status, day in (("", "closed", 3), ("before ", "open", 2))]  # fmt: skip
    dearer = [record(lake, f"{side}dearer", "update", {RISK: [{**OPEN_RISK, **impact}]}, day)
              for side, impact, day in (("", THOUSANDFOLD, 3), ("before ", {}, 2))]  # fmt: skip
    registers = [
        (record(lake, what, "update", {RISK: now}, 3), record(lake, f"before {what}", "update", {RISK: before}, 2))
        for what, (before, now, _) in REGISTERS.items()
    ]
    return compared(lake, COST, CASES, [*pairs, *registers, *map(tuple, (delta, reopened, closed, dearer))])


def test_great_expectations_counts_what_the_predicates_find(result):
    assert result.errors == []
    known = {rule.id for rule in RULES.rules if rule.compares and rule.feed in ("cost", "risk")}
    of_registers = {rule for *_, found_there in REGISTERS.values() for rule, *_ in found_there}
    assert known == {rule for rule, *_ in [*CASES, *SERIOUS] if rule} | {"V40B", "V10B"} | of_registers
    assert known <= {outcome.rule_id for outcome in result.outcomes}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[1])
def test_a_change_is_found_where_it_is_and_alone(result, case):
    assert found(result, case[1]) == [(case[0], key, row) for key, row in case[5]]


@pytest.mark.parametrize("case", SERIOUS, ids=lambda case: case[1])
def test_a_ledger_that_shrinks_or_explodes_is_critical(result, case):
    own = result.findings.filter(result.findings["load_id"] == case[1], result.findings["severity"] == "critical")
    assert own["rule_id"].sort().to_list() == case[3]


def test_new_lines_only_are_compared_with_nothing(result):
    assert [rule for rule, *_ in found(result, "new lines") if rule != "V07"] == []


def test_a_closed_risk_stays_closed(result):
    assert found(result, "reopened") == [("V40B", "R1", 2)]
    assert found(result, "closed") == []


@pytest.mark.parametrize("what", REGISTERS)
def test_a_risk_is_compared_with_itself(result, what):
    assert [one for one in found(result, what) if one[0] != "V07"] == REGISTERS[what][2]


def test_impacts_in_another_unit_are_found(result):
    assert found(result, "dearer") == [("V10B", "R1", 2)]


def test_a_back_posting_says_month_type_and_both_amounts(result):
    row = result.findings.filter(result.findings["load_id"] == "a line of January").row(0, named=True)
    assert row["message"].endswith("2026-01 actual 30.0000 EUR, before 0.0000")
    assert (row["table_name"], row["column_name"]) == ("cost_entry", "amount")


def sized(lake, load_id, rows, **more):
    return record(lake, load_id, "update", {ACT: ACTIVITIES[:rows]}, 3, **more)


@pytest.mark.parametrize(
    ("before", "now", "rules"), [(20, 17, ["V07"]), (20, 18, []), (20, 25, []), (20, 26, ["V07"]), (16, 14, ["V07"])]
)
def test_the_number_of_rows_stays_near(tmp_path, before, now, rules):
    done = validated(tmp_path, [(sized(tmp_path, "now", now), sized(tmp_path, "then", before))])
    assert done.errors == []
    assert done.findings["rule_id"].to_list() == rules


# Due on the fifth business day after 28 February 2026, a Saturday: Friday 6 March.
FEBRUARY_END = dt.date(2026, 2, 28)


@pytest.mark.parametrize(
    ("received", "more", "late"),
    [
        ("2026-03-06T23:00", {}, False),
        ("2026-03-07T00:30", {}, True),
        ("2026-03-07T00:30", {"period_id": "2026-03"}, False),
        ("2026-03-07T00:30", {"role": "baseline"}, False),
    ],
)
def test_late_is_after_the_due_date_of_the_calendar(tmp_path, received, more, late):
    now = sized(tmp_path, "now", 20, cut_off_day=FEBRUARY_END, received_at=at(received)).model_copy(update=more)
    done = validated(tmp_path, [(now, sized(tmp_path, "then", 20))])
    assert done.errors == []
    assert done.findings["rule_id"].to_list() == (["V02"] if late else [])


def test_a_correction_is_as_early_as_what_it_corrects(tmp_path):
    first, again = (
        sized(tmp_path, load_id, 20, cut_off_day=FEBRUARY_END, received_at=at(received))
        for load_id, received in (("first", "2026-03-05T09:00"), ("again", "2026-03-09T09:00"))
    )
    then = sized(tmp_path, "then", 20)
    assert validated(tmp_path, [(again, then)]).findings["rule_id"].to_list() == ["V02"]
    assert validated(tmp_path, [(again, then)], [first]).findings.is_empty()


@pytest.mark.parametrize(("table", "rule", "severity"), [(COST, "V83", "critical"), (RISK, "V83B", "info")])
def test_the_same_bytes_under_the_next_name_are_told(tmp_path, table, rule, severity):
    now, then = (
        record(tmp_path, load_id, "update", {table: CLEAN[table]}, day, sha256="f0")
        for load_id, day in (("march", 3), ("february", 2))
    )
    done = validated(tmp_path, [(now, then)])
    assert done.errors == []
    (row,) = done.findings.rows(named=True)
    assert (row["rule_id"], row["severity"], row["source_row"]) == (rule, severity, None)
    assert "nothing moved since february.xer of 2026-03-02" in row["message"]


@pytest.mark.parametrize(("table", "rules"), [(COST, ["V83"]), (RISK, ["V83B"]), (ACT, [])])
def test_the_same_rows_in_other_bytes_are_told_where_rows_hold_no_status(tmp_path, table, rules):
    now, then = (
        record(tmp_path, load_id, "update", {table: CLEAN[table]}, day) for load_id, day in (("now", 3), ("then", 2))
    )
    assert validated(tmp_path, [(now, then)]).findings["rule_id"].to_list() == rules
