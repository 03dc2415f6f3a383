"""The two commands of a new user, and the demo's figures against the generator's own arithmetic."""

import io
import re
import shutil
from collections import defaultdict
from decimal import Decimal

import pytest
from rich.console import Console

from pipelines.demo.faults import FAULTS
from pipelines.demo.portfolio import CONTRACTS
from pipelines.lib.console.figures import print_summary
from tests.end_to_end.pipeline import pmo, published, workspace_at
from tests.unit.demo.truth import expected_kpis

pytestmark = pytest.mark.slow
# Money to the cent of a portfolio of 470 million; ratios to eight digits.
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
    rows = published(workspace, "select party_id, file_name, verdict from marts.fct_submission")
    verdicts = {(party, name): verdict for party, name, verdict in rows}
    assert len(verdicts) == len(rows)
    assert {f.kind: verdicts[f.party_id, f.file_name] for f in FAULTS} == {f.kind: f.verdict for f in FAULTS}
    cures = [verdicts[fault.party_id, fault.cured_by] for fault in FAULTS if fault.cured_by]
    assert set(cures) == {"ACCEPTED"} and len(cures) == 10
    assert {key for key, verdict in verdicts.items() if verdict != "ACCEPTED"} == {
        (fault.party_id, fault.file_name) for fault in FAULTS if fault.verdict != "ACCEPTED"
    }


def test_every_planted_fault_is_found_by_its_rules_and_nothing_else_is_serious(demo):
    workspace, _ = demo
    rows = published(
        workspace,
        "select distinct dim_source.party_id, source_file, rule_id, severity from marts.fct_finding "
        "inner join marts.dim_source using (source_id)",
    )
    found = {row[:3] for row in rows}
    planted = {(f.party_id, f.file_name, rule) for f in FAULTS if not f.is_seen_alone for rule in f.rules}
    assert planted <= found, f"not found: {sorted(planted - found)}"
    serious = {row[:3] for row in rows if row[3] in ("blocking", "critical")}
    assert serious <= planted, f"found and not planted: {sorted(serious - planted)}"
    assert len({fault.kind for fault in FAULTS}) == len(FAULTS) >= 12


def test_the_mistyped_data_date_was_replaced(demo):
    workspace, _ = demo
    rows = published(
        workspace,
        "select file_name, is_current from marts.fct_submission where data_date = '2025-08-01' "
        "and source_id = 'acme-civils.schedule' or file_name like 'update_2025-03_L16C%' order by all",
    )
    # July's own status has the data date that was typed in March by mistake: it stays.
    assert rows == [
        ("update_2025-03_L16C.xer", False),
        ("update_2025-03_L16C_corrected.xer", True),
        ("update_2025-07_L16C.xer", True),
    ]


def test_every_kpi_is_what_the_generator_worked_out(demo):
    """1,920 values by another program: PV by a walk through each line's working time, EV, AC, counts, roll-ups."""
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
    assert compared == 1920
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
    assert "456278500" in pmo(workspace, "sql", "select value from kpi.fct_kpi where kpi_id = 'CO-01' "
                              "and scope = 'portfolio' and period_id = '2025-12' and baseline_basis = 'in_force'").stdout  # fmt: skip
    refused = pmo(workspace, "sql", "delete from kpi.fct_kpi", check=False)
    assert refused.returncode == 1 and "read-only" in refused.stderr
    archived = next(path for path in workspace.archive.rglob("update_2025-04_M5E.xer"))
    checked = pmo(workspace, "check", str(archived), "--source", "helio-energy.schedule", check=False)
    assert checked.returncode == 1 and "REJECTED" in checked.stdout and "V03" in checked.stdout


def test_the_summary_fits_a_terminal_of_80_columns(demo):
    workspace, _ = demo
    told = io.StringIO()
    print_summary(workspace, Console(file=told, width=80))
    table = told.getvalue().partition("Verdicts")[0]
    assert max(map(len, table.splitlines())) <= 80 and "…" not in table
    assert all(facts.contract_id in table for facts in CONTRACTS)


def test_a_broken_yaml_stops_before_anything_is_touched(demo, tmp_path):
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
    assert re.search(
        r"M5-energy.yml:\d+: colour: there is no such key", " ".join(result.stderr.split()).replace("\n", "")
    )
    assert drop.is_file()
