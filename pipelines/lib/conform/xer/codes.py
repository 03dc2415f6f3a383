"""Activity codes (ACTVTYPE, ACTVCODE, TASKACTV) and activity UDFs (UDFTYPE, UDFVALUE, UDFCODE) -> schedule_code."""

import polars as pl

from pipelines.lib.conform.xer.tables import XerTables, attach, collect
from pipelines.lib.readers import Note

COLUMNS = ("code_kind", "code_type", "activity_id", "task_code", "code_value", "code_description", "source_row")
EMPTY = pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.String) | {"source_row": pl.Int64})
OF_CODES = (pl.lit("activity_code").alias("code_kind"), pl.col("task_id").alias("activity_id"))
OF_FIELDS = (
    pl.lit("udf").alias("code_kind"),
    pl.col("fk_id").alias("activity_id"),
    pl.coalesce("udf_text", "udf_number", "udf_date", "code", "udf_code_id").alias("code_value"),
)
PARTS = ("code_kind", "code_type", "activity_id", "code_value", "code_description", "source_row")


def conform_codes(file: XerTables, activities: pl.DataFrame) -> pl.DataFrame:
    """schedule_code, long: one row per activity and activity code or user-defined field value.

    A UDF value is its text, number, date or the short name of its code, whichever the row holds. UDFs of other tables
    (projects, WBS, resources) are left out.
    """
    codes = file.own("TASKACTV", "task_id", "actv_code_type_id", "actv_code_id")
    fields = file.own("UDFVALUE", "udf_type_id", "fk_id", "udf_text", "udf_number", "udf_date", "udf_code_id")
    kinds = [_activity_codes(file, codes)] if codes.height else []
    kinds += [_user_fields(file, fields)] if fields.height else []
    if not kinds:
        return EMPTY
    rows = attach(pl.concat(kinds), "activity_id", activities, "activity_id", task_code="task_code")
    found = collect(rows)
    # A value without a known type can't be named; its missing table shows in the envelope.
    nameless = found["code_type"].null_count()
    if nameless:
        message = f"{nameless} code values name a type that is not in the file: they were left out"
        file.notes.append(Note("code_without_type", message, "schedule_code"))
        found = found.drop_nulls("code_type")
    return found[[*COLUMNS]]


def _activity_codes(file: XerTables, rows: pl.DataFrame) -> pl.LazyFrame:
    types = file.table("ACTVTYPE", "actv_code_type_id", "actv_code_type")
    values = file.table("ACTVCODE", "actv_code_id", "short_name", "actv_code_name")
    typed = attach(rows.lazy(), "actv_code_type_id", types, "actv_code_type_id", code_type="actv_code_type")
    named = attach(
        typed, "actv_code_id", values, "actv_code_id", code_value="short_name", code_description="actv_code_name"
    )
    return named.with_columns(OF_CODES).select(PARTS)


def _user_fields(file: XerTables, rows: pl.DataFrame) -> pl.LazyFrame:
    kinds = file.table("UDFTYPE", "udf_type_id", "table_name", "udf_type_label")
    values = file.table("UDFCODE", "udf_code_id", "short_name", "udf_code_name")
    typed = attach(rows.lazy(), "udf_type_id", kinds, "udf_type_id", owner="table_name", code_type="udf_type_label")
    coded = attach(
        typed.filter(pl.col("owner") == "TASK"), "udf_code_id", values, "udf_code_id",
        code="short_name", code_description="udf_code_name",
    )  # fmt: skip
    return coded.with_columns(OF_FIELDS).select(PARTS)
