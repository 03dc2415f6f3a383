"""A flat file's columns -> one canonical table, by header name and compared both ways.

Data flow: RawFile (strings) + mapping -> Conformed. A required column with no source, a mapped one that the file lacks
and a column nobody named are facts of the envelope; a cell that can't be read is a bad cell, and null.
"""

from dataclasses import dataclass
from decimal import Decimal

import duckdb
import polars as pl

from pipelines.lib.config.feed import ColumnSpec, TableSpec
from pipelines.lib.config.source import ColumnMap, ContractColumn, Locale, Mapping
from pipelines.lib.conform import BAD_CELL_SCHEMA, Conformed
from pipelines.lib.conform.dates import to_date, to_timestamp
from pipelines.lib.conform.numbers import plain_number, to_double, to_money
from pipelines.lib.readers import RawFile

TRUE, FALSE = ("true", "yes", "y", "1", "oui", "o", "x", "vrai"), ("false", "no", "n", "0", "non", "faux")


@dataclass(frozen=True)
class Wanted:
    """One canonical column and the file's column that fills it."""

    name: str
    spec: ColumnSpec
    column: str
    how: ColumnMap


def conform_columns(
    raw: RawFile, table: TableSpec, mapping: Mapping, locale: Locale, contract: str | ContractColumn | None = None
) -> Conformed:
    """Fill one canonical table from a flat file."""
    frame = raw.tables[""]
    headers = [name for name in frame.columns if name != "source_row"]
    wanted, envelope = match_headers(headers, table, mapping, contract)
    kept = _keep(frame, headers, mapping)
    values = kept.select(
        "source_row", *(_value(item, locale).alias(item.name) for item in wanted), *_contract(headers, contract)
    )
    bad = _bad_cells(table, kept, values, wanted, contract, headers)
    constants = {name: mapping.constants[name] for name in table.columns if name in mapping.constants}
    filled = _with_constants(values, table, constants)
    envelope |= {
        "dropped_rows": frame.height - kept.height,
        "replacement_characters": _replacements(kept, headers) + int(raw.facts.get("undecodable", 0)),
        "notes": list(raw.notes),
    }
    return Conformed({table.name: filled}, bad, envelope)


def match_headers(
    headers: list[str], table: TableSpec, mapping: Mapping, contract: str | ContractColumn | None
) -> tuple[list[Wanted], dict[str, object]]:
    """Which file column fills which canonical one, and what is missing, absent or unmapped."""
    by_folded = {_fold(name): name for name in headers}
    wanted, absent, used = [], [], set()
    for name, spec in table.columns.items():
        how = mapping.columns.get(name)
        if name in mapping.constants or (how is None and _fold(name) not in by_folded):
            continue
        how = how if isinstance(how, ColumnMap) else ColumnMap(column=how or name)
        found = by_folded.get(_fold(how.column))
        used.add(found)
        if found is None:
            absent.append(f"{how.column} (for {name})")
        else:
            wanted.append(Wanted(name, spec, found, how))
    if isinstance(contract, ContractColumn):
        used.add(by_folded.get(_fold(contract.column)))
        absent += [] if _fold(contract.column) in by_folded else [f"{contract.column} (for the contract)"]
    ignored = {_fold(name) for name in mapping.ignore}
    have = {item.name for item in wanted} | set(mapping.constants)
    missing = [name for name, spec in table.columns.items() if spec.required and name not in have]
    unmapped = [name for name in headers if name not in used and _fold(name) not in ignored]
    found_there = f"found: {'; '.join(headers)}"
    return wanted, {
        "missing_columns": [*missing, found_there] if missing else [],
        "absent_columns": [*absent, found_there] if absent else [],
        "unmapped_columns": unmapped,
    }


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()


def _keep(frame: pl.DataFrame, headers: list[str], mapping: Mapping) -> pl.DataFrame:
    """Rows that no `drop_rows` condition names; conditions see the file's own headers and can reach nothing else."""
    for rule in mapping.drop_rows:
        where = _quoted(rule.where, headers)
        with duckdb.connect(config={"enable_external_access": "false"}) as con:
            con.register("rows", frame.to_arrow())
            kept = con.sql(f"select source_row from rows where not coalesce(({where}), false)").pl()
        frame = frame.join(kept, on="source_row", how="semi", maintain_order="left")
    return frame


