"""The two commands of a new user, and the demo's figures against the generator's own arithmetic."""

import re
from collections import defaultdict
from decimal import Decimal

import pytest

from pipelines.lib.demo.faults import FAULTS
from pipelines.lib.demo.truth import expected_kpis
from tests.end_to_end.pipeline import pmo, published, workspace_at

pytestmark = pytest.mark.slow
# Money to the cent of a portfolio of 300 million; ratios to eight digits.
CLOSE = Decimal("0.00000001")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A workspace after `pmo demo` and `pmo run`, and what the run said."""
    workspace = workspace_at(tmp_path_factory.mktemp("demo"))
    pmo(workspace, "demo")
    return workspace, pmo(workspace, "run")


def test_a_good_run_is_quiet_and_says_where_everything_is(demo):
    workspace, result = demo
    assert result.stderr == ""
    assert not re.search(r"Warning|Traceback|Error", result.stdout), result.stdout
    for place in ("published/pmo.duckdb", "published/parquet/current", "faults"):
        assert place in result.stdout
        assert (workspace.home / place).exists()


def test_a_second_run_has_nothing_to_do(demo):
    workspace, _ = demo
    before = workspace.published_file.stat().st_mtime_ns
    assert "Nothing new" in pmo(workspace, "run").stdout
    assert workspace.published_file.stat().st_mtime_ns == before


def test_every_planted_fault_gets_its_verdict(demo):
    workspace, _ = demo
    verdicts = dict(published(workspace, "select file_name, verdict from marts.fct_submission"))
    assert {fault.file_name: verdicts[fault.file_name] for fault in FAULTS} == {
        fault.file_name: fault.verdict for fault in FAULTS
    }
    cured = [fault.cured_by for fault in FAULTS if fault.cured_by]
    assert all(verdicts[name].startswith("ACCEPTED") for name in cured)
    troubled = {fault.file_name for fault in FAULTS if fault.verdict != "ACCEPTED"}
    serious = published(
        workspace, "select distinct source_file from marts.fct_finding where severity in ('blocking', 'critical')"
    )
    assert {name for (name,) in serious} <= troubled


def test_the_mistyped_data_date_was_replaced(demo):
    workspace, _ = demo
    rows = published(
        workspace,
        "select file_name, is_current from marts.fct_submission where file_name like 'update_2025-03_L16C%' order by all",
    )
    assert rows == [("update_2025-03_L16C.xer", False), ("update_2025-03_L16C_corrected.xer", True)]


def test_every_kpi_is_what_the_generator_worked_out(demo):
    """576 values by another program: PV by a walk through each line's working time, EV, AC, counts, roll-ups."""
    workspace, _ = demo
    columns = "kpi_id, variant, scope, project_id, contract_id, period_id"
    found = {
        tuple(row[:6]): row[6:]
        for row in published(
            workspace,
            f"select {columns}, value, status from kpi.fct_kpi where baseline_basis = 'in_force' and item_id is null "
            f"or kpi_id in ('SP-19') and baseline_basis = 'in_force' and scope in ('contract', 'project', 'portfolio')",
        )
    }
    wrong = defaultdict(list)
    compared = 0
    for row in expected_kpis():
        key = (row.kpi_id, row.variant, row.scope, row.project_id, row.contract_id, row.period_id)
        value, status = found.get(key, (None, "no row"))
        compared += 1
        expected = None if row.value is None else Decimal(row.value.numerator) / Decimal(row.value.denominator)
        if status != row.status or not _agree(value, expected):
            wrong[key].append((value, expected, status, row.status))
    assert compared > 500
    assert not wrong, f"{len(wrong)} of {compared} differ: {list(wrong.items())[:8]}"


def _agree(value: Decimal | None, expected: Decimal | None) -> bool:
    if value is None or expected is None:
        return value is expected
    return (
        abs(value - expected) <= max(Decimal("0.02"), 0)
        if abs(expected) > 1000
        else abs(value - expected) <= CLOSE * 10
    )


def test_the_faulty_file_comes_with_a_fault_list(demo):
    workspace, _ = demo
    (folder,) = (workspace.faults / "helio-energy.schedule").glob("2025-04-26_*")
    page = (folder / "faults.html").read_text(encoding="utf-8")
    assert "REJECTED" in page and "missing tables TASK" in page and "What to do" in page
    assert (folder / "faults.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_status_sql_and_check_answer(demo):
    workspace, _ = demo
    status = pmo(workspace, "status").stdout
    assert re.search(r"rejected update_2025-04_M5E.xer: fails V01D .*; V03 .*missing tables TASK", status)
    assert "303870500" in pmo(workspace, "sql", "select value from kpi.fct_kpi where kpi_id = 'CO-01' "
                              "and scope = 'portfolio' and period_id = '2025-06' and baseline_basis = 'in_force'").stdout  # fmt: skip
    refused = pmo(workspace, "sql", "delete from kpi.fct_kpi", check=False)
    assert refused.returncode == 1 and "read-only" in refused.stderr
    archived = next(path for path in workspace.archive.rglob("update_2025-04_M5E.xer"))
    checked = pmo(workspace, "check", str(archived), "--source", "helio-energy.schedule", check=False)
    assert checked.returncode == 1 and "REJECTED" in checked.stdout and "V03" in checked.stdout


def test_a_broken_yaml_stops_before_anything_is_touched(demo, tmp_path):
    import shutil

    workspace, _ = demo
    sources = tmp_path / "sources"
    shutil.copytree(workspace.sources, sources)
    (sources / "contracts" / "M5-energy.yml").open("a").write("colour: blue\n")
    broken = workspace_at(tmp_path / "home", sources)
    drop = broken.inbox / "client" / "cost" / "x.csv"
    drop.parent.mkdir(parents=True)
    drop.write_text("a;b\n")
    result = pmo(broken, "run", check=False)
    assert result.returncode == 1
    assert re.search(r"M5-energy.yml:\d+: colour: Extra inputs", " ".join(result.stderr.split()).replace("\n", ""))
    assert drop.is_file()
