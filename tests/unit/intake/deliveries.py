"""Ledgers and other files dropped into an inbox, and one run over them."""

import datetime as dt
import os
import re

from pipelines.lib.config.load import load
from pipelines.lib.intake.run import take_in

COST = "builder/cost"
SCHEDULE = "builder/schedule"
JANUARY = "ledger_2025-01-31.csv"
HEADER = "cost_key,document_id,line_no,entry_type,posting_date,amount"


def ledger(document="D1", amount="900.00", header=HEADER):
    return f"{header}\nW1,{document},1,actual,2025-01-20,{amount}\n".encode()


def drop(workspace, place, name, content, manifest=None, received="2025-02-03T09:00:00+00:00"):
    """Put a file, and its sidecar where there is one, into inbox/<place>/."""
    path = workspace.inbox / place / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if manifest is not None:
        path.with_name(f"{name}.manifest.yml").write_text(manifest)
    seconds = dt.datetime.fromisoformat(received).timestamp()
    os.utime(path, (seconds, seconds))
    return path


def run(workspace):
    """The verdicts of one run, by file name."""
    return {record.file_name: record for record in take_in(workspace, load(workspace)).records}


def verdicts(workspace):
    """The verdicts of one run, in the order they were given."""
    return [record.verdict for record in take_in(workspace, load(workspace)).records]


def map_amount(workspace, how):
    """Map the ledger's amounts to another header."""
    source = workspace.sources / "parties/builder/cost.yml"
    unmapped = re.sub(r"columns: \{amount: [^}]+\}+, ", "", source.read_text())
    source.write_text(unmapped.replace("versions: [{", f"versions: [{{columns: {{amount: {how}}}, "))
