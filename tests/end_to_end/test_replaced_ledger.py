"""A ledger in thousands by mistake: found while it stands alone, gone with the ledger that replaces it."""

import polars as pl
import pytest

from pipelines.demo.faults import THOUSANDS
from pipelines.demo.portfolio import TRACK
from pipelines.demo.write import write_month
from pipelines.lib.config.load import load
from pipelines.lib.intake.run import take_in
from pipelines.lib.lake.comparisons import read_comparisons
from pipelines.lib.lake.register import records_now
from pipelines.lib.lake.wanted import wanted_names
from tests.end_to_end.pipeline import workspace_at

pytestmark = pytest.mark.slow


def rules_found(workspace, config):
    """Rules of the comparisons that count now, by file."""
    with records_now(workspace, config) as con:
        names = wanted_names(con)
    kept = [comparison.findings for comparison in read_comparisons(workspace, names) if comparison.findings]
    frames = [pl.read_parquet(workspace.lake / path) for path in kept]
    return {row for frame in frames for row in frame.select("source_file", "rule_id").unique().iter_rows()}


def test_thousands_are_found_until_they_are_replaced(tmp_path):
    workspace = workspace_at(tmp_path)
    config = load(workspace)
    for month in (THOUSANDS.month - 1, THOUSANDS.month):
        write_month(tmp_path / "outbox", month, [TRACK])
    ledgers = tmp_path / "outbox" / THOUSANDS.party_id / THOUSANDS.feed
    target = workspace.inbox / THOUSANDS.party_id / THOUSANDS.feed
    target.mkdir(parents=True)
    cure = (ledgers / THOUSANDS.cured_by).rename(tmp_path / THOUSANDS.cured_by)
    for path in ledgers.iterdir():
        path.rename(target / path.name)

    take_in(workspace, config)
    assert {(THOUSANDS.file_name, rule) for rule in THOUSANDS.rules} <= rules_found(workspace, config)

    cure.rename(target / cure.name)
    take_in(workspace, config)
    assert not {rule for _, rule in rules_found(workspace, config)} & set(THOUSANDS.rules)
