"""Every trait as a contract of its own in one portfolio: one build gives the figures of all.

Flows out: Trait -> `right`, `said`, `reason` or `SILENT WRONG`. A finding counts when the clean file of the feed has none of that
rule (for the first file of a source: the clean first file); a figure counts as right when it is OK and the one worked out by hand.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.lib.config.load import load
from pipelines.lib.warehouse.dbt import build
from pipelines.lib.warehouse.prepare import prepare_warehouse
from tests.hostile.outcome import SAID, figures_of, findings_of
from tests.hostile.portfolio import Case, Delivery, deliver, write_portfolio
from tests.hostile.silent_wrong import traits_cost, traits_reports, traits_schedule, traits_tables, traits_workbook
from tests.hostile.silent_wrong.good import BEFORE, FIGURES, JANUARY, Planted

TRAITS: dict[str, dict[str, Planted]] = {
    "schedule": traits_schedule.TRAITS | traits_tables.TRAITS,
    "cost": traits_cost.TRAITS,
    "workbook": traits_workbook.TRAITS,
    "risk": traits_reports.RISK,
    "earned_value": traits_reports.EARNED_VALUE,
    "invoice": traits_reports.INVOICE,
}
NAMES = {"schedule": "update.xer", "cost": "ledger_{}.csv", "workbook": "ledger_{}.xlsx", "risk": "risks_{}.csv",
         "earned_value": "ev_{}.csv", "invoice": "invoices_{}.csv"}  # fmt: skip
METHOD = {"earned_value": {"earned_value": {"method": "reported"}}}


@dataclass(frozen=True)
class Result:
    """What became of a trait; `told` explains it to who reads a failure."""

    outcome: str
    told: str


def case_of(feed: str, trait: str, planted: Planted) -> Case:
    """The deliveries of a trait: the clean file of January (a baseline for a schedule), then the file with the trait."""
    folder = {"workbook": "cost"}.get(feed, feed)
    first = planted.baseline if feed == "schedule" else planted.before
    if first is None:
        first = traits_workbook.book(JANUARY) if feed == "workbook" else BEFORE[feed]
    before = "baseline.xer" if feed == "schedule" else NAMES[feed].format("2026-01-31")
    deliveries = [Delivery(folder, before, first, 0)] if first else []
    if feed == "schedule" and planted.before:
        deliveries.append(Delivery(folder, "earlier.xer", planted.before, 0))
    name = planted.name or NAMES[feed].format("2026-02-28")
    deliveries.append(Delivery(folder, name, planted.content, 1, planted.manifest))
    return Case(f"{feed}_{trait}", tuple(deliveries), METHOD.get(feed, {}), {folder: planted.source})


def results(home: Path, planted_in: dict[str, dict[str, Planted]] = TRAITS) -> dict[tuple[str, str], Result]:
    """(feed, trait) -> what became of it."""
    cases = [case_of(feed, trait, planted) for feed, traits in planted_in.items() for trait, planted in traits.items()]
    workspace = write_portfolio(home, cases)
    records = deliver(workspace, cases)
    prepare_warehouse(workspace, load(workspace), workspace.warehouse_file)
    build(workspace, workspace.warehouse_file)
    figures, findings = figures_of(workspace.warehouse_file), findings_of(workspace)
    found = {}
    for feed, traits in planted_in.items():
        usual, of_a_first = (_rules(findings, f"{feed}_{trait}") for trait in ("clean", "first_file_of_the_source"))
        for trait, planted in traits.items():
            case = f"{feed}_{trait}"
            verdict = {record.verdict for (party, _), record in records.items() if party == case.lower()}
            said = _rules(findings, case) - (usual | of_a_first if planted.before == b"" else usual)
            found[feed, trait] = _judged({**FIGURES[feed], **planted.right}, figures, case, said, "REJECTED" in verdict)
    return found


def _rules(findings: dict, case: str) -> set[str]:
    return {rule for rule, severity, *_ in findings.get(case.lower(), []) if severity in SAID}


def _judged(right: dict[str, float], figures: dict, case: str, said: set[str], is_rejected: bool) -> Result:
    values = {measure: figures.get((case, "2026-02", measure), (None, "MISSING")) for measure in right}
    told = f"{values}, right {right}, said {sorted(said)}"
    wrong = [
        m for m, (value, status) in values.items() if status == "OK" and value != pytest.approx(right[m], abs=0.005)
    ]
    missing = [m for m, (_, status) in values.items() if status == "MISSING"]
    if wrong or (missing and not is_rejected):
        return Result("said" if said else "SILENT WRONG", told)
    return Result("right" if all(status == "OK" for _, status in values.values()) else "reason", told)
