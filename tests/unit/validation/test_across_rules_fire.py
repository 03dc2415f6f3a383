"""Rules across feeds: files that agree, one thing changed in one of them, one rule that fires.

The contract's accounts are the second level of its WBS: T.1 (running since January, 600) and T.2 (waiting, 400).
"""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import polars as pl
import pytest

from pipelines.lib.config.csv_file import MAP_SCHEMA
from pipelines.lib.intake.context import rule_context
from pipelines.lib.lake.wanted import SideBySide
from pipelines.lib.validation.across import validate_across
from tests.unit.validation.clean import OPEN_RISK, RUNNING, WAITING, at
from tests.unit.validation.pairing import CONFIG, CONTRACT, RULES, record

ACT, COSTS, COST, RISK, WBS = "schedule_activity", "schedule_assignment", "cost_entry", "risk", "schedule_wbs"
TODAY = 3  # of March 2026
WORKS = [
    {**RUNNING, "wbs_path": "T.1", "actual_start": at("2026-01-02T08:00"), "start": at("2026-01-02T08:00")},
    {**WAITING, "wbs_path": "T.2.a"},
]
NODES = [{"wbs_id": f"{n}", "wbs_code": path[-1], "wbs_path": path, "wbs_level": path.count(".") + 1} for n, path in enumerate(["T", "T.1", "T.2", "T.2.a"])]  # fmt: skip


def line(key, entry_type, amount, **more):
    known = {
        "document_id": f"{key}{entry_type}{amount}",
        "measure": "period",
        "currency": "EUR",
        "fiscal_period": "2026-01",
    }
    return {**known, "cost_key": key, "entry_type": entry_type, "amount": Decimal(amount), **more}


def budget(*amounts):
    return [
        {"assignment_id": code, "assignment_kind": "resource", "task_code": code, "budget_cost": Decimal(amount)}
        for code, amount in zip(("A2", "A3"), amounts, strict=True)
    ]


LEDGER = [line("T.1", "budget", 600), line("T.2", "budget", 400), line("T.1", "actual", 300)]
AGREED = {
    "schedule": {ACT: WORKS, WBS: NODES, COSTS: budget(600, 400)},
    "baseline": {ACT: WORKS, WBS: NODES, COSTS: budget(600, 400)},
    "original": {ACT: WORKS, WBS: NODES, COSTS: budget(600, 400)},
    "cost": {COST: LEDGER},
    "risk": {RISK: [{**OPEN_RISK, "cost_key": "T.2"}]},
}
# rule, what, part that is changed, its tables, row keys found
CASES = [
    ("V13", "cost on an unknown key", "cost", {COST: [*LEDGER, line("X.9", "actual", 10)]}, ["X.9"]),
    ("V13", "a risk on an unknown key", "risk", {RISK: [{**OPEN_RISK, "cost_key": "T.3"}]}, ["T.3"]),
    ("V15", "no budget for a package", "cost", {COST: [line("T.1", "budget", 1000), *LEDGER[2:]]}, ["T.2"]),
    ("V39", "a baseline that grew by itself", "original", {ACT: WORKS, WBS: NODES, COSTS: budget(600, 398)}, [None]),
    ("V39", "a change that is not planned", "cost", {COST: [*LEDGER, line("T.1", "budget_change", 5)]}, [None]),
    ("V44", "two months without cost", "cost", {COST: LEDGER[:2]}, ["T.1"]),
    ("V44B", "cost before its work", "cost", {COST: [*LEDGER, line("T.2", "actual", 50)]}, ["T.2"]),
    ("V47", "another budget in the ledger", "cost", {COST: [*LEDGER, line("T.2", "budget", 11)]}, [None]),
    ("V47B", "costs moved inside an update", "schedule", {ACT: WORKS, WBS: NODES, COSTS: budget(700, 300)}, [None]),
    ("V47C", "a baseline in another unit", "dear", {}, [None]),
    ("V50", "the rest for less", "cost", {COST: [*LEDGER, line("T.1", "forecast", 998, measure="cumulative")]}, [None]),
    ("V56", "drawn from elsewhere", "risk", {RISK: [{**OPEN_RISK, "contingency_drawn": Decimal(30)}]}, [None]),
    ("V56B", "drawn for nothing", "cost", {COST: [*LEDGER, line("T.1", "contingency_draw", 20)]}, [None]),
    (None, "everything agrees", "cost", {COST: LEDGER}, []),
    (None, "keys below and above an account", "cost", {COST: [line("T.1.x", "budget", 600), line("T", "budget", 400), line("T.1.y", "actual", 300)]}, []),
    (None, "within one per cent", "cost", {COST: [*LEDGER, line("T.2", "budget", 10)]}, []),
    (None, "started less than two months ago", "schedule", {ACT: [{**WORKS[0], "actual_start": at("2026-01-04T08:00")}, WORKS[1]], WBS: NODES, COSTS: budget(600, 400)}, []),
    (None, "the rest as planned", "cost", {COST: [*LEDGER, line("T.1", "forecast", 999, measure="cumulative")]}, []),
    (None, "drawn as posted", "both", {}, []),
    (None, "a ledger of nothing but cost", "cost", {COST: LEDGER[2:]}, []),
    (None, "an approved change in the baseline", "grown", {}, []),
]  # fmt: skip
DRAWN = {
    "cost": {COST: [*LEDGER, line("T.1", "contingency_draw", 30)]},
    "risk": {RISK: [{**OPEN_RISK, "contingency_drawn": Decimal(30)}]},
}
GROWN = {
    "schedule": {ACT: WORKS, WBS: NODES, COSTS: budget(600, 450)},
    "baseline": {ACT: WORKS, WBS: NODES, COSTS: budget(600, 450)},
    "cost": {COST: [*LEDGER, line("T.2", "budget_change", 50)]},
}


