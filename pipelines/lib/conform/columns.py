"""A flat file's columns -> one canonical table of typed columns.

Data flow: RawFile (strings) + mapping -> Conformed. Which column fills which is headers.py; a cell that can't be read
is a bad cell, and null.
"""

from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from pipelines.lib.config.constants import constant
from pipelines.lib.config.feed import TableSpec
from pipelines.lib.config.source import ContractColumn, Locale, Mapping
from pipelines.lib.conform import BAD_CELL_SCHEMA, Conformed
from pipelines.lib.conform.casts import cast_text
from pipelines.lib.conform.columns_twice import columns_twice
from pipelines.lib.conform.currency import other_currency
from pipelines.lib.conform.currency_around import currency_around
from pipelines.lib.conform.dashes import without_dashes
from pipelines.lib.conform.drop_rows import keep_rows
from pipelines.lib.conform.exponents import exponents
from pipelines.lib.conform.headers import Wanted, find_header, match_headers
from pipelines.lib.conform.lines_below import lines_below
from pipelines.lib.conform.merged import fill_down
from pipelines.lib.conform.number_cells import with_locale_mark
from pipelines.lib.conform.numbers import without_tax
from pipelines.lib.conform.row_notes import notes_on_rows_kept
from pipelines.lib.conform.scale import scale_around
from pipelines.lib.conform.thousands import thousands_or_decimals
from pipelines.lib.conform.total_rows import without_star_totals
from pipelines.lib.conform.unpivot import unpivot
from pipelines.lib.readers import PLACE, Note, RawFile

DATES = ("date", "timestamp")


def conform_columns(
    raw: RawFile,
    table: TableSpec,
    mapping: Mapping,
    locale: Locale,
    contract: str | ContractColumn | None = None,
    contracts: Iterable[str] = (),
    currency: str | None = None,
) -> Conformed:
    """Fill one canonical table from a flat file.

    Args:
        raw: The file; its one table is named "".
        table: The canonical table.
        mapping: The mapping in force for the file's data date.
        locale: How the file writes numbers and dates.
        contract: A column when the rows name their contract; then the table has `contract_key`.
        contracts: Every known contract; its id in the contract column maps to itself.
        currency: That of the contract, for rows that do not say theirs.

    Raises:
        ValueError: a constant of the mapping can't be read as its column's type (load_config sees to that).
    """
    frame, lacking = unpivot(with_locale_mark(raw, table, mapping, locale), mapping.unpivot, locale)
    headers = [name for name in frame.columns if name not in PLACE]
    wanted, envelope = match_headers(headers, table, mapping, contract)
    filled, merged = fill_down(frame, raw.merges, wanted, _contract_column(headers, contract))
    lines, totals = without_star_totals(filled, headers)
    kept, broken = keep_rows(lines, headers, mapping)
    kept, dashes = without_dashes(kept, wanted)
    words, system = _contract_words(contract, contracts), raw.facts.get("date_system")
    values = kept.select(
        *(name for name in PLACE if name in kept.columns),
        *(_value(item, locale, mapping, system).alias(item.name) for item in wanted),
        *_contract(headers, contract, words),
    )
    bad_cells = _bad_cells(table, kept, values, [*_checks(wanted, locale), *_contract_check(headers, contract, words)])
    counted_in = mapping.constants.get("currency", currency)
    values, foreign = other_currency(kept, values, wanted, envelope["unmapped_columns"], counted_in)
    unsure = [*thousands_or_decimals(raw, kept, wanted, locale), *exponents(kept, wanted)]
    unsure += _said_around(raw, wanted, locale, mapping, None if "currency" in values.columns else counted_in)
    unsure += columns_twice(kept, wanted, envelope["unmapped_columns"], _contract_column(headers, contract))
    noticed = [*raw.notes, *merged, *dashes, *foreign, *unsure]
    notes = notes_on_rows_kept(noticed, table.name, kept, headers, wanted)
    return Conformed(
        {table.name: _complete(values, table, mapping)},
        bad_cells,
        {
            **envelope,
            "missing_columns": [*lacking, *broken, *envelope["missing_columns"]],
            "dropped_rows": frame.height - kept.height,
            "replacement_characters": _replacements(kept, headers) + int(raw.facts.get("undecodable", 0)),
            "notes": notes + [replace(note, table=table.name) for note in totals],
        },
    )


