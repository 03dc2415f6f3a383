"""Every XER beside the project gets a verdict with a reason; none stops the run or costs another file its place."""

import shutil

import pytest

from pipelines.lib.config.load import load
from pipelines.lib.intake.run import take_in
from pipelines.lib.lake.records import read_records
from tests.end_to_end.pipeline import published, refresh
from tests.end_to_end.small_contract import write_baseline, write_month
from tests.end_to_end.test_history import new_workspace

pytestmark = pytest.mark.slow
# What the file itself lacks, found by looking at it: (part of its path, what the reason must say).
REFUSED = {
    "aspose-tasks__Aspose.Tasks-for-.NET/ScheduleOptions.xer": "missing tables TASK",
    "xer-to-csv-converter/test.xer": "V01D",
    "soulmajor1__Primavera-P6-Xer-Viewer/sample.xer": "missing columns PROJECT.last_recalc_date",
    "soulmajor1__Primavera-P6-Xer-Viewer/Hotel Project.xer": "exports",
    "p6-comparison-cases-import.xer": "exports",
    "wllmtrng__p6-xer/encodings.xer": "missing tables",
}


@pytest.fixture(scope="module")
def workspace(shared, tmp_path_factory):
    """All of them dropped at once into one source, beside a good contract's files."""
    workspace = new_workspace(tmp_path_factory.mktemp("real"))
    # The files are of 2002 to 2026: a contract without a start finds every data date plausible.
    contract = workspace.sources / "contracts/C1.yml"
    contract.write_text(contract.read_text().replace("started_on: 2025-01-01\n", ""))
    write_baseline(workspace.inbox)
    write_month(workspace.inbox, 1)
    for number, path in enumerate(sorted(shared.glob("schedule_xer*/**/*.xer"))):
        shutil.copy(path, workspace.inbox / "builder/schedule" / f"{number:02d}_{path.name}")
    take_in(workspace, load(workspace))
    return workspace


def test_each_has_one_verdict_and_a_rejection_says_why(workspace, shared):
    files = sorted(shared.glob("schedule_xer*/**/*.xer"))
    records = {record.file_name: record for record in read_records(workspace)}
    assert len(files) >= 26
    for number, path in enumerate(files):
        record = records[f"{number:02d}_{path.name}"]
        expected = next((why for part, why in REFUSED.items() if str(path).endswith(part)), None)
        if expected:
            assert record.verdict == "REJECTED" and expected in record.reason, (path, record.reason)
        elif "schedule_xer_synthetic" not in str(path):
            # Each is the schedule of another project than this contract's, as V73 says of all that are large enough.
            assert record.is_accepted or record.reason.startswith("fails V73"), (path, record.reason)
        else:
            assert record.verdict != "REJECTED" or len(record.reason) > 20, path
        assert (workspace.archive / record.sha256[:2] / record.sha256).is_dir()


def test_the_good_contract_is_published_all_the_same(workspace):
    refresh(workspace)
    rows = published(
        workspace,
        "select value::int from kpi.fct_kpi where kpi_id = 'CO-02' and variant = 'ac' and scope = 'contract' "
        "and period_id = '2025-01' and baseline_basis = 'in_force'",
    )
    assert rows == [(900,)]
