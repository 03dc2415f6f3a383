"""A proposal ends, whatever the sample: wide tables, long names, many codes."""

import pytest

from pipelines.lib.errors import UnreadableFile
from pipelines.lib.propose.sample import read_samples
from pipelines.lib.propose.vocabulary import load_vocabulary, plain
from pipelines.lib.workspace import PROJECT_ROOT

VOCABULARY = load_vocabulary(PROJECT_ROOT / "sources/vocabulary")


def test_a_matrix_is_refused_with_its_reason(tmp_path):
    path = tmp_path / "matrix_2026-01-31.csv"
    path.write_text(";".join(f"c{number}" for number in range(5000)) + "\n1\n")
    with pytest.raises(UnreadableFile, match="the table has 5,000 columns; a proposal is made for up to 500"):
        read_samples(path, VOCABULARY)


def test_a_name_is_compared_by_its_beginning():
    assert plain("Amount " + "(" * 60_000) == "amount"


def test_lines_are_counted_as_the_reader_counts_them(tmp_path):
    path = tmp_path / "ledger_2026-01-31.csv"
    path.write_text("Ledger\u2028of January\x85\nCost code;Amount;Posting date\nW1;5;2026-01-03\n", encoding="utf-8")
    (sample,) = read_samples(path, VOCABULARY)
    assert (sample.read["header_row"], sample.frame.columns) == (2, ["Cost code", "Amount", "Posting date"])
