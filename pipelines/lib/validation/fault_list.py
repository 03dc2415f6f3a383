"""The fault list for the sender: what, where, why it matters, how to fix. HTML to read, CSV and JSON with every row."""

from pathlib import Path
from typing import Any

import polars as pl

from pipelines.lib.files import write_atomic
from pipelines.lib.validation.rules import RuleBook

SHOWN_PER_RULE = 200
ORDER = {"blocking": 0, "critical": 1, "warning": 2, "info": 3}
COLUMNS = (
    "rule_id", "severity", "source_file", "source_sheet", "source_row", "row_key", "column_name", "value", "message",
    "compared_load_id",
)  # fmt: skip


def write_fault_list(
    folder: Path, submission: dict[str, Any], findings: pl.DataFrame, rules: RuleBook
) -> dict[str, Path]:
    """Write faults.html, faults.csv and faults.json into `folder`; `findings` has the columns of lake.finding."""
    rows = findings.sort(
        pl.col("severity").replace_strict(ORDER, return_dtype=pl.Int8),
        "rule_id",
        "source_sheet",
        "source_row",
        "row_key",
        nulls_last=True,
    )
    listed = rows.select(COLUMNS)
    return {
        "html": write_atomic(folder / "faults.html", _html(submission, rows, rules).encode()),
        # The BOM makes Excel read the accents.
        "csv": write_atomic(folder / "faults.csv", b"\xef\xbb\xbf" + _safe_cells(listed).write_csv().encode()),
        "json": write_atomic(folder / "faults.json", listed.write_json().encode()),
    }


def _html(submission: dict[str, Any], rows: pl.DataFrame, rules: RuleBook) -> str:
    from jinja2 import Environment

    template = (Path(__file__).parent / "fault_list.html").read_text(encoding="utf-8")
    groups = [_group(rule_id, group, rules) for (rule_id,), group in rows.group_by("rule_id", maintain_order=True)]
    page = Environment(autoescape=True, trim_blocks=True).from_string(template)
    return page.render(submission=submission, total=rows.height, groups=groups)


def _group(rule_id: str, rows: pl.DataFrame, rules: RuleBook) -> dict[str, Any]:
    rule = rules.by_id().get(rule_id)
    title = rule.title if rule else ""
    detail = pl.col("message").fill_null("").str.strip_prefix(title).str.strip_prefix(": ").alias("detail")
    shown = rows.head(SHOWN_PER_RULE).with_columns(detail)
    return {
        "rule_id": rule_id,
        "severity": rows["severity"][0],
        "title": title or rule_id,
        "why": rule.why if rule else "",
        "fix": rule.fix if rule else "",
        "count": rows.height,
        "has_sheets": bool(shown["source_sheet"].is_not_null().any()),
        "has_details": bool((shown["detail"] != "").any()),
        "rows": shown.to_dicts(),
    }


def _safe_cells(frame: pl.DataFrame) -> pl.DataFrame:
    """A sender's cell that begins like a formula must not run in somebody's spreadsheet."""
    text = pl.col(pl.String)
    is_formula = text.str.contains(r"^[=+\-@\t\r]") & ~text.str.contains(r"^-[\d.,\s]+$")
    return frame.with_columns(pl.when(is_formula).then("'" + text).otherwise(text).name.keep())
