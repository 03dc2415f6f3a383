"""Twelve months in a shuffled order give the figures of the right order; as-of a past moment gives what was published then."""

import datetime as dt
import random
import shutil

import pytest

from pipelines.lib.config.load import load
from pipelines.lib.intake.corrections import withdraw_load
from pipelines.lib.intake.run import take_in
from pipelines.lib.lake.records import read_records
from pipelines.lib.warehouse.history import build_as_of
from tests.end_to_end.pipeline import PROJECT_ROOT, differences, published, published_tables, refresh, workspace_at
from tests.end_to_end.small_contract import MONTHS, write_baseline, write_month

pytestmark = pytest.mark.slow
PUBLISHED_AFTER = (2, 7, 12)


def new_workspace(home):
    """A workspace of the small portfolio."""
    sources = home / "sources"
    shutil.copytree(PROJECT_ROOT / "tests/end_to_end/small", sources)
    shutil.copytree(PROJECT_ROOT / "sources/feeds", sources / "feeds")
    return workspace_at(home, sources)


def now():
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


@pytest.fixture(scope="module")
def in_order(tmp_path_factory):
    """Month after month, published after some of them: workspace, month -> (moment, published tables)."""
    workspace = new_workspace(tmp_path_factory.mktemp("in_order"))
    write_baseline(workspace.inbox)
    history = {}
    for month in MONTHS:
        write_month(workspace.inbox, month)
        if month in PUBLISHED_AFTER:
            refresh(workspace)
            history[month] = (now(), published_tables(workspace.published_file))
        else:
            take_in(workspace, load(workspace))
    return workspace, history


def test_everything_was_accepted(in_order):
    workspace, _ = in_order
    verdicts = {record.verdict for record in read_records(workspace)}
    assert verdicts <= {"ACCEPTED", "ACCEPTED_WITH_WARNINGS"}, [r.reason for r in read_records(workspace)]
    assert len(read_records(workspace)) == 1 + 3 * 12


def test_the_figures_are_those_worked_out_by_hand(in_order):
    """BAC = 1,000 x (1 + ... + 10); AC of month m = 900 m; exposure = 50 % x 10,000 m."""
    workspace, _ = in_order
    values = dict(
        published(
            workspace,
            "select kpi_id || ' ' || variant, value::double from kpi.fct_kpi where scope = 'contract' "
            "and period_id = '2025-07' and baseline_basis = 'in_force' and contract_id = 'C1'",
        )
    )
    assert values["CO-01 default"] == 55000
    # End of July: activities 1 to 6 are done (6 ended 15 July), 7 began on 16 July and is at 50 %.
    assert values["CO-02 ev"] == 1000 * (1 + 2 + 3 + 4 + 5 + 6 + 3.5)
    assert values["CO-02 pv"] == 1000 * (1 + 2 + 3 + 4 + 5 + 6 + 7)
    assert values["CO-02 ac"] == 900 * 7
    assert values["RK-03 inherent"] == 35000
    assert values["CO-05 bottom_up"] == pytest.approx(55000 * 6300 / 24500)


@pytest.mark.proof
def test_a_shuffled_arrival_gives_the_same_published_tables(in_order, tmp_path):
    _, history = in_order
    workspace = new_workspace(tmp_path)
    deliveries = [path for month in MONTHS for path in write_month(tmp_path / "outbox", month)]
    deliveries += write_baseline(tmp_path / "outbox")
    random.Random(7).shuffle(deliveries)
    config = load(workspace)
    for start in range(0, len(deliveries), 5):
        for path in deliveries[start : start + 5]:
            target = workspace.inbox / path.relative_to(tmp_path / "outbox")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)
        take_in(workspace, config)
    refresh(workspace)
    assert differences(history[12][1], published_tables(workspace.published_file)) == {}


@pytest.mark.parametrize("month", PUBLISHED_AFTER)
def test_as_of_gives_what_was_published_then(in_order, month):
    workspace, history = in_order
    moment, then = history[month]
    assert differences(then, published_tables(build_as_of(workspace, moment))) == {}


def test_a_withdrawn_month_leaves_the_figures_and_as_of_still_knows_it(in_order):
    workspace, _ = in_order
    december = next(r for r in read_records(workspace) if r.file_name == "update_12.xer")
    withdraw_load(workspace, december.load_id, "test")
    refresh(workspace)
    rows = published(
        workspace,
        "select status, reason_code from kpi.fct_kpi where kpi_id = 'CO-02' and variant = 'ev' "
        "and scope = 'contract' and period_id = '2025-12' and baseline_basis = 'in_force'",
    )
    assert rows == [("STALE", "E12")]
