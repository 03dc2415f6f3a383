"""`pmo contract new` on every CSV and workbook of ../shared/data/contract_logs and cost_ledger_fr.

What each file holds was told by reading it; amounts are the files' own totals (the root of wbs.csv, "Cumul planifié").
"""

import datetime as dt
import shutil
import subprocess
from decimal import Decimal

import polars as pl
import pytest
import yaml

from pipelines.lib.lake.records import read_records
from pipelines.lib.propose.install import check_proposal, install
from pipelines.lib.propose.start import start
from tests.end_to_end.pipeline import PROJECT_ROOT, pmo, published, refresh, workspace_at

pytestmark = pytest.mark.slow
# File -> what it holds; None: nothing that a feed takes, and that must be said instead of guessed.
HELD = {
    "change_orders_raw.csv": None,
    "monthly_performance_raw.csv": "earned_value",
    "projects_raw.csv": None,
    "rfi_log_raw.csv": None,
    "billing_history.csv": "invoice",
    "billing_line_items.csv": "cost",
    "change_orders.csv": None,
    "contracts.csv": None,
    "field_notes.csv": None,
    "labor_logs.csv": None,
    "material_deliveries.csv": "cost",
    "rfis.csv": None,
    "sov.csv": "cost",
    "sov_budget.csv": None,
    "evm_monthly.csv": "earned_value",
    "project_info.csv": None,
    "risk_register.csv": "risk",
    "schedule.csv": None,
    "wbs.csv": "cost",
    "EXPORT_model.xlsx": "cost",
    "forecast_model.xlsx": "cost",
    "pv_model.xlsx": "cost",
    "va_model.xlsx": "cost",
}
# A workbook of months side by side holds earned value beside the budget, once somebody says so.
MORE = {"bengeek06__evm-report": {"va_model.xlsx": "earned_value"}}
FOLDERS = {
    "ND3404__construction-project-controls-analytics": ["rows_of=PRJ-001", "contract_currency=USD", "rate.USD=0.92"],
    "Yashu2903__HVAC-Margin-Challenge": ["rows_of=PRJ-2024-001", "contract_currency=EUR"],
    "brkshnf-cmyk__federal-office-project-controls": [
        "rate.USD=0.92", "evm_monthly.data_date=2024-12-31", "wbs.data_date=2024-12-31", "risk_register.data_date=2024-12-31",
        "probability.High=0.7", "probability.Medium=0.5", "probability.Low=0.1",
    ],
    "bengeek06__evm-report": [
        "contract_currency=EUR", "EXPORT_model.data_date=2025-03-31", "pv_model.data_date=2025-03-31", "forecast_model.data_date=2025-03-31",
        "va_model.data_date=2025-03-31", "va_model.months=ev",
    ],
}  # fmt: skip


def samples(shared, folder):
    found = [*shared.glob(f"contract_logs/{folder}/*.csv"), *shared.glob(f"cost_ledger_fr/{folder}/*.xlsx")]
    return sorted(found)


def workspace_for(home):
    shutil.copytree(PROJECT_ROOT / "sources", home / "sources")
    return workspace_at(home / "workspace", home / "sources")


def proposed(workspace, files, folder, contract="NEW"):
    return start(workspace, files, [f"contract={contract}", "project=NEW", *FOLDERS[folder]], None, None)


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_a_file_holds_is_recognised_and_loads(shared, tmp_path, folder):
    workspace, files = workspace_for(tmp_path), samples(shared, folder)
    proposal = proposed(workspace, files, folder)
    held = {path.name: draft.feed for draft in proposal.drafts.values() for path in draft.samples}
    assert held == {path.name: HELD[path.name] for path in files if HELD[path.name]} | MORE.get(folder, {})
    assert {name.split(" [")[0] for name in proposal.skipped} == {path.name for path in files if not HELD[path.name]}
    checked = check_proposal(workspace, proposal)
    assert [(item.source_id, item.reason) for item in checked if item.verdict == "REJECTED"] == []


def test_every_sample_has_been_told_of(shared):
    assert {path.name for folder in FOLDERS for path in samples(shared, folder)} == set(HELD)


def deliver(workspace, proposal):
    for source_id, draft in proposal.drafts.items():
        folder = workspace.inbox / proposal.party / source_id.split(".", 1)[1]
        folder.mkdir(parents=True, exist_ok=True)
        for path, name in draft.samples.items():
            shutil.copy(path, folder / name)


def amount(workspace, kpi_id, variant="default"):
    rows = published(
        workspace,
        f"""select value from kpi.fct_kpi where contract_id = 'NEW' and kpi_id = '{kpi_id}' and variant = '{variant}'
        and scope = 'contract' and baseline_basis = 'in_force' order by period_id desc limit 1""",
    )
    return rows[0][0] if rows else None


