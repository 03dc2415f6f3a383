"""A workspace of many small contracts, one trait each: one validation per turn and one build serve them all.

Flows in: cases (a contract, its sources, what is delivered when). Flows out: a workspace with the configuration written and
the deliveries of a turn in its inbox. What must come out of them does not belong here.
"""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from pipelines.lib.config.load import load
from pipelines.lib.intake.run import take_in
from pipelines.lib.lake.records import Record
from pipelines.lib.workspace import PROJECT_ROOT, Workspace
from tests.end_to_end.pipeline import workspace_at

BASELINE = {"id": "BL0", "approved_on": "2025-12-20", "effective_from": "2026-01-01", "kind": "initial"}
CONTRACT = {"project": "P1", "contractor": "The builder", "currency": "EUR", "started_on": "2026-01-01",
            "baselines": [BASELINE]}  # fmt: skip
IN_NAME = {"file_name": r"(?P<date>\d{4}-\d{2}-\d{2})"}
PERIOD = {"measure": "period", "currency": "EUR"}
KINDS = {".xer": "xer", ".xlsx": "excel"}
SOURCES = {
    "schedule": {"files": "*.xer", "baseline_files": "^baseline"},
    "cost": {"files": "ledger_*", "data_date": IN_NAME, "versions": [{"constants": PERIOD}]},
    "earned_value": {"files": "ev_*", "data_date": IN_NAME, "versions": [{"constants": {"currency": "EUR"}}]},
    "risk": {"files": "risks_*", "data_date": IN_NAME},
    "invoice": {"files": "invoices_*", "data_date": IN_NAME, "versions": [{"constants": {"currency": "EUR"}}]},
}


@dataclass(frozen=True)
class Delivery:
    """One file for a feed; those of turn 0 are taken in before those of turn 1."""

    feed: str
    name: str
    content: bytes
    turn: int = 1
    manifest: str | None = None


@dataclass(frozen=True)
class Case:
    """A contract of its own: what is delivered for it and how it is configured."""

    name: str
    deliveries: tuple[Delivery, ...]
    contract: dict = field(default_factory=dict)
    sources: dict[str, dict] = field(default_factory=dict)

    @property
    def party(self) -> str:
        """Who sends the files: a party for this case alone."""
        return self.name.lower()


def write_portfolio(home: Path, cases: list[Case]) -> Workspace:
    """The configuration of all cases, in a new workspace."""
    sources = home / "sources"
    shutil.copytree(PROJECT_ROOT / "sources/feeds", sources / "feeds")
    portfolio = {
        "portfolio": "hostile",
        "inbox": {"settle_seconds": 0},
        "name": "One contract per trait",
        "base_currency": "EUR",
        "projects": [{"id": "P1", "name": "Project one"}],
        "parties": [{"id": case.party, "name": case.name} for case in cases],
        "reporting": {"calendar": "month_end", "due_business_days": 1000},  # nothing here is late
    }
    _write(sources / "portfolio.yml", portfolio)
    (sources / "rates.csv").write_text("currency,rate_type,period,rate\nUSD,budget,,0.8\n")
    for case in cases:
        expects = sorted({delivery.feed for delivery in case.deliveries})
        contract = {"contract": case.name, "party": case.party, "expects": expects, **CONTRACT, **case.contract}
        _write(sources / "contracts" / f"{case.name}.yml", contract)
        for feed, ending in {(delivery.feed, Path(delivery.name).suffix) for delivery in case.deliveries}:
            kind = {"read": {"kind": KINDS.get(ending, "csv")}}
            spec = {"feed": feed, "contract": case.name, **kind, **SOURCES[feed], **case.sources.get(feed, {})}
            _write(sources / "parties" / case.party / f"{feed}.yml", spec)
    return workspace_at(home, sources)


def deliver(workspace: Workspace, cases: list[Case]) -> dict[tuple[str, str], Record]:
    """Take in everything, turn after turn: (case, file name) -> its last record."""
    records = {}
    config = load(workspace)
    for turn in sorted({delivery.turn for case in cases for delivery in case.deliveries}):
        for case in cases:
            for delivery in case.deliveries:
                if delivery.turn == turn:
                    _drop(workspace, case, delivery)
        for record in take_in(workspace, config).records:
            records[record.party_id, record.file_name] = record
    return records


def _drop(workspace: Workspace, case: Case, delivery: Delivery) -> None:
    """Written elsewhere and moved in, as a careful sender does."""
    outbox = workspace.home / "outbox" / delivery.name
    outbox.parent.mkdir(exist_ok=True)
    target = workspace.inbox / case.party / delivery.feed / delivery.name
    target.parent.mkdir(parents=True, exist_ok=True)
    if delivery.manifest:
        target.with_name(f"{delivery.name}.manifest.yml").write_text(delivery.manifest)
    outbox.write_bytes(delivery.content)
    outbox.rename(target)


def _write(path: Path, data: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(data, sort_keys=False))