DEAR = {
    **{part: {**AGREED[part], COSTS: budget(600_000, 400_000)} for part in ("schedule", "baseline", "original")},
    "cost": {COST: LEDGER[2:]},
}


def context(config=CONFIG):
    """Tables that conditions look up; the contract is one of 1,000."""
    tables = rule_context(config)
    return {
        **tables,
        "contract": tables["contract"].with_columns(
            signed_value=pl.lit(1000).cast(tables["contract"].schema["signed_value"])
        ),
    }


def files_of(part, changed):
    together = {"both": DRAWN, "grown": GROWN, "dear": DEAR}
    return {**AGREED, **together.get(part, {part: changed})}


def judged(lake, what, files, context, feeds=None):
    """The findings over one contract's files, side by side."""
    loads = {part: record(lake, f"{what} {part}", "update", tables, TODAY) for part, tables in files.items()}
    parts = tuple((part, load.load_id) for part, load in loads.items() if feeds is None or part in feeds)
    contract = SideBySide(CONTRACT.contract, parts, "")
    return validate_across(
        lake, [contract], {load.load_id: load for load in loads.values()}, CONFIG.tables, RULES, context
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[1]}")
def test_a_disagreement_is_found_where_it_is_and_alone(tmp_path, case):
    rule_id, what, part, changed, keys = case
    result = judged(tmp_path, what, files_of(part, changed), context())
    assert result.errors == []
    assert result.findings.select("rule_id", "row_key").rows() == [(rule_id, key) for key in keys]


def test_every_rule_across_feeds_has_a_case():
    assert {case[0] for case in CASES} - {None} == {rule.id for rule in RULES.rules if rule.is_across}


def test_a_finding_names_the_file_that_names_the_key(tmp_path):
    result = judged(tmp_path, "x", files_of("cost", CASES[0][3]), context())
    row = result.findings.row(0, named=True)
    assert (row["load_id"], row["source_id"], row["data_date"]) == ("x cost", "acme.cost", dt.datetime(2026, 3, TODAY))
    assert row["compared_load_id"] is None and row["contract_id"] == CONTRACT.contract
    assert "1 amounts on X.9" in row["message"]


def test_with_a_map_its_cost_keys_are_the_accounts(tmp_path):
    """T.1 and T.2 meet the ledger under A and B; the ledger's own T.2 is a node of the WBS and no fault."""
    rows = [(CONTRACT.contract, key, cost_key, 1.0) for key, cost_key in (("T.1", "A"), ("T", "B"))]
    mapped = replace(CONFIG, control_account_map=pl.DataFrame(rows, schema=MAP_SCHEMA, orient="row"))
    ledger = [line("A", "budget", 600), line("A", "actual", 300), line("C", "actual", 1), line("T.2", "budget", 400)]
    result = judged(tmp_path, "x", files_of("cost", {COST: ledger}), context(mapped))
    assert sorted(result.findings.select("rule_id", "row_key").rows()) == [("V13", "C"), ("V15", "B")]


def test_without_a_schedule_nothing_is_said_of_accounts(tmp_path):
    files = files_of("cost", {COST: [*LEDGER, line("X.9", "actual", 10)]})
    result = judged(tmp_path, "x", files, context(), feeds=("cost", "risk"))
    assert result.errors == [] and result.findings.is_empty()


def test_where_earned_value_is_reported_its_accounts_are_those_of_the_report(tmp_path):
    """No schedule: the ledger's codes meet those of the report, as they are written."""
    report = [{"control_account": account, "fiscal_period": "2026-01", "currency": "EUR"} for account in ("A", "B")]
    ledger = [line("A.1", "actual", 600), line("b", "actual", 5)]
    files = {"earned_value": {"control_account_period": report}, "cost": {COST: ledger}}
    for method, found in (("reported", [("V13", "b")]), ("cost_loaded_schedule", [])):
        known = context()
        known["contract"] = known["contract"].with_columns(ev_method=pl.lit(method))
        result = judged(tmp_path, method, files, known)
        assert result.errors == []
        assert result.findings.select("rule_id", "row_key").rows() == found


def test_amounts_beyond_all_reason_are_judged(tmp_path):
    """The largest amount there is, a thousand times: no sum overflows."""
    many = [line("T.1", "actual", 99_999_999_999_999, document_id=f"D{n}") for n in range(1000)]
    huge = [*LEDGER, *many, line("T.1", "forecast", 99_999_999_999_999, measure="cumulative")]
    result = judged(tmp_path, "x", files_of("cost", {COST: huge}), context())
    assert result.errors == []
    assert result.findings["rule_id"].to_list() == ["V50"]
