"""The comparison itself, by hand: what it must find, and what an explanation may not hide."""

import polars as pl
import pytest

from tests.parity.compare import ROW, Explained, compare, theirs

OURS = pl.DataFrame({"id": ["1", "2", "3"], "hours": [8.0, None, 4.0], "name": ["a", "b", "c"], "only_ours": [1, 2, 3]})
MPXJ = pl.DataFrame({"id": ["4", "2", "1"], "hours": [1.0, 0.0, 8.0000001], "name": ["d", "b", "A"]})


def found(known: tuple[Explained, ...] = (), file: str = "x/a.xer") -> set[tuple]:
    differences = compare("t", ("id",), (OURS, MPXJ), known, file).differences
    return set(differences.select("column", "key", "ours", "mpxj", "reason").iter_rows())


def test_rows_of_one_side_and_cells_that_differ_are_found() -> None:
    assert found() == {
        (ROW, "3", "true", None, None),
        (ROW, "4", None, "true", None),
        ("hours", "2", None, "0.0", None),
        ("name", "1", "a", "A", None),
    }


def test_cells_are_counted_where_both_have_the_row() -> None:
    counts = {column: rest for _, column, *rest in compare("t", ("id",), (OURS, MPXJ)).cells.iter_rows()}
    assert counts == {"hours": [2, 1], "name": [2, 2], ROW: [2, 2]}


def test_an_explanation_holds_for_its_condition_column_and_files_only() -> None:
    blank = Explained("t", ("hours",), "blank", lambda name: pl.col(name).is_null() & (theirs(name) == 0), ("*/a.xer",))
    assert ("hours", "2", None, "0.0", "blank") in found((blank,))
    assert ("name", "1", "a", "A", None) in found((blank,))
    assert ("hours", "2", None, "0.0", None) in found((blank,), file="x/b.xer")
    other = Explained("t", ("hours",), "blank", lambda name: theirs(name) == 1)
    assert ("hours", "2", None, "0.0", None) in found((other,))


def test_columns_of_unlike_types_are_not_compared_in_silence() -> None:
    with pytest.raises(TypeError, match="hours: Float64 beside MPXJ's String"):
        compare("t", ("id",), (OURS, MPXJ.with_columns(pl.col("hours").cast(pl.String))))