def _said_around(
    raw: RawFile, wanted: list[Wanted], locale: Locale, mapping: Mapping, counted_in: str | None
) -> list[Note]:
    """What the lines above and below the table say of all its amounts."""
    table, above = raw.tables[""], raw.facts.get("above")
    amounts = [item.column for item in wanted if item.spec.type == "decimal"]
    below = lines_below(table, [name for name in amounts if name in table.columns])
    scale = scale_around(f"{above or ''} {below}", locale, mapping)
    return scale + (currency_around(above, below, table.columns, counted_in) if amounts else [])


def _value(item: Wanted, locale: Locale, mapping: Mapping, date_system: str | None) -> pl.Expr:
    text = pl.col(item.column)
    if item.year:
        text = pl.concat_str(pl.col(item.year), text, separator="-")
    value = cast_text(text, item.spec, item.how, locale, date_system)
    has_tax = item.spec.type == "decimal" and mapping.tax_included is not None
    return without_tax(value, mapping.tax_included) if has_tax else value


def _contract_words(contract: str | ContractColumn | None, contracts: Iterable[str]) -> dict[str, str]:
    if not isinstance(contract, ContractColumn):
        return {}
    return {**{own: own for own in (*contracts, *contract.map.values())}, **contract.map}


def _contract_column(headers: list[str], contract: str | ContractColumn | None) -> str | None:
    return find_header(headers, contract.column) if isinstance(contract, ContractColumn) else None


def _contract(headers: list[str], contract: str | ContractColumn | None, words: dict[str, str]) -> list[pl.Expr]:
    """`contract_key` where the rows name their contract."""
    if not isinstance(contract, ContractColumn):
        return []
    column = _contract_column(headers, contract)
    text = pl.col(column) if column else pl.lit(None, dtype=pl.String)
    return [text.replace_strict(words, default=None, return_dtype=pl.String).alias("contract_key")]


def _checks(wanted: list[Wanted], locale: Locale) -> list[tuple[str, str, str]]:
    """(canonical column, file column, what was expected) of every column."""
    return [(item.name, item.column, _expected(item, locale)) for item in wanted]


def _contract_check(
    headers: list[str], contract: str | ContractColumn | None, words: dict[str, str]
) -> list[tuple[str, str, str]]:
    column = _contract_column(headers, contract)
    if column is None:
        return []
    return [("contract_key", column, f"column {column}: no contract; known: {', '.join(words) or 'none'}")]


def _expected(item: Wanted, locale: Locale) -> str:
    words = item.how.map or item.spec.values
    if words:
        return f"column {item.column}: no word for {item.name}; known: {', '.join(words)}"
    formats = f" written {' or '.join(item.how.date or locale.date)}" if item.spec.type in DATES else ""
    return f"column {item.column}: expected a {item.spec.type}{formats} for {item.name}"


def _bad_cells(
    table: TableSpec, kept: pl.DataFrame, values: pl.DataFrame, checks: list[tuple[str, str, str]]
) -> pl.DataFrame:
    """Cells with text whose value is null."""
    frames = [pl.DataFrame(schema=BAD_CELL_SCHEMA)]
    sheet = pl.col("source_sheet") if "source_sheet" in kept.columns else pl.lit(None, dtype=pl.String)
    for name, column, message in checks:
        is_bad = kept[column].is_not_null() & values[name].is_null()
        if is_bad.any():
            cells = kept.filter(is_bad).select(
                pl.lit(table.name).alias("table_name"),
                sheet.alias("source_sheet"),
                "source_row",
                pl.lit(name).alias("column_name"),
                pl.col(column).alias("value"),
                pl.lit(message).alias("message"),
            )
            frames.append(cells.cast(BAD_CELL_SCHEMA))
    return pl.concat(frames)


def _complete(values: pl.DataFrame, table: TableSpec, mapping: Mapping) -> pl.DataFrame:
    """Every canonical column in order and type; constants fill those the file has not."""
    keys = [name for name in (*PLACE, "contract_key") if name in values.columns]
    columns = [
        pl.col(name).cast(dtype) if name in values.columns else _constant(table, mapping, name)
        for name, dtype in table.schema().items()
    ]
    return values.select(*keys, *columns)


def _constant(table: TableSpec, mapping: Mapping, name: str) -> pl.Expr:
    written = mapping.constants.get(name)
    value = None if written is None else constant(written, table.columns[name], name)
    return pl.lit(value, dtype=table.schema()[name]).alias(name)


def _replacements(frame: pl.DataFrame, headers: list[str]) -> int:
    if not headers:
        return 0
    return frame.select(pl.sum_horizontal(pl.col(headers).str.count_matches("\ufffd", literal=True).sum())).item() or 0
