"""How each fault of faults.py gets into its file: into the bytes, the statuses, the entries or the table."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from pipelines.demo import faults
from pipelines.demo.calendars import calendars
from pipelines.demo.cpm import Actual, Dates
from pipelines.demo.facts import ContractFacts, to_hours
from pipelines.demo.ledger import Entry
from pipelines.demo.model import ContractModel, Update
from pipelines.demo.network import TASK
from pipelines.demo.progress import ACTIVE, COMPLETE, Status
from pipelines.demo.risk_file import Table, is_french
from pipelines.demo.risks import register
from pipelines.demo.workbook import Cell, Percent

LOST_POINTS = Fraction(20, 100)
HOURS_TO_GO = 8


def truncated(content: bytes) -> bytes:
    """What arrived of an upload that broke off in the middle of the table PROJWBS."""
    return content[: content.index(b"%T\tPROJWBS") + 900]


def halved(content: bytes) -> bytes:
    """The first half of a file."""
    return content[: len(content) // 2]


def with_twin(content: bytes) -> bytes:
    """An export in which the last activity stands twice, under two internal ids."""
    head, _, rest = content.partition(b"%T\tTASK\r\n")
    rows, mark, tail = rest.partition(b"%T\tACTVCODE\r\n")
    last = rows.splitlines(keepends=True)[-1]
    tag, task_id, *cells = last.split(b"\t")
    twin = b"\t".join((tag, str(int(task_id) + 90_000).encode(), *cells))
    return head + b"%T\tTASK\r\n" + rows + twin + mark + tail


def reported(model: ContractModel, month: int) -> Update:
    """The status as the contractor reports it."""
    update = model.updates[month - 1]
    codes = faulty_codes(model, month)
    statuses = dict(update.statuses)
    if faults.planted(faults.ROWS, contract=model.facts, month=month):
        *early, unfinished = codes
        statuses |= {code: model.updates[month].statuses[code] for code in early}
        open_status = statuses[unfinished]
        statuses[unfinished] = replace(open_status, percent=1, remaining=0, actual=Actual(open_status.actual.start))
    if faults.planted(faults.BACKWARDS, contract=model.facts, month=month):
        before = model.updates[month - 2].statuses[codes[0]]
        statuses[codes[0]] = _to_go(update, codes[0], before.actual, before.percent - LOST_POINTS)
    if faults.planted(faults.REOPENED, contract=model.facts, month=month):
        code = _reopened_code(model, month)
        statuses[code] = _to_go(update, code, statuses[code].actual, Fraction(1))
    return replace(update, statuses=statuses)


def faulty_codes(model: ContractModel, month: int) -> tuple[str, ...]:
    """The activities whose reported progress is false in a month: out of every figure of progress."""
    if faults.planted(faults.ROWS, contract=model.facts, month=month):
        return _early_codes(model.updates[month - 1], model.updates[month])
    if faults.planted(faults.BACKWARDS, contract=model.facts, month=month):
        return (_halted_code(model, month),)
    return ()


def _early_codes(update: Update, following: Update) -> tuple[str, ...]:
    """Three activities in progress that are really finished soon after the data date; the last counts by duration.

    The next status then shows the same finish, so that nothing else looks changed.
    """
    soon = to_hours(update.period.data_date) + 14 * 24
    ends = {
        code: status.actual.finish
        for code, status in following.statuses.items()
        if status.state == COMPLETE and update.statuses[code].state == ACTIVE
    }
    tasks = [code for code in sorted(ends) if ends[code] <= soon and update.plan.network.activities[code].kind == TASK]
    unfinished = next(c for c in tasks if update.plan.network.activities[c].percent_type == "CP_Drtn")
    return (*[code for code in tasks if code != unfinished][:2], unfinished)


def _halted_code(model: ContractModel, month: int) -> str:
    """A task that was well begun a month before."""
    return _physical_task(model, month - 1, lambda status: status.state == ACTIVE and status.percent > LOST_POINTS)


def _reopened_code(model: ContractModel, month: int) -> str:
    """A task that was complete a month before."""
    return _physical_task(model, month - 1, lambda status: status.state == COMPLETE)


def _physical_task(model: ContractModel, month: int, fits: Callable[[Status], bool]) -> str:
    """The first task by physical percent whose status of a month fits."""
    activities, statuses = model.plans[0].network.activities, model.updates[month - 1].statuses
    physical = (c for c, a in sorted(activities.items()) if a.kind == TASK and a.percent_type == "CP_Phys")
    return next(code for code in physical if fits(statuses[code]))


def _to_go(update: Update, code: str, actual: Actual, percent: Fraction) -> Status:
    """In progress, a few hours to go from the data date on."""
    calendar = calendars()[update.plan.network.activities[code].calendar]
    start = calendar.next_start(to_hours(update.period.data_date))
    finish = calendar.finish(start, HOURS_TO_GO)
    return Status(ACTIVE, Actual(actual.start), percent, HOURS_TO_GO, Dates(start, finish, start, finish), 0)


def faulty_risk(facts: ContractFacts, month: int) -> str | None:
    """The risk whose figures are false in a month's register: out of the exposure."""
    if not faults.planted(faults.CELL, faults.CERTAIN, contract=facts, month=month):
        return None
    return _open_risk(facts, month)


def _open_risk(facts: ContractFacts, month: int) -> str:
    """An open threat of three points."""
    return next(r.risk_id for r in register(facts, month) if r.is_threat and r.status == "open" and None not in r.costs)


def in_table(fault: faults.Fault, table: Table) -> Table:
    """A register with its fault."""
    french = is_french(fault.contract)
    if fault is faults.COLUMN:
        gone = table.headers.index("Status")
        rows = [row[:gone] + row[gone + 1 :] for row in table.rows]
        return Table(table.headers[:gone] + table.headers[gone + 1 :], rows)
    written: dict[faults.Fault, tuple[str, Cell]] = {
        faults.CELL: ("Coût probable", "à préciser"),
        faults.CERTAIN: ("Probabilité", Percent(150)),
        faults.RESUBMITTED: ("Probabilité", Percent(85)),
        faults.OWNERLESS: ("Porteur" if french else "Owner", None),
    }
    if fault not in written:
        return table
    header, cell = written[fault]
    place, risk_id = table.headers.index(header), _open_risk(fault.contract, fault.month)
    rows = [[*row[:place], cell, *row[place + 1 :]] if row[0] == risk_id else row for row in table.rows]
    return Table(table.headers, rows)


def in_entries(fault: faults.Fault, entries: Sequence[Entry]) -> list[Entry]:
    """A ledger's lines with their fault; some are booked like that and are in the lines already."""
    last = entries[-1]
    if fault is faults.NEGATIVE:
        own = next(
            e for e in reversed(entries) if (e.contract_id, e.entry_type) == (fault.contract.contract_id, "actual")
        )
        return [*entries, replace(own, document="S9-AVOIR", line=1, text="Avoir", cents=-12_300_00)]
    if fault is faults.CURRENCY:
        return [*entries[:-1], replace(last, currency="XEU")]
    if fault is faults.TOTAL:
        whole = sum(entry.cents for entry in entries)
        return [*entries, replace(last, account="TOTAL", document="TOTAL", line=1, text="Total général", cents=whole)]
    if fault is faults.THOUSANDS:
        return [replace(entry, cents=round(Fraction(entry.cents, 1000))) for entry in entries]
    return list(entries)
