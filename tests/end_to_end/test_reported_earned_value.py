"""A contractor's own earned-value report (192 rows, eight work packages) through the whole pipeline.

The report prints its own CPI, SPI, CV and SV for every package; those are what is expected here, and sums by plain code.
"""

import csv
import shutil
from decimal import Decimal

import pytest

from tests.end_to_end.pipeline import PROJECT_ROOT, published, refresh, workspace_at

pytestmark = pytest.mark.slow
REPORT = "contract_logs/brkshnf-cmyk__federal-office-project-controls/evm_monthly.csv"
STATUS_DAYS = ("2023-09-30", "2024-06-30")
CENT = Decimal("0.01")


@pytest.fixture(scope="module")
def rows(shared):
    with (shared / REPORT).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["Period"] == "2024-06"]


@pytest.fixture(scope="module")
def workspace(shared, tmp_path_factory):
    """The report as it stood at two status days: rows of months to come carry the plan only."""
    home = tmp_path_factory.mktemp("federal")
    shutil.copytree(PROJECT_ROOT / "tests/end_to_end/federal", home / "sources")
    shutil.copytree(PROJECT_ROOT / "sources" / "feeds", home / "sources" / "feeds")
    workspace = workspace_at(home, home / "sources")
    (workspace.inbox / "controls/earned_value").mkdir(parents=True)
    for day in STATUS_DAYS:
        write_report(shared / REPORT, workspace.inbox / f"controls/earned_value/evm_{day}.csv", day[:7])
    refresh(workspace)
    return workspace


def write_report(source, target, month):
    """The rows of a report, those after a month without what only time can tell."""
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known_before = ("Period", "Period_Date", "WBS_ID", "Work_Package", "BAC", "BCWS_Period", "Cumulative_BCWS")
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        for row in rows:
            kept = row if row["Period"] <= month else {name: row[name] for name in known_before}
            writer.writerow(kept)


def accounts(workspace, period):
    found = published(
        workspace,
        f"""select control_account_id, bac, pv, ev, ac from marts.fct_earned_value
        where period_id = '{period}' and baseline_basis = 'in_force'""",
    )
    return {account: amounts for account, *amounts in found}


def kpi(workspace, kpi_id, variant, period="2024-06"):
    ((value, status, reason),) = published(
        workspace,
        f"""select value, status, reason_code from kpi.fct_kpi where kpi_id = '{kpi_id}' and variant = '{variant}'
        and scope = 'contract' and period_id = '{period}' and baseline_basis = 'in_force'""",
    )
    return value if value is not None else (status, reason)


def test_the_reports_own_contradictions_are_found(workspace, shared):
    """Rows of months to come plan 0 in the month while the cumulative plan grows: V42 names each of them, no other."""
    wrong, before = [], {}
    with (shared / REPORT).open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            last = before.get(row["WBS_ID"])
            for period, cumulative in (("BCWS_Period", "Cumulative_BCWS"), ("BCWP_Period", "Cumulative_BCWP")):
                if (
                    last
                    and row[cumulative]
                    and abs(float(row[cumulative]) - float(last[cumulative]) - float(row[period])) > 1
                ):
                    wrong.append(line)
            before[row["WBS_ID"]] = row
    # The file of 2023 is received today: late (V02), and rightly so.
    others = "select distinct rule_id, source_row from marts.fct_finding where rule_id <> 'V02' order by all"
    found = published(workspace, others)
    assert found == [("V42E", line) for line in sorted(wrong)] and len(wrong) == 10
    verdicts = published(workspace, "select distinct verdict, row_count from marts.fct_submission")
    assert verdicts == [("ACCEPTED_WITH_WARNINGS", 192)]


def test_every_package_stands_as_reported(workspace, rows):
    found = accounts(workspace, "2024-06")
    names = ("BAC", "Cumulative_BCWS", "Cumulative_BCWP", "Cumulative_ACWP")
    for row in rows:
        assert [round(amount, 2) for amount in found[row["WBS_ID"]]] == [round(Decimal(row[name]), 2) for name in names]
    assert len(found) == len(rows) == 8


def test_indices_are_those_the_report_prints(workspace, rows):
    found = accounts(workspace, "2024-06")
    printed = [row for row in rows if row["CPI"]]
    assert len(printed) == 6
    for row in printed:
        _, pv, ev, ac = found[row["WBS_ID"]]
        assert abs(ev / ac - Decimal(row["CPI"])) <= Decimal("0.005")
        assert abs(ev / pv - Decimal(row["SPI"])) <= Decimal("0.005")
        assert abs(ev - ac - Decimal(row["CV"])) <= CENT and abs(ev - pv - Decimal(row["SV"])) <= CENT


def test_the_contracts_indices_are_ratios_of_sums(workspace, rows):
    pv, ev, ac, bac = (
        sum(Decimal(row[name]) for row in rows)
        for name in ("Cumulative_BCWS", "Cumulative_BCWP", "Cumulative_ACWP", "BAC")
    )
    assert abs(kpi(workspace, "SP-01", "total") - ev / pv) < Decimal("1e-6")
    assert abs(kpi(workspace, "CO-04", "default") - ev / ac) < Decimal("1e-6")
    assert kpi(workspace, "CO-01", "default") == bac


def test_an_earlier_report_tells_the_earlier_month(workspace, shared):
    with (shared / REPORT).open(encoding="utf-8", newline="") as file:
        earned = [Decimal(row["Cumulative_BCWP"]) for row in csv.DictReader(file) if row["Period"] == "2023-09"]
    assert round(kpi(workspace, "CO-02", "ev", "2023-09"), 2) == round(sum(earned), 2)


def test_what_a_report_cannot_say_is_unknown_and_said(workspace):
    assert kpi(workspace, "SP-01", "discrete") == ("NOT_COMPUTABLE", "E19")
    assert kpi(workspace, "CO-16", "amount") == ("NOT_COMPUTABLE", "E12")
