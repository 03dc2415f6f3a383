"""The fault list for the sender: what, where, why it matters, how to fix.

HTML to read and XLSX to work through, in English and in every language that has a translation; CSV and JSON with every
row.
"""

from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.lib.files import write_atomic
from pipelines.lib.validation.fault_list_xlsx import fault_workbook
from pipelines.lib.validation.rules import RuleBook
from pipelines.lib.validation.wording import Wording

# A file's own control characters move a terminal's cursor and stop XML; line feed and tab are text.
CONTROLS = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]"
SHOWN_PER_RULE = 200
ORDER = {"blocking": 0, "critical": 1, "warning": 2, "info": 3}
COLUMNS = (
    "rule_id", "severity", "source_file", "source_sheet", "source_row", "row_key", "column_name", "value", "message",
    "compared_load_id",
)  # fmt: skip


def write_fault_list(
    folder: Path, submission: dict[str, Any], findings: pl.DataFrame, rules: RuleBook
) -> dict[str, Path]:
    """Write faults.html and faults.xlsx in English, faults.<language>.* in others, faults.csv and faults.json.

    Args:
        folder: One folder per load.
        submission: The record of its verdict.
        findings: Columns of lake.finding.
        rules: The rule book with its languages.
    """
    rows = findings.with_columns(pl.col(pl.String).str.replace_all(CONTROLS, "\ufffd")).sort(
        pl.col("severity").replace_strict(ORDER, return_dtype=pl.Int8),
        "rule_id",
        "source_row",
        "row_key",
        nulls_last=True,
    )
    by_rule = list(rows.group_by("rule_id", maintain_order=True))
    files = {}
    for wording in rules.wordings:
        suffix = "" if wording.language == "en" else f".{wording.language}"
        groups = [_group(rule, group, rules, wording) for (rule,), group in by_rule]
        page = _html(submission, rows.height, groups, wording)
        files[f"html{suffix}"] = write_atomic(folder / f"faults{suffix}.html", page.encode())
        files[f"xlsx{suffix}"] = write_atomic(folder / f"faults{suffix}.xlsx", fault_workbook(groups, wording))
    listed = rows.select(COLUMNS)
    # The BOM makes Excel read the accents.
    files["csv"] = write_atomic(folder / "faults.csv", b"\xef\xbb\xbf" + _safe_cells(listed).write_csv().encode())
    files["json"] = write_atomic(folder / "faults.json", listed.write_json().encode())
    return files


@cache
def _page() -> Any:
    """The template, compiled once a process: compiling takes longer than most lists."""
    from jinja2 import Environment

    template = (Path(__file__).parent / "fault_list.html").read_text(encoding="utf-8")
    return Environment(autoescape=True, trim_blocks=True).from_string(template)


def _html(submission: dict[str, Any], total: int, groups: list[dict[str, Any]], wording: Wording) -> str:
    shown = [{**group, "rows": group["rows"].head(SHOWN_PER_RULE).to_dicts()} for group in groups]
    return _page().render(
        submission=submission, total=total, groups=shown, words=wording.labels, language=wording.language
    )


def _group(rule_id: str, rows: pl.DataFrame, rules: RuleBook, wording: Wording) -> dict[str, Any]:
    """A rule's words and its rows; `detail` is what the message says beyond the rule's title."""
    rule = rules.by_id().get(rule_id)
    said = wording.rules.get(rule_id)
    detail = pl.col("message").fill_null("")
    if rule:
        detail = detail.str.strip_prefix(rule.title).str.strip_prefix(": ")
    detailed = rows.with_columns(wording.text_of(detail).alias("detail"))
    return {
        "rule_id": rule_id,
        "severity": rows["severity"][0],
        "title": said.title if said else rule_id,
        "why": said.why if said else "",
        "fix": said.fix if said else "",
        "count": rows.height,
        "has_sheets": rows["source_sheet"].null_count() < rows.height,
        "has_details": bool((detailed["detail"] != "").any()),
        "rows": detailed,
    }


def _safe_cells(frame: pl.DataFrame) -> pl.DataFrame:
    """A sender's cell that begins like a formula must not run in somebody's spreadsheet."""
    text = pl.col(pl.String)
    is_formula = text.str.contains(r"^[=+\-@\t\r]") & ~text.str.contains(r"^-[\d.,\s]+$")
    return frame.with_columns(pl.when(is_formula).then("'" + text).otherwise(text).name.keep())