def test_a_contract_that_reports_earned_value_has_its_figures(shared, tmp_path):
    folder = "brkshnf-cmyk__federal-office-project-controls"
    workspace = workspace_for(tmp_path)
    proposal = proposed(workspace, samples(shared, folder), folder)
    install(workspace, proposal)
    deliver(workspace, proposal)
    refresh(workspace)
    assert amount(workspace, "CO-01") == Decimal(45_000_000)  # the root of wbs.csv


def test_a_french_export_loads_from_the_command_line(shared, tmp_path):
    folder = "bengeek06__evm-report"
    workspace = workspace_for(tmp_path)
    answers = [part for answer in FOLDERS[folder][:4] for part in ("--set", answer)]
    files = [str(path) for path in samples(shared, folder) if path.name != "va_model.xlsx"]
    said = pmo(
        workspace, "contract", "new", *files, "--yes", "--set", "contract=NEW", "--set", "project=NEW", *answers
    ).stdout
    assert "fiscal_period        <- Période" in said and "ACCEPTED as EXPORT_model_2025-03-31.xlsx" in said
    commands = [line.strip() for line in said.splitlines() if line.startswith("  mkdir -p")]
    subprocess.run("\n".join(commands), shell=True, check=True, cwd=PROJECT_ROOT)
    refresh(workspace)
    assert amount(workspace, "CO-02", "ac") == Decimal("58501.25")  # 15,000.50 + 25,000.75 + 18,500
    assert amount(workspace, "CO-10") == Decimal(790_000)  # the four estimates of forecast_model.xlsx
    budget = "select sum(amount) from marts.fct_cost_entry where contract_id = 'NEW' and entry_type = 'budget'"
    assert published(workspace, budget) == [(Decimal(900_000),)]  # the last "Cumul planifié" of pv_model.xlsx


def test_months_side_by_side_are_earned_value_by_month(shared, tmp_path):
    """RCD: 20, 40, 60 and 100 % of 100,000 in the first four columns; J1 starts in the fourth with 20 % of 200,000."""
    folder = "bengeek06__evm-report"
    workspace = workspace_for(tmp_path)
    (path,) = [path for path in samples(shared, folder) if path.name == "va_model.xlsx"]
    answers = [
        "contract=NEW",
        "project=NEW",
        "contract_currency=EUR",
        "va_model.data_date=2025-04-30",
        "va_model.months=ev",
    ]
    install(workspace, proposal := start(workspace, [path], answers, None, None))
    deliver(workspace, proposal)
    refresh(workspace)
    (report,) = [record for record in read_records(workspace) if record.feed == "earned_value"]
    month = pl.read_parquet(workspace.lake / report.tables["control_account_period"][0])
    month = month.filter(pl.col("period_end") <= dt.date(2025, 4, 1), pl.col("ev") > 0)
    rows = month.select("control_account", pl.col("period_end").cast(pl.String), "ev").sort(pl.all()).rows()
    assert rows == [
        ("J1", "2025-04-01", Decimal(40_000)),
        ("RCD", "2025-01-01", Decimal(20_000)),
        ("RCD", "2025-01-31", Decimal(40_000)),
        ("RCD", "2025-03-02", Decimal(60_000)),
        ("RCD", "2025-04-01", Decimal(100_000)),
    ]


def test_schedules_give_the_contract_its_dates_and_accounts(shared, tmp_path):
    workspace = workspace_for(tmp_path)
    files = sorted(shared.glob("schedule_xer/*/Harbour Pointe*.xer"))
    answers = ["contract=HP", "project=HP", "contract_currency=USD", "rate.USD=0.92", "baseline_approved=2010-06-15"]
    proposal = start(workspace, files, answers, None, None)
    contract = yaml.safe_load(proposal.texts["contracts/HP.yml"])
    assert contract["started_on"] == dt.date(2010, 9, 1)
    assert contract["baselines"][0]["approved_on"] == dt.date(2010, 6, 15)
    assert "earned_value" not in contract  # cost-loaded, which is the default
    assert "REJECTED" not in [item.verdict for item in check_proposal(workspace, proposal)]
    install(workspace, proposal)
    deliver(workspace, proposal)
    refresh(workspace)
    bac = "select value from kpi.fct_kpi where contract_id = 'HP' and kpi_id = 'CO-01' and scope = 'contract' and value is not null"
    assert {round(value, 2) for (value,) in published(workspace, bac)} == {Decimal("4550500.56")}
