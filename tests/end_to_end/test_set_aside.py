"""One accepted file on which a model fails: it is set aside, everybody else's figures are published as without it."""

import shutil

import duckdb
import pytest

from pipelines.lib.config.load import load
from pipelines.lib.lake.current import set_aside_in_force
from pipelines.lib.refresh import has_work
from pipelines.lib.warehouse import set_aside
from tests.end_to_end.pipeline import pmo, published, refresh, workspace_at
from tests.end_to_end.small_contract import write_baseline, write_month
from tests.end_to_end.test_history import PROJECT_ROOT, new_workspace

pytestmark = pytest.mark.slow
LAST = 3
FIGURES = """
    select kpi_id, variant, item_id, period_id, baseline_basis, value, status, reason_code
    from kpi.fct_kpi where contract_id = '{contract}' and kpi_id not like 'DQ%' {more} order by all
"""


def two_contracts(home):
    """The small portfolio with a second contract of a second builder, under rules that let any amount pass."""
    workspace = new_workspace(home)
    portfolio = workspace.sources / "portfolio.yml"
    both = "parties: [{id: builder, name: The builder}, {id: digger, name: The digger}]"
    portfolio.write_text(portfolio.read_text().replace("parties: [{id: builder, name: The builder}]", both))
    contract = (workspace.sources / "contracts/C1.yml").read_text()
    (workspace.sources / "contracts/C2.yml").write_text(contract.replace("C1", "C2").replace("builder", "digger"))
    shutil.copytree(workspace.sources / "parties/builder", workspace.sources / "parties/digger")
    for source in (workspace.sources / "parties/digger").glob("*.yml"):
        source.write_text(source.read_text().replace("C1", "C2"))
    feed = workspace.sources / "feeds/cost.yml"
    feed.write_text(feed.read_text().replace("amount: {type: decimal,", "amount: {type: decimal, max: 1.0e+15,"))
    rules = home / "expectations"
    shutil.copytree(PROJECT_ROOT / "expectations", rules)
    cost = rules / "cost.yml"
    cost.write_text(cost.read_text().replace("> 5e13", "> 1e16"))
    return workspace_at(home, workspace.sources, rules)


def deliver(workspace, month=None):
    """What both builders send: the baseline, or a month."""
    elsewhere = workspace.home / "digger"
    for inbox in (workspace.inbox, elsewhere):
        write_month(inbox, month) if month else write_baseline(inbox)
    shutil.copytree(elsewhere / "builder", workspace.inbox / "digger", dirs_exist_ok=True)
    shutil.rmtree(elsewhere)


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory):
    """The workspace after a `pmo run` with the poison, what was published before it, and how the run ended."""
    workspace = two_contracts(tmp_path_factory.mktemp("set_aside"))
    deliver(workspace)
    for month in range(1, LAST + 1):
        deliver(workspace, month)
    (ledger,) = (workspace.inbox / "builder/cost").glob("ledger_2025-03-31.csv")
    text = ledger.read_text()
    ledger.unlink()
    refresh(workspace)
    before = {contract: figures(workspace, contract) for contract in ("C1", "C2")}
    # Each amount is one that DECIMAL(18,4) holds, their sum is not.
    ledger.write_text(text + "".join(f"W1,X{n},1,actual,2025-03-20,99999999999999\n" for n in (1, 2)))
    return workspace, before, pmo(workspace, "run", check=False)


def figures(workspace, contract, more=""):
    return published(workspace, FIGURES.format(contract=contract, more=more))


def test_the_run_says_so_with_an_exit_code_of_its_own(poisoned):
    workspace, _, run = poisoned
    assert run.returncode == 3, run.stdout[-2000:] + run.stderr[-2000:]
    assert "set aside builder.cost ledger_2025-03-31.csv: accepted, but our program can't count with it" in run.stdout
    assert "superseded" not in run.stdout
    (item,) = set_aside_in_force(workspace)
    assert (item.source_id, item.contracts, item.model) == ("builder.cost", ("C1",), "int_ledger_total")
    assert "DECIMAL" in item.message


def test_the_others_figures_are_those_without_it(poisoned):
    workspace, before, _ = poisoned
    assert figures(workspace, "C2") == before["C2"] and before["C2"]


def test_its_contract_stands_as_before_stale_and_not_blamed(poisoned):
    workspace, before, _ = poisoned
    now = {row[:5]: row[5:] for row in figures(workspace, "C1")}
    assert {key: value for key, (value, *_) in now.items()} == {row[:5]: row[5] for row in before["C1"]}
    spent = ("CO-02", "ac", None, "2025-03", "in_force")
    assert {row[:5]: row[6:] for row in before["C1"]}[spent] == ("STALE", "E12")
    assert now[spent][1:] == ("STALE", "E20")
    assert now[("SP-20", "physical", None, "2025-03", "in_force")][1:] == ("OK", None)  # needs no ledger
    assert now[("CO-02", "ac", None, "2025-02", "in_force")][1:] == ("OK", None)


def test_the_contractor_has_delivered(poisoned):
    workspace, _, _ = poisoned
    delivered = published(workspace, """select submissions, first_verdict like 'ACCEPTED%', is_accepted,
        accepted_data_date is not null from marts.fct_delivery
        where contract_id = 'C1' and feed = 'cost' and period_id = '2025-03'""")  # fmt: skip
    assert delivered == [(1, True, False, True)]
    shown = published(workspace, """select is_set_aside, is_current, is_superseded, reason from marts.fct_submission
        where source_id = 'builder.cost' and period_id = '2025-03'""")  # fmt: skip
    assert [row[:3] for row in shown] == [(True, False, False)] and "can't count with it" in shown[0][3]
    status = pmo(workspace, "status").stdout
    assert "set aside" in status and "missing C1 cost 2025-03" not in status


def test_it_is_not_searched_for_again(poisoned, monkeypatch):
    workspace, _, _ = poisoned
    again = pmo(workspace, "run", check=False)
    assert again.returncode == 3 and "Nothing new" in again.stdout
    assert not has_work(workspace, load(workspace))
    trials = []
    monkeypatch.setattr(set_aside, "builds", lambda *arguments: trials.append(arguments))
    monkeypatch.setattr(set_aside, "build", _ledger_lines_of_march)
    assert set_aside.build_what_counts(workspace, load(workspace), workspace.warehouse_file) == 0
    assert trials == []


def _ledger_lines_of_march(workspace, file):
    with duckdb.connect(str(file), read_only=True) as con:
        query = "select count(*) from lake.cost_entry where contract_id = 'C1' and data_date = '2025-04-01'"
        return con.sql(query).fetchone()[0]


def test_it_is_tried_again_by_another_program(poisoned, monkeypatch):
    workspace, _, _ = poisoned
    tried = []
    monkeypatch.setattr(set_aside, "program_version", lambda: "the next one")
    monkeypatch.setattr(set_aside, "build", lambda *_: tried.append(set_aside_in_force(workspace)))
    set_aside.build_what_counts(workspace, load(workspace), workspace.warehouse_file)
    assert tried == [[]]
