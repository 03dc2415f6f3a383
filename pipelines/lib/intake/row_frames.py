"""What was noticed of single rows while a file was read: the tables `bad_cell` and `note` of the rules.

Data flow: a candidate and its stamped tables -> one row per cell that could not be read, one row per note of a reader.
Judging is validation's.
"""

from dataclasses import asdict, fields

import polars as pl

from pipelines.lib.config.load import Config
from pipelines.lib.intake.candidate import Candidate
from pipelines.lib.intake.envelope import ENVELOPE_SCHEMA, TEXT, identity_of
from pipelines.lib.intake.far_dates import far_dates
from pipelines.lib.intake.negative_budgets import negative_budgets
from pipelines.lib.readers import Note

STAMPS = ("load_id", "submission_id", "source_id", "contract_id", "data_date", "source_file")
PLACE = {"source_sheet": TEXT, "source_row": pl.Int64, "canonical_table": TEXT, "row_key": TEXT, "column_name": TEXT}
STAMPED = {name: ENVELOPE_SCHEMA[name] for name in STAMPS} | PLACE | {"value": TEXT, "message": TEXT}
BAD_CELL_SCHEMA = STAMPED | {"is_required": pl.Boolean, "is_beyond": pl.Boolean}
NOTE_SCHEMA = STAMPED | {"kind": TEXT}
NOTICED = {"bad_cell": BAD_CELL_SCHEMA, "note": NOTE_SCHEMA}
ROW = ["canonical_table", "source_sheet", "source_row"]
# The fields of a Note under the names that findings use.
NOTE_FIELDS = {"table": "canonical_table", "sheet": "source_sheet", "row": "source_row", "column": "column_name"}


def bad_cell_frame(
    config: Config, candidate: Candidate, tables: dict[str, pl.DataFrame], bad: pl.DataFrame, beyond: pl.DataFrame
) -> pl.DataFrame:
    """One row per cell that could not be read, or says what nobody can mean: columns of `BAD_CELL_SCHEMA`."""
    required = pl.DataFrame(
        {"canonical_table": name, "column_name": column, "is_required": True}
        for name, spec in config.tables.items()
        for column, detail in spec.columns.items()
        if detail.required or detail.needed_for
    )
    told = [(bad, False), (beyond, True)]
    cells = pl.concat([frame.with_columns(is_beyond=is_beyond) for frame, is_beyond in told])
    cells = cells.rename({"table_name": "canonical_table"})
    cells = cells.join(required, on=["canonical_table", "column_name"], how="left")
    cells = cells.with_columns(pl.col("is_required").fill_null(False))
    return _stamped(config, candidate, tables, cells, BAD_CELL_SCHEMA)


def note_frame(
    config: Config, candidate: Candidate, tables: dict[str, pl.DataFrame], notes: list[Note]
) -> pl.DataFrame:
    """One row per note of a reader, and per value that nobody can mean: columns of `NOTE_SCHEMA`."""
    far = far_dates(config, candidate.data_date, candidate.identity.role, tables)
    noted = [asdict(note) for note in (*notes, *far, *negative_budgets(tables))]
    schema = {field.name: NOTE_SCHEMA[NOTE_FIELDS.get(field.name, field.name)] for field in fields(Note)}
    found = pl.DataFrame(noted, schema=schema).rename(NOTE_FIELDS)
    return _stamped(config, candidate, tables, found, NOTE_SCHEMA)


def _stamped(
    config: Config,
    candidate: Candidate,
    tables: dict[str, pl.DataFrame],
    rows: pl.DataFrame,
    schema: dict[str, pl.DataType],
) -> pl.DataFrame:
    stamps = {name: pl.lit(value, dtype=ENVELOPE_SCHEMA[name]) for name, value in identity_of(candidate).items()}
    keyed = rows.join(_row_keys(config, tables), on=ROW, how="left", nulls_equal=True, maintain_order="left")
    return keyed.with_columns(**stamps).select(pl.col(name).cast(dtype) for name, dtype in schema.items())


def _row_keys(config: Config, tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """canonical_table, source_sheet, source_row, row_key: the first key column of each row, by which people know it."""
    frames = [pl.DataFrame(schema={"canonical_table": TEXT, **{name: PLACE[name] for name in ROW}, "row_key": TEXT})]
    frames += [
        frame.select(
            pl.lit(name).alias("canonical_table"),
            "source_sheet",
            "source_row",
            pl.col(config.tables[name].key[0]).cast(TEXT).alias("row_key"),
        )
        for name, frame in tables.items()
    ]
    return pl.concat(frames).unique(ROW, keep="first", maintain_order=True)
