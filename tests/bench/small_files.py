"""200 small files in one run: ten contractors' ledgers and risk registers of ten months, half of them workbooks.

Files per minute of the whole intake (archive, read, conform, validate, commit, compare), and where the time goes.
"""

import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

import pytest
import yaml

from pipelines.lib.config.load import load
from pipelines.lib.intake import judge, read
from pipelines.lib.intake import run as intake
from pipelines.lib.workspace import PROJECT_ROOT, Workspace
from tests.in_process import work_in_process

CONTRACTS, MONTHS = 10, 10
LEDGER = ["cost_key", "document_id", "line_no", "entry_type", "posting_date", "amount"]
REGISTER = ["risk_id", "title", "status", "probability", "cost_likely", "owner", "response", "next_review_on"]
# Where the time goes: step -> the function that takes it.
STEPS = {
    "read": (read, "_read"),
    "conform": (read, "conform_columns"),
    "validate with GX": (judge, "judge_candidates"),
    "commit": (judge, "commit"),
    "compare with the month before": (intake, "compare_what_is_current"),
}


def run() -> dict[str, float]:
    """Files per minute and seconds of each step."""
    with tempfile.TemporaryDirectory() as folder, patch.object(tempfile, "tempdir", None):
        workspace = Workspace(Path(folder) / "home", Path(folder) / "sources", PROJECT_ROOT / "expectations")
        files = _write(workspace)
        config = load(workspace)
        import great_expectations  # noqa: F401 - its import is not what is measured

        spent: Counter[str] = Counter()
        with ExitStack() as stack:
            work_in_process(stack.enter_context(pytest.MonkeyPatch.context()))
            for step, (module, name) in STEPS.items():
                stack.enter_context(patch.object(module, name, _timed(getattr(module, name), step, spent)))
            start = time.perf_counter()
            done = intake.take_in(workspace, config)
            seconds = time.perf_counter() - start
    accepted = sum(record.is_accepted for record in done.records)
    figures = {"files": files, "accepted": accepted, "all, s": seconds, "files per minute": 60 * files / seconds}
    return figures | {f"{step}, s": spent[step] for step in STEPS}


def _timed(function, step: str, spent: Counter):
    def timed(*arguments, **options):
        start = time.perf_counter()
        try:
            return function(*arguments, **options)
        finally:
            spent[step] += time.perf_counter() - start

    return timed


def _write(workspace: Workspace) -> int:
    """The configuration and the inbox."""
    ids = [f"C{n:02}" for n in range(CONTRACTS)]
    portfolio = {
        "portfolio": "bench", "name": "Bench", "base_currency": "EUR", "projects": [{"id": "P", "name": "P"}],
        "parties": [{"id": name.lower(), "name": name} for name in ids],
        "reporting": {"calendar": "month_end", "due_business_days": 5}, "inbox": {"settle_seconds": 0},
    }  # fmt: skip
    _yaml(workspace.sources / "portfolio.yml", portfolio)
    for feed in (PROJECT_ROOT / "sources/feeds").glob("*.yml"):
        _text(workspace.sources / "feeds" / feed.name, feed.read_text(encoding="utf-8"))
    (workspace.sources / "rates.csv").write_text("currency,rate_type,period,rate\n")
    return sum(_contract(workspace, name, number) for number, name in enumerate(ids))


def _contract(workspace: Workspace, name: str, number: int) -> int:
    ending, party = ("xlsx", "csv")[number % 2], name.lower()
    contract = {"contract": name, "project": "P", "contractor": name, "party": party, "currency": "EUR"}
    _yaml(workspace.sources / "contracts" / f"{name}.yml", contract)
    for feed, constants in (
        ("cost", {"measure": "period", "currency": "EUR"}),
        ("risk", {"currency": "EUR", "risk_type": "threat"}),
    ):
        place = {"file_name": rf"{feed}_(?P<date>\d{{4}}-\d{{2}}-\d{{2}})"}
        source = {"feed": feed, "contract": name, "files": f"{feed}_*.{ending}", "data_date": place}
        _yaml(workspace.sources / "parties" / party / f"{feed}.yml", {**source, "versions": [{"constants": constants}]})
        for month in range(1, MONTHS + 1):
            rows = _ledger(month) if feed == "cost" else _register(month)
            _file(workspace.inbox / party / feed / f"{feed}_2025-{month:02}-28.{ending}", rows)
    return 2 * MONTHS


def _ledger(months: int) -> list[list]:
    rows = [
        [f"1.{n % 4}", f"D{m}-{n}", "1", "actual", f"2025-{m:02}-1{n}", f"{100 * n + m}.50"]
        for m in range(1, months + 1)
        for n in range(5)
    ]
    return [LEDGER, *rows]


def _register(month: int) -> list[list]:
    rows = [
        [f"R{n}", f"Risk {n}", "open", "0.2", f"{1000 * n + month}", "Ann", "Watch it", f"2025-{month:02}-28"]
        for n in range(10)
    ]
    return [REGISTER, *rows]


def _file(path: Path, rows: list[list]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".csv":
        path.write_text("\n".join(",".join(row) for row in rows) + "\n")
        return
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Export")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)


def _yaml(path: Path, content: dict) -> None:
    _text(path, yaml.safe_dump(content, sort_keys=False))


def _text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
