"""What came out of a case: verdicts, findings, values in the lake and published figures."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.lib.lake.records import Record
from pipelines.lib.workspace import Workspace

SAID = ("blocking", "critical", "warning")
MEASURES = {
    ("CO-01", "default"): "bac",
    ("CO-02", "ev"): "ev",
    ("CO-02", "pv"): "pv",
    ("CO-02", "ac"): "ac",
    ("RK-03", "inherent"): "exposure",
    ("CT-11", "weighted_days"): "payment_delay",
}
# Key of a canonical table's row in cases.yml.
KEYS = {"schedule_activity": "task_code", "schedule_calendar": "calendar_id", "cost_entry": "document_id"}


@dataclass(frozen=True)
class Outcome:
    """The records of a case in order of delivery, and its findings (rule, severity, file, message)."""

    records: tuple[Record, ...]
    findings: list[tuple[str, str, str, str]]

    @property
    def last(self) -> Record:
        """The record of the file that was delivered last."""
        return self.records[-1]

    @property
    def verdict(self) -> str:
        """Its verdict without the shade of warnings."""
        return "ACCEPTED" if self.last.is_accepted else self.last.verdict

    @property
    def rules(self) -> set[str]:
        """The rules that fired on it."""
        return {rule for rule, _, file, _ in self.findings if file == self.last.file_name}

    @property
    def text(self) -> str:
        """Everything that is said of the case."""
        reasons = [record.reason or "" for record in self.records]
        return "\n".join([*reasons, *(message for *_, message in self.findings)])

    @property
    def is_said(self) -> bool:
        """Whether a finding of at least warning severity stands beside the figures."""
        return any(severity in SAID for _, severity, *_ in self.findings)

    @property
    def told(self) -> str:
        """For the message of a test that fails."""
        return f"{self.last.verdict} {self.last.reason}: " + "; ".join(map(str, self.findings[:12]))

    def lake_values(self, workspace: Workspace, place: str, keys: dict) -> dict:
        """Key -> value of a column in the lake."""
        table, column = place.split(".")
        if table not in self.last.tables:
            return {}
        path = workspace.lake / self.last.tables[table][0]
        rows = duckdb.sql(f"select {KEYS[table]}, {column} from '{path}'").fetchall()
        return {key: _plain(value) for key, value in rows if key in keys}

    @staticmethod
    def name_in_file(file: Path, code: str, codec: str) -> str:
        """An activity's name as a code page spells it."""
        row = next(line for line in file.read_bytes().splitlines() if f"\t{code}\t".encode() in line)
        cells = row.split(b"\t")
        return cells[cells.index(code.encode()) + 1].decode(codec)


def findings_of(workspace: Workspace) -> dict[str, list[tuple[str, str, str, str]]]:
    """Party -> its findings, those of comparisons among them."""
    found: dict[str, list] = {}
    if not any(workspace.lake.glob("finding/*/*.parquet")):
        return found
    rows = duckdb.sql(
        f"select split_part(source_id, '.', 1), rule_id, severity, source_file, message from "
        f"read_parquet('{workspace.lake}/finding/*/*.parquet', union_by_name = true) order by all"
    )
    for party, *finding in rows.fetchall():
        found.setdefault(party, []).append(tuple(finding))
    return found


def figures_of(database: Path) -> dict[tuple[str, str, str], tuple[float | None, str]]:
    """(contract, period, measure) -> value in the contract's currency, and status."""
    with duckdb.connect(str(database), read_only=True) as con:
        rows = con.sql(
            "select contract_id, period_id, kpi_id, variant, value::double, status from kpi.fct_kpi "
            "where scope = 'contract' and baseline_basis = 'in_force' and rate_basis = 'own'"
        ).fetchall()
    return {
        (contract, period, MEASURES[kpi, variant]): (value, status)
        for contract, period, kpi, variant, value, status in rows
        if (kpi, variant) in MEASURES
    }


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str | int) else _number_or_text(value)


def _number_or_text(value: object) -> object:
    try:
        return float(value)
    except TypeError:
        return str(value)
