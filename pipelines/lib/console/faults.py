"""`pmo check`: what is wrong with one file, rule by rule."""

import polars as pl
from rich.console import Console
from rich.table import Table

from pipelines.lib.console.plain import plain


def print_findings(console: Console, findings: pl.DataFrame) -> None:
    """Findings by rule: severity, count, the first place, what is wrong."""
    if findings.is_empty():
        return
    table = Table()
    for heading in ("rule", "severity", "rows", "first at", "expected: found"):
        table.add_column(heading, overflow="fold")
    order = pl.col("severity").replace_strict({"blocking": 0, "critical": 1, "warning": 2, "info": 3})
    grouped = (
        findings.sort("source_sheet", "source_row", nulls_last=True)
        .group_by("rule_id", "severity", maintain_order=True)
        .agg(
            pl.len(),
            *(
                pl.col(name).first()
                for name in ("source_sheet", "source_row", "row_key", "column_name", "value", "message")
            ),
        )
        .sort(order, "rule_id")
    )
    for rule, severity, count, sheet, row, key, column, value, message in grouped.iter_rows():
        places = (
            f"sheet {sheet}" if sheet else "",
            f"row {row}" if row else "",
            key or "",
            f"{column} = {value}" if column else "",
        )
        table.add_row(rule, severity, str(count), plain(", ".join(filter(None, places))), plain(message or ""))
    console.print(table)
