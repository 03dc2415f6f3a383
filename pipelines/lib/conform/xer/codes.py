"""Activity codes (ACTVTYPE, ACTVCODE, TASKACTV) and activity UDFs (UDFTYPE, UDFVALUE, UDFCODE) -> schedule_code."""

import polars as pl

from pipelines.lib.conform.xer.tables import XerTables, collect, lookup

COLUMNS = ("code_kind", "code_type", "activity_id", "task_code", "code_value", "code_description", "source_row")


def conform_codes(file: XerTables, activities: pl.DataFrame) -> pl.DataFrame:
    """schedule_code, long: one row per activity and activity code or user-defined field value.

    A UDF value is its text, number, date or the short name of its code, whichever the row holds. UDFs of other tables
    (projects, WBS, resources) are left out.
    """
    if file.table("TASKACTV").is_empty() and file.table("UDFVALUE").is_empty():
        return pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.String) | {"source_row": pl.Int64})
    tasks = lookup(activities, "activity_id", task_code="task_code")
    codes = collect(pl.concat([_activity_codes(file), _user_fields(file)]))
    # A value without a known type can't be named; its missing table shows in the envelope.
    named = codes.drop_nulls("code_type")
    if named.height < codes.height:
        file.notes.append(f"{codes.height - named.height} code values name a type that is not in the file: left out")
    return collect(named.lazy().join(tasks, on="activity_id", how="left", maintain_order="left").select(COLUMNS))


def _activity_codes(file: XerTables) -> pl.LazyFrame:
    types = lookup(
        file.table("ACTVTYPE", "actv_code_type_id", "actv_code_type"), "actv_code_type_id", code_type="actv_code_type"
    )
    values = lookup(
        file.table("ACTVCODE", "actv_code_id", "short_name", "actv_code_name"), "actv_code_id",
        code_value="short_name", code_description="actv_code_name",
    )  # fmt: skip
    rows = file.own("TASKACTV", "task_id", "actv_code_type_id", "actv_code_id")
    return (
        rows.lazy()
        .join(types, on="actv_code_type_id", how="left", maintain_order="left")
        .join(values, on="actv_code_id", how="left", maintain_order="left")
        .with_columns(pl.lit("activity_code").alias("code_kind"), pl.col("task_id").alias("activity_id"))
        .select("code_kind", "code_type", "activity_id", "code_value", "code_description", "source_row")
    )


def _user_fields(file: XerTables) -> pl.LazyFrame:
    kinds = lookup(
        file.table("UDFTYPE", "udf_type_id", "table_name", "udf_type_label"), "udf_type_id",
        owner="table_name", code_type="udf_type_label",
    )  # fmt: skip
    values = lookup(
        file.table("UDFCODE", "udf_code_id", "short_name", "udf_code_name"), "udf_code_id",
        code="short_name", code_description="udf_code_name",
    )  # fmt: skip
    rows = file.own("UDFVALUE", "udf_type_id", "fk_id", "udf_text", "udf_number", "udf_date", "udf_code_id")
    number = pl.col("udf_number").str.replace(",", ".", literal=True)
    return (
        rows.lazy()
        .join(kinds, on="udf_type_id", how="left", maintain_order="left")
        .filter(pl.col("owner") == "TASK")
        .join(values, on="udf_code_id", how="left", maintain_order="left")
        .with_columns(
            pl.lit("udf").alias("code_kind"),
            pl.col("fk_id").alias("activity_id"),
            pl.coalesce("udf_text", number, "udf_date", "code", "udf_code_id").alias("code_value"),
        )
        .select("code_kind", "code_type", "activity_id", "code_value", "code_description", "source_row")
    )
