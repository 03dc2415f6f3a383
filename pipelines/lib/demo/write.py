"""The demo's deliveries, month by month, written into an inbox as they would have been received.

A file's modification time is the moment of its receipt, in UTC; manifests say what bytes cannot.
"""

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import yaml

from pipelines.lib.demo import faults
from pipelines.lib.demo.facts import MONTHS, ONE_DAY, ContractFacts, business_day_after
from pipelines.lib.demo.ledger import write_ledger
from pipelines.lib.demo.model import ContractModel, Update, build_model
from pipelines.lib.demo.portfolio import CIVILS, CONTRACTS, ENERGY, SYSTEMS
from pipelines.lib.demo.risk_file import write_register
from pipelines.lib.demo.xer_writer import baseline_export, update_export, write_xer

SHORT = {CIVILS.contract_id: "L16C", SYSTEMS.contract_id: "L16S", ENERGY.contract_id: "M5E"}
REGISTERS = {CIVILS.contract_id: "risks", SYSTEMS.contract_id: "risk_register", ENERGY.contract_id: "registre_risques"}
BASELINES_AGREED = dt.date(2025, 12, 22)
REBASELINE_RECEIVED = dt.date(2026, 4, 20)


@dataclass(frozen=True)
class Delivery:
    """One file as received; `manifest` goes beside it."""

    party_id: str
    feed: str
    file_name: str
    received_on: dt.date
    content: bytes
    manifest: dict[str, object] = field(default_factory=dict)
    contract_id: str | None = None
    is_update: bool = True


def write_demo(inbox: Path, *, months: int = 6) -> list[Path]:
    """Write the first `months` months into `inbox`; returns the files (manifests left out) in order of receipt."""
    return [path for month in MONTHS[:months] for path in write_month(inbox, month)]


def write_month(inbox: Path, month: int) -> list[Path]:
    """Write what is received for one month, corrections included; returns the files in order of receipt."""
    return [_drop(inbox, delivery) for delivery in deliveries(month)]


@cache
def deliveries(month: int) -> tuple[Delivery, ...]:
    """What is received for a month, in order of receipt."""
    files = [file for facts in CONTRACTS for file in (*_baselines(facts, month), *_schedules(facts, month))]
    files += [_register(facts, month) for facts in CONTRACTS] + [_ledger(month)]
    return tuple(sorted(files, key=lambda file: (file.received_on, file.party_id, file.feed, file.file_name)))


def _drop(inbox: Path, delivery: Delivery) -> Path:
    folder = inbox / delivery.party_id / delivery.feed
    folder.mkdir(parents=True, exist_ok=True)
    moment = dt.datetime.combine(delivery.received_on, dt.time(14, 30), tzinfo=dt.UTC).timestamp()
    if delivery.manifest:
        # Before its file: an inbox that is watched must not see the file alone.
        manifest = folder / f"{delivery.file_name}.manifest.yml"
        manifest.write_text(yaml.safe_dump(delivery.manifest, sort_keys=False), encoding="utf-8")
        os.utime(manifest, (moment, moment))
    path = folder / delivery.file_name
    path.write_bytes(delivery.content)
    os.utime(path, (moment, moment))
    return path


def _baselines(facts: ContractFacts, month: int) -> Iterator[Delivery]:
    for plan in build_model(facts).plans:
        is_first = plan.baseline_id == "BL0"
        if month != (1 if is_first else facts.change.month):
            continue
        day = BASELINES_AGREED if is_first else REBASELINE_RECEIVED
        content = write_xer(baseline_export(facts, plan, day - ONE_DAY))
        manifest = {} if is_first else {"approved_changes": [facts.change.change_id]}
        name = f"baseline_{plan.baseline_id}_{SHORT[facts.contract_id]}.xer"
        yield Delivery(facts.party_id, "schedule", name, day, content, manifest, facts.contract_id, is_update=False)


def _schedules(facts: ContractFacts, month: int) -> Iterator[Delivery]:
    """The status of the month: as it should be, or the faulty file followed by the one that puts it right."""
    model = build_model(facts)
    update = reported(model, month)
    cut_off = update.period.cut_off
    day = business_day_after(cut_off, 4)
    export = update_export(facts, update, day)
    name = f"update_{update.period.period_id}_{SHORT[facts.contract_id]}.xer"
    changes = [facts.change.change_id] if facts.change and facts.change.month == month else []
    clean = Delivery(facts.party_id, "schedule", name, day, write_xer(export), {}, facts.contract_id)
    if changes:
        clean = replace(clean, manifest={"approved_changes": changes})
    fault = next((f for f in faults.FAULTS if f.file_name == name), None)
    if fault is faults.TRUNCATED:
        yield replace(clean, content=faults.truncated(clean.content))
        yield replace(clean, file_name=fault.cured_by, received_on=business_day_after(cut_off, 6))
    elif fault is faults.MISTYPED:
        typed = replace(export, data_date=faults.MISTYPED_DATA_DATE)
        yield replace(clean, content=write_xer(typed), received_on=business_day_after(cut_off, 3))
        replaces = {"replaces": faults.MISTYPED_DATA_DATE.date(), "note": "data date was mistyped"}
        yield replace(clean, file_name=fault.cured_by, received_on=business_day_after(cut_off, 5), manifest=replaces)
    elif fault is faults.LATE:
        yield replace(clean, received_on=business_day_after(cut_off, faults.LATE_BUSINESS_DAY))
    else:
        yield clean


def reported(model: ContractModel, month: int) -> Update:
    """The status as the contractor reports it: with faulty rows in the one month that has them."""
    update = model.updates[month - 1]
    is_faulty = (model.facts.contract_id, month) == (faults.ROWS.contract_id, faults.ROWS.month)
    return faults.with_faulty_rows(update, following=model.updates[month]) if is_faulty else update


def _register(facts: ContractFacts, month: int) -> Delivery:
    period = facts.period(month)
    name = f"{REGISTERS[facts.contract_id]}_{period.data_date:%Y-%m-%d}.csv"
    day = business_day_after(period.cut_off, 3)
    return Delivery(facts.party_id, "risk", name, day, write_register(facts, month), {}, facts.contract_id)


def _ledger(month: int) -> Delivery:
    period = CIVILS.period(month)
    name = f"grand_livre_{period.data_date:%Y-%m-%d}.csv"
    return Delivery("client", "cost", name, business_day_after(period.cut_off, 3), write_ledger(month))
