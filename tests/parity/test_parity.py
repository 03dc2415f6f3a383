"""Our reading of every real XER agrees with MPXJ's, cell by cell, or the difference is explained in `explained`."""

import polars as pl
import pytest
import yaml

from tests.conftest import ROOT
from tests.parity.align import KEYS
from tests.parity.conftest import Parity
from tests.parity.explained import KNOWN, NEVER_FILLED, NOT_IN_MPXJ, REFUSED

pytestmark = pytest.mark.slow
SHOWN = 20


@pytest.mark.parametrize("table", KEYS)
def test_no_difference_is_unexplained(parity: Parity, table: str) -> None:
    open_ones = parity.differences.filter(pl.col("reason").is_null(), table=table)
    lines = [
        f"{row['file']}: {row['column']} of {row['key']}: ours {row['ours']!r}, MPXJ {row['mpxj']!r}"
        for row in open_ones.head(SHOWN).iter_rows(named=True)
    ]
    assert not lines, f"{open_ones.height} cells of {table} differ:\n" + "\n".join(lines)


def test_every_explanation_is_needed(parity: Parity) -> None:
    used = set(parity.differences.select("table", "column", "reason").unique().iter_rows())
    idle = [(one.table, column, one.reason) for one in KNOWN for column in one.columns]
    assert [one for one in idle if one not in used] == []


def test_mpxj_refuses_these_files_for_these_reasons(parity: Parity) -> None:
    assert set(parity.refused) == set(REFUSED)
    for file, reason in REFUSED.items():
        assert reason in parity.refused[file], file
    assert len(parity.read) >= 17


def test_every_canonical_column_is_compared_and_filled(parity: Parity) -> None:
    feed = yaml.safe_load((ROOT / "sources/feeds/schedule.yml").read_text(encoding="utf-8"))["tables"]
    filled = {(table, column): count for table, column, _, count in parity.cells.iter_rows()}
    for table in set(feed) & set(KEYS):
        columns = set(feed[table]["columns"]) - set(KEYS[table]) - NOT_IN_MPXJ.get(table, set())
        empty = {column for column in columns if filled.get((table, column), 0) == 0}
        assert empty == NEVER_FILLED.get(table, set()), table
    assert filled["schedule_project", "progress_logic"] > 0
    assert filled["working_hours", "hours"] > 20_000
