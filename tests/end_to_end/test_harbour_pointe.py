"""A real pair of P6 exports (baseline and update, cost-loaded) through the whole pipeline, its totals to the cent.

Expected figures: the baseline's budget is published with the file (4,550,500.56); earned value is worked out here from the
files' own cells by plain code that shares nothing with the pipeline.
"""

import shutil
from decimal import Decimal

import pytest

from tests.end_to_end.pipeline import PROJECT_ROOT, published, refresh, workspace_at

pytestmark = pytest.mark.slow
FOLDER = "schedule_xer/constantintcacenco__xer-to-csv-converter"
BASELINE, UPDATE = "Harbour Pointe Assisted Living Center Baseline.xer", "Harbour Pointe Assisted Living Center.xer"
LEDGER = """Poste;N° pièce;Date comptable;Montant
1.1;P-1;15/03/2011;400 000,25
1.2;P-2;28/04/2011;250 945,75
2;P-3;03/05/2011;99 999,00
"""


@pytest.fixture(scope="module")
def files(shared):
    return {name: shared / FOLDER / name for name in (BASELINE, UPDATE)}


@pytest.fixture(scope="module")
def workspace(files, tmp_path_factory):
    workspace = workspace_at(tmp_path_factory.mktemp("harbour"), PROJECT_ROOT / "tests/end_to_end/harbour")
    if not (workspace.sources / "feeds").exists():
        sources = workspace.home / "sources"
        shutil.copytree(workspace.sources, sources)
        shutil.copytree(PROJECT_ROOT / "sources" / "feeds", sources / "feeds")
        workspace = workspace_at(workspace.home, sources)
    (workspace.inbox / "builder/schedule").mkdir(parents=True)
    (workspace.inbox / "client/cost").mkdir(parents=True)
    for path in files.values():
        shutil.copy(path, workspace.inbox / "builder/schedule")
    (workspace.inbox / "client/cost/ledger_2011-04-30.csv").write_text(LEDGER, encoding="utf-8")
    refresh(workspace)
    return workspace


def cells(path):
    """Table -> list of rows as dictionaries, by the plainest code there is."""
    tables, rows, fields = {}, [], []
    for line in path.read_text(encoding="cp1252", errors="replace").splitlines():
        mark, *values = line.split("\t")
        if mark == "%T":
            rows = tables.setdefault(values[0], [])
        elif mark == "%F":
            fields = values
        elif mark == "%R":
            rows.append(dict(zip(fields, values, strict=False)))
    return tables


def kpi(workspace, kpi_id, variant, scope="contract"):
    ((value,),) = published(
        workspace,
        f"select value from kpi.fct_kpi where kpi_id = '{kpi_id}' and variant = '{variant}' and scope = '{scope}' "
        "and period_id = '2011-04' and baseline_basis = 'in_force'",
    )
    return value


def test_every_file_is_accepted(workspace):
    verdicts = published(workspace, "select role, verdict like 'ACCEPTED%' from marts.fct_submission order by all")
    assert verdicts == [("baseline", True), ("update", True), ("update", True)]


def test_the_budget_is_the_baselines_to_the_cent(workspace):
    assert round(kpi(workspace, "CO-01", "default"), 2) == Decimal("4550500.56")


def test_earned_value_is_baseline_budget_times_physical_percent(workspace, files):
    baseline, update = cells(files[BASELINE]), cells(files[UPDATE])
    assert {row["complete_pct_type"] for row in update["TASK"]} == {"CP_Phys"}
    codes = {row["task_id"]: row["task_code"] for row in baseline["TASK"]}
    percent = {row["task_code"]: Decimal(row["phys_complete_pct"] or 0) for row in update["TASK"]}
    earned = sum(Decimal(row["target_cost"]) * percent[codes[row["task_id"]]] / 100 for row in baseline["TASKRSRC"])
    faulty = published(
        workspace, "select sum(faulty_bac) from marts.fct_earned_value where baseline_basis = 'in_force'"
    )
    assert faulty[0][0] == 0
    assert round(kpi(workspace, "CO-02", "ev"), 2) == round(earned, 2)


def test_actual_cost_is_the_ledger_up_to_the_period(workspace):
    """The line of 3 May belongs to the next period."""
    assert kpi(workspace, "CO-02", "ac") == Decimal("650946.00")


def test_the_forecast_finish_is_the_files_own(workspace, files):
    ((forecast, due, slip),) = published(
        workspace,
        "select cast(forecast_finish as varchar), cast(due_on as varchar), due_slip_calendar_days "
        "from marts.fct_milestone_status where is_completion and period_id = '2011-04'",
    )
    row = next(row for row in cells(files[UPDATE])["TASK"] if row["task_code"] == "EC2430")
    assert forecast.startswith(row["early_end_date"])
    assert (due, slip) == ("2014-08-14", 41)  # 14 August to 24 September


def test_every_figure_leads_back_to_a_row(workspace, files):
    rows = published(
        workspace, "select task_code, source_row from marts.fct_activity_status where source_row is not null limit 50"
    )
    lines = files[UPDATE].read_text(encoding="cp1252", errors="replace").split("\n")
    assert rows and all(f"\t{task_code}\t" in lines[source_row - 1] for task_code, source_row in rows)
