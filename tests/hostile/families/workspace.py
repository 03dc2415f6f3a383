"""The workspace that the families are taken in by: the small contract, with a ledger as a workbook beside the CSV."""

import shutil
from pathlib import Path

from pipelines.lib.config.load import load
from pipelines.lib.intake.run import take_in
from pipelines.lib.lake.records import Record, read_records
from pipelines.lib.workspace import Workspace
from tests.end_to_end.test_history import new_workspace
from tests.hostile.families.hostile import LEDGER, XER, Hostile
from tests.hostile.families.workbooks import good

WORKBOOK_SOURCE = """feed: cost
contract: C1
files: "ledger_*.xlsx"
data_date: {file_name: "ledger_(?P<date>\\\\d{4}-\\\\d{2}-\\\\d{2})"}
versions: [{constants: {measure: period, currency: EUR}}]
"""
# A good file of each kind, delivered beside the hostile ones.
GOOD = {
    ("schedule", "good.xer"): XER.replace(b"Activity 1\t", b"Excavation\t"),
    ("cost", "ledger_2026-01-31.csv"): LEDGER,
    ("workbook", "ledger_2026-01-31.xlsx"): good(),
}


def small_workspace(home: Path) -> Workspace:
    """A workspace that knows schedules, ledgers as CSV and ledgers as workbooks of one contract."""
    workspace = new_workspace(home)
    (workspace.sources / "parties/builder/workbook.yml").write_text(WORKBOOK_SOURCE)
    return workspace


def put(workspace: Workspace, feed: str, name: str, content: bytes, manifest: bytes | None = None) -> Path:
    """Write a file outside the inbox and move it in, its sidecar before it."""
    outbox = workspace.home / "outbox"
    folder = workspace.inbox / "builder" / feed
    for place in (outbox, folder):
        place.mkdir(parents=True, exist_ok=True)
    if manifest is not None:
        (outbox / "sidecar").write_bytes(manifest)
        (outbox / "sidecar").rename(folder / f"{name}.manifest.yml")
    (outbox / "content").write_bytes(content)
    return shutil.move(outbox / "content", folder / name)


def run(workspace: Workspace, files: list[Hostile]) -> dict[str, Record]:
    """All files and the good ones in one run: file name -> its last record."""
    for (feed, name), content in GOOD.items():
        put(workspace, feed, name, content)
    for number, file in enumerate(files):
        put(workspace, file.feed, file.file_name(number), file.content, file.manifest)
    take_in(workspace, load(workspace))
    return {record.file_name: record for record in read_records(workspace)}
