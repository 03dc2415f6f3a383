"""A rule's failing rows as findings: who, where, which value, what is wrong. Columns of lake.finding."""

import polars as pl

from pipelines.lib.validation.predicate import failing_rows
from pipelines.lib.validation.relations import DERIVED
from pipelines.lib.validation.rules import Rule, RuleBook

# What was noticed while reading: each row says which canonical table it speaks of.
OF_READING = ("bad_cell", "note")
FINDING_COLUMNS = {
    "rule_id": pl.String(),
    "severity": pl.String(),
    "load_id": pl.String(),
    "submission_id": pl.String(),
    "compared_load_id": pl.String(),
    "source_id": pl.String(),
    "contract_id": pl.String(),
    "data_date": pl.Datetime("us"),
    "table_name": pl.String(),
    "source_file": pl.String(),
    "source_sheet": pl.String(),
    "source_row": pl.Int64(),
    "row_key": pl.String(),
    "column_name": pl.String(),
    "value": pl.String(),
    "message": pl.String(),
}


def finding_query(rule: Rule, relation: str) -> str:
    """A query that gives a rule's failing rows as findings."""
    key = f'cast("{rule.row_key}" as varchar)' if rule.row_key else "cast(null as varchar)"
    value = f'cast("{rule.column}" as varchar)' if rule.column else "cast(null as varchar)"
    compared = "before_load_id" if rule.compares else "cast(null as varchar)"
    column = f'"{rule.column_from}"' if rule.column_from else _text(rule.column)
    table = "canonical_table" if rule.table in OF_READING else _text(DERIVED.get(rule.table, rule.table))
    message = f"{_text(rule.title + ': ')} || {rule.message_from}" if rule.message_from else _text(rule.title)
    return f"""
        select
            {_text(rule.id)} as rule_id, {_text(rule.severity)} as severity, load_id, submission_id,
            {compared} as compared_load_id, source_id, contract_id, data_date, {table} as table_name,
            source_file, source_sheet, source_row, {key} as row_key, {column} as column_name,
            {value} as value, {message} as message
        from ({failing_rows(rule, relation)})
    """


def waive(findings: pl.DataFrame, rules: RuleBook) -> pl.DataFrame:
    """Findings a party is excused from become information, with the reason, for data dates up to the waiver's end."""
    waivers = rules.waiver_frame()
    if waivers.is_empty() or findings.is_empty():
        return findings
    party = pl.col("source_id").str.split(".").list.first().alias("party_id")
    joined = findings.with_columns(party).join(waivers, on=["party_id", "rule_id"], how="left", maintain_order="left")
    excused = pl.col("until").is_not_null() & (pl.col("data_date").dt.date() <= pl.col("until"))
    return joined.with_columns(
        pl.when(excused).then(pl.lit("info")).otherwise("severity").alias("severity"),
        pl.when(excused).then(pl.format("{} (excused: {})", "message", "waiver")).otherwise("message").alias("message"),
    ).select(*FINDING_COLUMNS)


def _text(value: str | None) -> str:
    return "cast(null as varchar)" if value is None else "'" + value.replace("'", "''") + "'"
