"""MPXJ's activity codes and user-defined fields of activities, long as schedule_code has them."""

import polars as pl

NAMES = ("code_kind", "code_type", "activity_id", "code_value", "code_description")


def code_values(project: object, activities: list) -> pl.DataFrame:
    """A row per activity and code or field that has a value; values are text as Java writes them."""
    rows = [
        (
            "activity_code",
            str(code.getName()),
            str(task.getUniqueID()),
            str(value.getName()),
            str(value.getDescription()),
        )
        for task in activities
        for code, value in task.getActivityCodeValues().items()
    ]
    for one in [one for one in project.getUserDefinedFields() if str(one.getFieldTypeClass()) == "TASK"]:
        label = str(project.getCustomFields().get(one).getAlias())
        values = ((str(task.getUniqueID()), task.get(one)) for task in activities)
        rows += [("udf", label, activity, str(value), None) for activity, value in values if value is not None]
    return pl.DataFrame(rows, schema=dict.fromkeys(NAMES, pl.String), orient="row")
