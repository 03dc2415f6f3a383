"""Real P6 projects of up to 4,236 activities, each proposed by `pmo contract new`, through the whole pipeline at once.

Each file comes as its own baseline and as an update (MDL4 has a file for each). Expected counts and budgets are taken from the
files' cells by plain code that shares nothing with the pipeline.
"""

import shutil
from collections import Counter
from decimal import Decimal

import pytest

from pipelines.lib.propose.install import install
from pipelines.lib.propose.start import start
from tests.end_to_end.pipeline import PROJECT_ROOT, published, refresh, workspace_at
from tests.end_to_end.test_harbour_pointe import cells

pytestmark = pytest.mark.slow
BASE = "schedule_xer"
# Contract -> baseline file, update file, the project meant where a file exports several, and its name in the file.
PROJECTS = {
    "HOTEL": ("soulmajor1__Primavera-P6-Xer-Viewer/Hotel Project.xer",) * 2 + ("HBTF-2", "HBTF-2"),
    "JOHNSTOWN": ("constantintcacenco__xer-to-csv-converter/Johnstown.xer",) * 2 + (None, "NRG00820"),
    "MDL4": ("inigmat__exupery/MDL4D.xer", "inigmat__exupery/MDL4RA.xer", None, "MDL4RA"),
    "BOREHOLES": ("Jaggelas__xer-parser/test.xer",) * 2 + (None, "10001"),
}
# Approvals of the baselines, weeks before their data dates.
APPROVALS = {"HOTEL": "2012-04-15", "JOHNSTOWN": "2002-08-15", "MDL4": "2023-07-23", "BOREHOLES": "2025-04-22"}
ASKED_FOR_THE_RATE = "HOTEL"  # the first file in dollars; rates.csv knows their rate from then on
STATUS = {"TK_NotStart": "not_started", "TK_Active": "in_progress", "TK_Complete": "complete"}


@pytest.fixture(scope="module")
def workspace(shared, tmp_path_factory):
    home = tmp_path_factory.mktemp("large")
    shutil.copytree(PROJECT_ROOT / "sources", home / "sources")
    workspace = workspace_at(home / "workspace", home / "sources")
    for contract, (baseline, update, project, _) in PROJECTS.items():
        files = {"baseline.xer": shared / BASE / baseline, "update.xer": shared / BASE / update}
        inbox = workspace.inbox / contract.lower() / "schedule"
        inbox.mkdir(parents=True)
        for name, path in files.items():
            shutil.copy(path, inbox / name)
        asked = [f"xer_project={project}"] if project else []
        asked += ["rate.USD=1"] if contract == ASKED_FOR_THE_RATE else []
        answers = [f"contract={contract}", "project=REAL", f"baseline_approved={APPROVALS[contract]}", *asked]
        install(workspace, start(workspace, sorted(inbox.glob("*.xer")), answers, None, None))
    refresh(workspace)
    return workspace


def rows_of(shared, contract, table, which=1):
    """The rows of the project meant, from its own file."""
    tables = cells(shared / BASE / PROJECTS[contract][which])
    names = {row["proj_short_name"]: row["proj_id"] for row in tables["PROJECT"]}
    own = names.get(PROJECTS[contract][3]) or next(iter(names.values()))
    return [row for row in tables.get(table, []) if row["proj_id"] == own]


def kpi(workspace, contract, kpi_id, variant="default"):
    return published(
        workspace,
        f"""select value, reason_code from kpi.fct_kpi where contract_id = '{contract}' and kpi_id = '{kpi_id}'
        and variant = '{variant}' and scope = 'contract' and baseline_basis = 'in_force' order by period_id limit 1""",
    )[0]


def test_every_file_is_taken(workspace):
    verdicts = published(workspace, "select contract_id, role, verdict from marts.fct_submission order by all")
    assert len(verdicts) == 8
    assert [row for row in verdicts if not row[2].startswith("ACCEPTED")] == []


@pytest.mark.parametrize("contract", PROJECTS)
def test_activities_by_status_are_the_files_own(workspace, shared, contract):
    own = Counter(STATUS[row["status_code"]] for row in rows_of(shared, contract, "TASK"))
    counted = published(
        workspace,
        f"""select status, count(*) from marts.fct_activity_status where contract_id = '{contract}'
        and period_id = (select min(period_id) from marts.fct_activity_status where contract_id = '{contract}') group by all""",
    )
    assert dict(counted) == dict(own)


@pytest.mark.parametrize("contract", ["HOTEL", "JOHNSTOWN", "MDL4"])
def test_the_budget_is_the_sum_of_the_baselines_assignments(workspace, shared, contract):
    budget = sum(Decimal(row["target_cost"] or 0) for row in rows_of(shared, contract, "TASKRSRC", which=0))
    assert budget > 60_000
    value, reason = kpi(workspace, contract, "CO-01")
    assert reason is None and round(value, 2) == round(budget, 2)
    assert kpi(workspace, contract, "CO-02", "ev") == (0, None)  # nothing has started


def test_a_schedule_without_costs_says_so(workspace, shared):
    assert sum(Decimal(row["target_cost"] or 0) for row in rows_of(shared, "BOREHOLES", "TASKRSRC")) == 0
    value, reason = kpi(workspace, "BOREHOLES", "CO-01")
    assert value is None and reason is not None


def test_the_longest_float_and_the_lags_survive(workspace, shared):
    """Total float in days of the activity's own calendar: hours from the file, hours a day from its calendar."""
    tables = cells(shared / BASE / PROJECTS["HOTEL"][1])
    hours = {row["clndr_id"]: Decimal(row["day_hr_cnt"]) for row in tables["CALENDAR"]}
    own = {
        row["task_code"]: Decimal(row["total_float_hr_cnt"]) / hours[row["clndr_id"]]
        for row in rows_of(shared, "HOTEL", "TASK")
        if row["total_float_hr_cnt"]
    }
    told = published(
        workspace,
        """select task_code, total_float_days from marts.fct_activity_status where contract_id = 'HOTEL'
        and period_id = (select min(period_id) from marts.fct_activity_status where contract_id = 'HOTEL')""",
    )
    assert len(told) == len(own) == 4217
    assert [(code, days) for code, days in told if abs(float(own[code]) - days) > 1e-6] == []
