"""The demo's deliveries, month by month, written into an inbox as they would have been received.

A file's modification time is the moment of its receipt, in UTC; manifests say what bytes cannot.
"""

import datetime as dt
import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import yaml

from pipelines.demo import faults, plant
from pipelines.demo.facts import MONTHS, ONE_DAY, REPORTED, ContractFacts, business_day_after
from pipelines.demo.ledger_file import LEDGERS, Ledger, write_ledger
from pipelines.demo.model import build_model
from pipelines.demo.portfolio import CIVILS, CONTRACTS, ENERGY, FITOUT, STATION, SYSTEMS, TRACK
from pipelines.demo.report import write_report
from pipelines.demo.risk_file import register_name, register_table, write_register
from pipelines.demo.xer_writer import baseline_export, update_export, write_xer

SHORT = {CIVILS: "L16C", SYSTEMS: "L16S", ENERGY: "M5E", TRACK: "M5V", STATION: "HBS", FITOUT: "HBF"}
BASELINES_AGREED = dt.date(2024, 12, 20)
REBASELINE_RECEIVED = dt.date(2025, 4, 22)


@dataclass(frozen=True)
class Delivery:
    """One file as received; `manifest` goes beside it, `contracts` are those it speaks of."""

    party_id: str
    feed: str
    file_name: str
    received_on: dt.date
    content: bytes
    contracts: tuple[ContractFacts, ...]
    manifest: dict[str, object] = field(default_factory=dict)
    is_update: bool = True


def write_demo(
    inbox: Path, *, months: int = len(MONTHS), contracts: Collection[ContractFacts] = CONTRACTS
) -> list[Path]:
    """Write the first `months` months of some contracts into `inbox`; returns the files (no manifests) by month."""
    return [path for month in MONTHS[:months] for path in write_month(inbox, month, contracts)]


def write_month(inbox: Path, month: int, contracts: Collection[ContractFacts] = CONTRACTS) -> list[Path]:
    """Write what is received for one month, corrections included; returns the files in order of receipt."""
    return [_drop(inbox, delivery) for delivery in deliveries(month) if set(delivery.contracts) & set(contracts)]


@cache
def deliveries(month: int) -> tuple[Delivery, ...]:
    """What is received for a month, in order of receipt."""
    files = [file for facts in CONTRACTS for file in _of_contract(facts, month)]
    files += [file for book in LEDGERS for file in _ledger(book, month)]
    return tuple(sorted(files, key=lambda file: (file.received_on, file.party_id, file.feed, file.file_name)))


def _of_contract(facts: ContractFacts, month: int) -> Iterator[Delivery]:
    yield from _baselines(facts, month)
    yield from _schedule(facts, month)
    yield from _register(facts, month)
    if facts.method == REPORTED:
        yield from _report(facts, month)


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
    for plan in build_model(facts).plans if month in (1, facts.change.month if facts.change else 1) else ():
        is_first = plan.baseline_id == "BL0"
        if is_first != (month == 1):
            continue
        day = BASELINES_AGREED if is_first else REBASELINE_RECEIVED
        content = write_xer(baseline_export(facts, plan, day - ONE_DAY))
        manifest = {} if is_first else {"approved_changes": [facts.change.change_id]}
        name = f"baseline_{plan.baseline_id}_{SHORT[facts]}.xer"
        yield Delivery(facts.party_id, "schedule", name, day, content, (facts,), manifest, is_update=False)


def _schedule(facts: ContractFacts, month: int) -> Iterator[Delivery]:
    """The status of a month."""
    model = build_model(facts)
    update = plant.reported(model, month)
    day = business_day_after(update.period.cut_off, 4)
    name = f"update_{update.period.period_id}_{SHORT[facts]}.xer"
    is_changed = facts.change is not None and facts.change.month == month
    manifest = {"approved_changes": [facts.change.change_id]} if is_changed else {}
    export = update_export(facts, update, day)
    clean = Delivery(facts.party_id, "schedule", name, day, write_xer(export), (facts,), manifest)
    fault = faults.fault_in(name, facts.party_id)
    if fault is faults.TRUNCATED:
        yield from _cured(clean, fault, plant.truncated(clean.content))
    elif fault is faults.TWIN:
        yield from _cured(clean, fault, plant.with_twin(clean.content))
    elif fault is faults.MISTYPED:
        typed = write_xer(replace(export, data_date=faults.MISTYPED_DATA_DATE))
        replaces = {"replaces": faults.MISTYPED_DATA_DATE.date(), "note": "data date was mistyped"}
        yield from _cured(clean, fault, typed, replaces)
    elif fault is faults.LATE:
        yield replace(clean, received_on=business_day_after(update.period.cut_off, faults.LATE_BUSINESS_DAY))
    elif fault is faults.OVERTAKEN:
        yield replace(clean, received_on=business_day_after(facts.period(month + 1).cut_off, 6))
    else:
        yield clean


def _cured(
    clean: Delivery, fault: faults.Fault, content: bytes, manifest: dict[str, object] | None = None
) -> Iterator[Delivery]:
    """The faulty file, and on the next business day the one that puts it right."""
    yield replace(clean, content=content)
    day = business_day_after(clean.received_on, 1)
    yield replace(clean, file_name=fault.cured_by, received_on=day, manifest=manifest or clean.manifest)


def _register(facts: ContractFacts, month: int) -> Iterator[Delivery]:
    table, name = register_table(facts, month), register_name(facts, month)
    day = business_day_after(facts.period(month).cut_off, 3)
    clean = Delivery(facts.party_id, "risk", name, day, write_register(facts, month, table), (facts,))
    if faults.planted(faults.REPEATED, contract=facts, month=month):
        yield clean
        yield replace(clean, file_name=faults.REPEATED.file_name, received_on=business_day_after(day, 5))
        return
    yield from _with_fault(
        clean,
        lambda fault: write_register(facts, month, plant.in_table(fault, table), as_csv=fault is faults.WRONG_KIND),
    )


def _ledger(book: Ledger, month: int) -> Iterator[Delivery]:
    entries, cut_off = book.entries(month), CIVILS.period(month).cut_off
    content = write_ledger(book, month, entries)
    day = business_day_after(cut_off, 3)
    clean = Delivery(book.party_id, "cost", book.file_name(month), day, content, book.contracts)
    yield from _with_fault(clean, lambda fault: write_ledger(book, month, plant.in_entries(fault, entries)))


def _report(facts: ContractFacts, month: int) -> Iterator[Delivery]:
    cut_off = facts.period(month).cut_off
    name, day = f"earned_value_{cut_off:%Y-%m-%d}.xlsx", business_day_after(cut_off, 4)
    clean = Delivery(facts.party_id, "earned_value", name, day, write_report(facts, month), (facts,))
    yield from _with_fault(clean, lambda _: plant.halved(clean.content))


def _with_fault(clean: Delivery, spoiled: Callable[[faults.Fault], bytes]) -> Iterator[Delivery]:
    """The file with its fault, if it has one, and then its cure, if there is one."""
    fault = faults.fault_in(clean.file_name, clean.party_id)
    if fault is None:
        yield clean
    elif fault.cured_by:
        yield from _cured(clean, fault, spoiled(fault))
    else:
        yield replace(clean, content=spoiled(fault))
