"""Rows that are not data, sub-totals, totals and separators, leave by a SQL condition over the file's own headers.

Data flow: frame of strings + mapping -> frame without those rows, and what was wrong with a condition. The condition
runs in a database of its own, in memory, that can reach no file.
"""

import re

import duckdb
import polars as pl

from pipelines.lib.config.source import Mapping
from pipelines.lib.readers import PLACE


def keep_rows(frame: pl.DataFrame, headers: list[str], mapping: Mapping) -> tuple[pl.DataFrame, list[str]]:
    """The rows that no `drop_rows` condition names, and each condition that does not fit the file."""
    broken = []
    for rule in mapping.drop_rows:
        try:
            kept = _kept(frame, headers, rule.where)
            frame = frame.join(kept, on=kept.columns, how="semi", maintain_order="left")
        except duckdb.ParserException as error:
            broken.append(
                f"drop_rows {rule.where!r}: this condition of the source is no SQL: {str(error).splitlines()[0]}"
            )
        except duckdb.Error as error:
            # The file must not load with its totals in: a missing header is a fault of the file, like any other.
            broken.append(f"drop_rows {rule.where!r}: {str(error).splitlines()[0]}")
    return frame, broken


def _kept(frame: pl.DataFrame, headers: list[str], where: str) -> pl.DataFrame:
    with duckdb.connect(config={"enable_external_access": "false", "lock_configuration": "true"}) as con:
        con.register("rows", frame.to_arrow())
        place = ", ".join(name for name in PLACE if name in frame.columns)
        return con.sql(f"select {place} from rows where not coalesce(({_quoted(where, headers)}), false)").pl()


def _quoted(condition: str, headers: list[str]) -> str:
    """Put headers that are no plain SQL names in quotes; what stands in quotes already is left alone."""
    odd = (name for name in headers if name in condition and not name.isidentifier())
    names = sorted(odd, key=len, reverse=True)
    if not names:
        return condition
    alternatives = "|".join(re.escape(name) for name in names)
    pattern = rf"""'(?:[^']|'')*'|"(?:[^"]|"")*"|(?<!\w)(?P<name>{alternatives})(?!\w)"""
    return re.sub(pattern, lambda found: _in_quotes(found["name"]) if found["name"] else found[0], condition)


def _in_quotes(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
