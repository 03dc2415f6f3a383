"""One SQL condition per rule that is true on exactly the rows that fail it.

GX gives verdict and count but not all the rows (it stops at 20, forgets row conditions), so the rows come from here;
every run compares the two counts. Nulls pass, as in GX, unless the rule is about nulls.
"""

from pipelines.lib.validation.rules import Rule


def failing_rows(rule: Rule, relation: str) -> str:
    """A query for the rows of `relation` that fail a rule, with all their columns."""
    return f"select * from {relation} where {_condition(rule)}"


def _condition(rule: Rule) -> str:
    if rule.fails_when is not None:
        return f"coalesce(({rule.fails_when}), false)"
    compiler = _COMPILERS[rule.expectation]
    return compiler(**rule.arguments)


def _not_null(column: str) -> str:
    return f"{_name(column)} is null"


def _null(column: str) -> str:
    return f"{_name(column)} is not null"


def _unique(column_list: list[str]) -> str:
    names = ", ".join(_name(column) for column in column_list)
    filled = " and ".join(f"{_name(column)} is not null" for column in column_list)
    # DuckDB allows a window only in `qualify`; it filters the same rows.
    return f"{filled} qualify count(*) over (partition by {names}) > 1"


def _in_set(column: str, value_set: list[object]) -> str:
    return f"{_name(column)} is not null and {_name(column)} not in ({', '.join(map(_literal, value_set))})"


def _between(column: str, min_value: object = None, max_value: object = None) -> str:
    limits = []
    if min_value is not None:
        limits.append(f"{_name(column)} < {_literal(min_value)}")
    if max_value is not None:
        limits.append(f"{_name(column)} > {_literal(max_value)}")
    return f"{_name(column)} is not null and ({' or '.join(limits)})"


def _a_above_b(column_A: str, column_B: str, or_equal: bool = False, **_: object) -> str:  # noqa: N803 - GX's names
    wrong = "<" if or_equal else "<="
    a, b = _name(column_A), _name(column_B)
    return f"{a} is not null and {b} is not null and {a} {wrong} {b}"


_COMPILERS = {
    "expect_column_values_to_not_be_null": _not_null,
    "expect_column_values_to_be_null": _null,
    "expect_compound_columns_to_be_unique": _unique,
    "expect_column_values_to_be_in_set": _in_set,
    "expect_column_values_to_be_between": _between,
    "expect_column_pair_values_a_to_be_greater_than_b": _a_above_b,
}


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _literal(value: object) -> str:
    return str(value) if isinstance(value, int | float) else "'" + str(value).replace("'", "''") + "'"
