"""Every hostile file ends in a verdict with a reason or with findings, or its figures are those of the good file."""

import duckdb
import pytest

from pipelines.lib.lake.file_name import shown_name
from tests.hostile.families.ledgers import ledgers
from tests.hostile.families.line_ends import line_ends
from tests.hostile.families.names import names
from tests.hostile.families.sidecars import sidecars
from tests.hostile.families.workbooks import workbooks
from tests.hostile.families.workspace import GOOD, run, small_workspace
from tests.hostile.families.xer_structure import structure
from tests.hostile.families.xer_values import values

pytestmark = [pytest.mark.proof, pytest.mark.timeout(1500)]
# The sound files among them are read as the good one: tests/unit/readers/test_line_ends.py.
LINES = [file for file in line_ends() if not file.is_harmless]
FILES = [*structure(), *values(), *ledgers(), *workbooks(), *sidecars(), *names(), *LINES]
BAD_WORDS = ("Traceback", "Error:", "polars", "duckdb", "site-packages")
# Ten activities of 160 hours with a milestone, and their budget; five lines of 900.
GOOD_FIGURES = {"schedule": (11, 1600, 55_000), "cost": (5, 4500, 1), "workbook": (5, 4500, 1)}
# What the trait adds to the good ledger, as a person reads it.
FIGURES = {"amount -": (6, 4500, 1), "amount 1 000": (6, 5500, 1), "amount 500 EUR": (6, 5000, 1), "amount −500": (6, 4000, 1),
           "posting_date 2025-1-5": (6, 5400, 1)}  # fmt: skip
# The budget is gone and with it every figure that needs it: silent_wrong, no_assignments_in_both.
WITHOUT_BUDGET = {"no_TASKRSRC": (11, 1600, None), "empty_TASKRSRC": (11, 1600, None)}
QUERIES = {
    "schedule": "select (select count(*) from '{schedule_activity}'), (select sum(original_duration_hours) from '{schedule_activity}'), "
    "(select sum(budget_cost) from '{schedule_assignment}')",
    "cost": "select count(*), sum(amount), count(distinct cost_key) from '{cost_entry}'",
}  # fmt: skip


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    """The workspace, its records by file name, and the file names that have a finding of at least warning severity."""
    workspace = small_workspace(tmp_path_factory.mktemp("families"))
    records = run(workspace, FILES)
    said = duckdb.sql(
        f"select distinct source_file from read_parquet('{workspace.lake}/finding/*/*.parquet', union_by_name = true) "
        "where severity in ('blocking', 'critical', 'warning')"
    ).fetchall()
    return workspace, records, {name for (name,) in said}


@pytest.mark.parametrize("number", range(len(FILES)), ids=[f"{file.feed}-{file.trait}" for file in FILES])
def test_a_hostile_file_ends_in_a_verdict(number, outcome):
    workspace, records, said = outcome
    file = FILES[number]
    record = records[shown_name(file.file_name(number))]
    assert record.verdict in ("ACCEPTED", "ACCEPTED_WITH_WARNINGS", "REJECTED")
    assert not any(word in (record.reason or "") for word in BAD_WORDS), record.reason
    if not record.is_accepted:
        assert record.reason
    elif file.is_harmless or record.file_name not in said:
        right = {**FIGURES, **WITHOUT_BUDGET}.get(file.trait, GOOD_FIGURES[file.feed])
        assert figures(workspace, record, file.feed) == right


def figures(workspace, record, feed):
    """What the lake holds of an accepted file."""
    paths = {table: "" for table in ("schedule_activity", "schedule_assignment", "cost_entry")}
    paths |= {table: workspace.lake / path for table, (path, *_) in record.tables.items()}
    query = QUERIES["schedule" if feed == "schedule" else "cost"]
    if not paths["schedule_assignment"]:
        query = query.replace("(select sum(budget_cost) from '{schedule_assignment}')", "null")
    return duckdb.sql(query.format(**paths)).fetchone()


@pytest.mark.parametrize("name", [name for _, name in GOOD])
def test_the_good_files_beside_them_are_accepted(name, outcome):
    _, records, _ = outcome
    assert records[name].is_accepted, records[name].reason
