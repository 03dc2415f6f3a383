"""What was noticed of single rows while a file was read: the tables `bad_cell` and `note` of the rules.

Data flow: Candidates -> one row per cell that could not be read, one row per note of a reader. Judging is validation's.
"""

from dataclasses import asdict

import polars as pl

from pipelines.lib.config.load import Config
from pipelines.lib.intake.candidate import Candidate
from pipelines.lib.intake.envelope import ENVELOPE_SCHEMA, TEXT, identity_of
from pipelines.lib.intake.far_dates import far_dates

STAMPS = ("load_id", "submission_id", "source_id", "contract_id", "data_date", "source_file")
PLACE = {"source_sheet": TEXT, "source_row": pl.Int64, "canonical_table": TEXT, "row_key": TEXT, "column_name": TEXT}
STAMPED = {name: ENVELOPE_SCHEMA[name] for name in STAMPS} | PLACE | {"value": TEXT, "message": TEXT}
BAD_CELL_SCHEMA = STAMPED | {"is_required": pl.Boolean, "is_beyond": pl.Boolean}
NOTE_SCHEMA = STAMPED | {"kind": TEXT}
ROW = ["canonical_table", "source_sheet", "source_row"]
# The fields of a Note under the names that findings use.
NOTE_FIELDS = {"table": "canonical_table", "sheet": "source_sheet", "row": "source_row", "column": "column_name"}


def bad_cell_frame(config: Config, candidates: list[Candidate]) -> pl.DataFrame:
    """One row per cell that could not be read, or says what nobody can mean: columns of `BAD_CELL_SCHEMA`."""
    frames = [pl.DataFrame(schema=BAD_CELL_SCHEMA)]
    required = pl.DataFrame(
        {"canonical_table": name, "column_name": column, "is_required": True}
        for name, spec in config.tables.items()
        for column, detail in spec.columns.items()
        if detail.required or detail.needed_for
    )
    for candidate in candidates:
        for cells, is_beyond in ((candidate.bad_cells, False), (candidate.beyond, True)):
            if cells is not None and cells.height:
                known = cells.rename({"table_name": "canonical_table"})
                known = known.join(required, on=["canonical_table", "column_name"], how="left")
                known = known.with_columns(pl.col("is_required").fill_null(False), is_beyond=is_beyond)
                frames.append(_stamped(config, candidate, known, BAD_CELL_SCHEMA))
    return pl.concat(frames)


def note_frame(config: Config, candidates: list[Candidate]) -> pl.DataFrame:
    """One row per note of a reader, and per date far outside its contract's life: columns of `NOTE_SCHEMA`."""
    frames = [pl.DataFrame(schema=NOTE_SCHEMA)]
    for candidate in candidates:
        noted = [*candidate.envelope.get("notes", []), *far_dates(config, candidate)]
        notes = [asdict(note) for note in noted]
        if notes:
            schema = {name: NOTE_SCHEMA[NOTE_FIELDS.get(name, name)] for name in notes[0]}
            found = pl.DataFrame(notes, schema=schema).rename(NOTE_FIELDS)
            frames.append(_stamped(config, candidate, found, NOTE_SCHEMA))
    return pl.concat(frames)


def _stamped(config: Config, candidate: Candidate, rows: pl.DataFrame, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    stamps = {name: pl.lit(value, dtype=ENVELOPE_SCHEMA[name]) for name, value in identity_of(candidate).items()}
    keyed = rows.join(_row_keys(config, candidate), on=ROW, how="left", nulls_equal=True, maintain_order="left")
    return keyed.with_columns(**stamps).select(pl.col(name).cast(dtype) for name, dtype in schema.items())


def _row_keys(config: Config, candidate: Candidate) -> pl.DataFrame:
    """canonical_table, source_sheet, source_row, row_key: the first key column of each row, by which people know it."""
    frames = [pl.DataFrame(schema={"canonical_table": TEXT, **{name: PLACE[name] for name in ROW}, "row_key": TEXT})]
    frames += [
        frame.select(
            pl.lit(name).alias("canonical_table"),
            "source_sheet",
            "source_row",
            pl.col(config.tables[name].key[0]).cast(TEXT).alias("row_key"),
        )
        for name, frame in candidate.tables.items()
    ]
    return pl.concat(frames).unique(ROW, keep="first", maintain_order=True)