def _quoted(condition: str, headers: list[str]) -> str:
    """Put headers that are no plain SQL names in quotes, the longest first."""
    for position, name in enumerate(sorted(headers, key=len, reverse=True)):
        if not name.isidentifier() and f'"{name}"' not in condition:
            condition = condition.replace(name, f"\x00{position}\x00")
    for position, name in enumerate(sorted(headers, key=len, reverse=True)):
        condition = condition.replace(f"\x00{position}\x00", '"' + name.replace('"', '""') + '"')
    return condition


def _value(item: Wanted, locale: Locale) -> pl.Expr:
    text = pl.col(item.column)
    if item.how.map is not None:
        folded = {_fold(word): canonical for word, canonical in item.how.map.items()}
        text = (
            text.str.replace_all(r"\s+", " ")
            .str.to_lowercase()
            .replace_strict(folded, default=None, return_dtype=pl.String)
        )
    if item.spec.type == "string":
        return text
    if item.spec.type in ("date", "timestamp"):
        formats = item.how.date or locale.date
        return to_date(text, formats) if item.spec.type == "date" else to_timestamp(text, formats)
    if item.spec.type == "boolean":
        return (
            pl.when(text.str.to_lowercase().is_in(TRUE))
            .then(True)
            .when(text.str.to_lowercase().is_in(FALSE))
            .then(False)
        )
    plain = plain_number(text, locale.decimal, locale.thousands)
    if item.spec.type == "decimal":
        return to_money(plain, item.how.scale or locale.scale)
    if item.spec.type == "integer":
        return plain.cast(pl.Int64, strict=False)
    return to_double(text, plain, item.how.unit == "percent") * float(item.how.scale or Decimal(1))


def _contract(headers: list[str], contract: str | ContractColumn | None) -> list[pl.Expr]:
    """`contract_key` where the rows name their contract; a contract's own id maps to itself."""
    if not isinstance(contract, ContractColumn):
        return []
    column = next((name for name in headers if _fold(name) == _fold(contract.column)), None)
    if column is None:
        return [pl.lit(None, dtype=pl.String).alias("contract_key")]
    known = {**{value: value for value in contract.map.values()}, **contract.map}
    return [pl.col(column).replace_strict(known, default=None, return_dtype=pl.String).alias("contract_key")]


def _bad_cells(
    table: TableSpec,
    kept: pl.DataFrame,
    values: pl.DataFrame,
    wanted: list[Wanted],
    contract: str | ContractColumn | None,
    headers: list[str],
) -> pl.DataFrame:
    """Cells with text whose value is null: (canonical column, file column, what was expected)."""
    checks = [(item.name, item.column, _expected(item)) for item in wanted]
    if isinstance(contract, ContractColumn):
        column = next((name for name in headers if _fold(name) == _fold(contract.column)), None)
        checks += [("contract_key", column, f"no contract: {', '.join(contract.map)}")] if column else []
    frames = [pl.DataFrame(schema=BAD_CELL_SCHEMA)]
    for name, column, message in checks:
        is_bad = kept[column].is_not_null() & values[name].is_null()
        if is_bad.any():
            cells = kept.filter(is_bad).select(
                pl.lit(table.name).alias("table_name"),
                "source_row",
                pl.lit(name).alias("column_name"),
                pl.col(column).alias("value"),
                pl.lit(message).alias("message"),
            )
            frames.append(cells.cast(BAD_CELL_SCHEMA))
    return pl.concat(frames)


def _expected(item: Wanted) -> str:
    if item.how.map is not None:
        return f"column {item.column}: no word for {item.name}; known: {', '.join(item.how.map)}"
    return f"column {item.column}: expected a {item.spec.type} for {item.name}"


def _with_constants(values: pl.DataFrame, table: TableSpec, constants: dict[str, str]) -> pl.DataFrame:
    """Every canonical column in order and type; constants fill those the file has not."""
    schema = table.schema()
    columns = []
    for name, dtype in schema.items():
        if name in values.columns:
            columns.append(pl.col(name).cast(dtype))
        else:
            columns.append(pl.lit(constants.get(name), dtype=pl.String).cast(dtype, strict=False).alias(name))
    extra = [name for name in ("contract_key",) if name in values.columns]
    return values.select("source_row", *extra, *columns)


def _replacements(frame: pl.DataFrame, headers: list[str]) -> int:
    if not headers:
        return 0
    return frame.select(pl.sum_horizontal(pl.col(headers).str.count_matches("\ufffd", literal=True).sum())).item() or 0
