"""Our failing rows against Great Expectations' counts, with nulls, duplicates and NaN; the expected rows by hand."""

import math
from typing import get_args

import polars as pl
import pytest

from pipelines.lib.validation.predicate import _COMPILERS
from pipelines.lib.validation.rules import Expectation, Rule, RuleBook
from pipelines.lib.validation.run import validate_tables

#       row: 2     3     4     5     6         7         8
WORD = ["x", "x", "x", "x", None, None, "y"]
LINE = ["1", "1", None, None, None, None, "2"]
SIZE = [1.0, 5.0, None, 3.0, math.nan, math.nan, 2.0]
LIMIT = [2.0, 2.0, 1.0, None, 3.0, math.nan, 2.0]
NOT_NULL, UNIQUE = "expect_column_values_to_not_be_null", "expect_compound_columns_to_be_unique"
IN_SET, BETWEEN = "expect_column_values_to_be_in_set", "expect_column_values_to_be_between"
NULL = "expect_column_values_to_be_null"
ABOVE = "expect_column_pair_values_a_to_be_greater_than_b"
# rule, expectation, arguments, rows that fail. DuckDB, and so GX on it, holds NaN to be the greatest number.
CASES = [
    ("V01", NOT_NULL, {"column": "word"}, [6, 7]),
    ("V13", NULL, {"column": "line"}, [2, 3, 8]),
    ("V02", UNIQUE, {"column_list": ["word", "line"]}, [2, 3]),  # an incomplete key repeats nothing
    ("V03", UNIQUE, {"column_list": ["line", "size"]}, []),
    ("V04", IN_SET, {"column": "word", "value_set": ["x", "it's"]}, [8]),
    ("V05", IN_SET, {"column": "size", "value_set": [1, 2]}, [3, 5, 6, 7]),
    ("V06", BETWEEN, {"column": "size", "min_value": 2, "max_value": 4}, [2, 3, 6, 7]),
    ("V07", BETWEEN, {"column": "size", "min_value": 2}, [2]),
    ("V08", BETWEEN, {"column": "size", "max_value": 2.5}, [3, 5, 6, 7]),
    ("V09", BETWEEN, {"column": "day", "min_value": "2026-01-03", "max_value": "2026-01-05"}, [2, 3, 7]),
    ("V10", ABOVE, {"column_A": "size", "column_B": "limit"}, [2, 7, 8]),
    ("V11", ABOVE, {"column_A": "size", "column_B": "limit", "or_equal": True}, [2]),
]


def rule(rule_id, **how):
    return Rule(id=rule_id, title=rule_id, feed="cost", table="things", severity="warning", why="", fix="", **how)


@pytest.fixture(scope="module")
def validated(tmp_path_factory):
    rows = pl.DataFrame({"word": WORD, "line": LINE, "size": SIZE, "limit": LIMIT}).with_columns(
        pl.int_range(2, 9).alias("source_row"),
        (pl.date(2026, 1, 1) + pl.duration(days=pl.int_range(0, 7))).alias("day"),
        *(pl.lit(None, pl.String).alias(name) for name in ("load_id", "submission_id", "source_id", "contract_id")),
        *(pl.lit(None, pl.String).alias(name) for name in ("source_file", "source_sheet")),
        pl.lit(None, pl.Datetime("us")).alias("data_date"),
    )
    # 1 to 6 January stand in rows 2 to 7; the last row has no day.
    rows = rows.with_columns(pl.when(pl.col("source_row") == 8).then(None).otherwise("day").alias("day"))
    file = tmp_path_factory.mktemp("things") / "things.parquet"
    rows.write_parquet(file)
    rules = [rule(name, expectation=expectation, arguments=arguments) for name, expectation, arguments, _ in CASES]
    rules.append(rule("V12", fails_when='size > "limit"'))  # null on one side is unknown, and passes
    return validate_tables({"things": [file]}, {}, RuleBook(tuple(rules), {}), {})


def rows_of(validated, rule_id):
    return validated.findings.filter(pl.col("rule_id") == rule_id)["source_row"].sort().to_list()


def test_the_two_counts_agree(validated):
    assert validated.errors == []
    expected = {name: len(rows) for name, _, _, rows in CASES} | {"V12": 2}
    assert {outcome.rule_id: outcome.failing for outcome in validated.outcomes} == expected


@pytest.mark.parametrize(("rule_id", "rows"), [(name, rows) for name, _, _, rows in CASES] + [("V12", [3, 6])])
def test_the_rows_are_these(validated, rule_id, rows):
    assert rows_of(validated, rule_id) == rows


def test_every_expectation_a_rule_may_name_has_a_predicate_and_a_case():
    assert set(_COMPILERS) == set(get_args(Expectation)) == {expectation for _, expectation, *_ in CASES}
