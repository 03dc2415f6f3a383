"""The faults planted in the demo, as data, and the few functions that plant them.

Each names the file it sits in and the verdict that file must get. Everything else in the demo is meant to be clean.
"""

import datetime as dt
from dataclasses import dataclass, replace

from pipelines.lib.demo.cpm import Actual
from pipelines.lib.demo.facts import to_hours
from pipelines.lib.demo.model import Update
from pipelines.lib.demo.network import TASK
from pipelines.lib.demo.portfolio import CIVILS, ENERGY, SYSTEMS
from pipelines.lib.demo.progress import ACTIVE, COMPLETE, Status

REJECTED, ACCEPTED, WARNED = "REJECTED", "ACCEPTED", "ACCEPTED_WITH_WARNINGS"


@dataclass(frozen=True)
class Fault:
    """One planted fault. `cured_by`: the file of the later delivery that puts it right."""

    kind: str
    contract_id: str
    month: int
    party_id: str
    feed: str
    file_name: str
    verdict: str
    what: str
    cured_by: str | None = None


TRUNCATED = Fault(
    "rejected", ENERGY.contract_id, 4, ENERGY.party_id, "schedule", "update_2026-04_M5E.xer", REJECTED,
    "the upload broke off inside PROJWBS: no TASK table, no %E", "update_2026-04_M5E_again.xer",
)  # fmt: skip
MISTYPED = Fault(
    "mistyped data date", CIVILS.contract_id, 3, CIVILS.party_id, "schedule", "update_2026-03_L16C.xer", WARNED,
    "data date 2026-08-01 typed for 2026-04-01", "update_2026-03_L16C_corrected.xer",
)  # fmt: skip
LATE = Fault(
    "late", SYSTEMS.contract_id, 2, SYSTEMS.party_id, "schedule", "update_2026-02_L16S.xer", ACCEPTED,
    "received on the 8th business day after the cut-off; due on the 5th",
)  # fmt: skip
ROWS = Fault(
    "faulty rows", CIVILS.contract_id, 5, CIVILS.party_id, "schedule", "update_2026-05_L16C.xer", WARNED,
    "two activities finished after the data date (V18), one in progress at 100 % with nothing remaining (V21)",
)  # fmt: skip
BACK_POSTING = Fault(
    "back-posting", CIVILS.contract_id, 4, "client", "cost", "grand_livre_2026-05-01.csv", ACCEPTED,
    "184 250.00 EUR on TUN.ENA posted on 2026-03-27, first shown in April's ledger",
)  # fmt: skip
FAULTS = (TRUNCATED, MISTYPED, LATE, ROWS, BACK_POSTING)

MISTYPED_DATA_DATE = dt.datetime(2026, 8, 1)
LATE_BUSINESS_DAY = 8


def truncated(content: bytes) -> bytes:
    """What arrived of an upload that broke off in the middle of the table PROJWBS."""
    start = content.index(b"%T\tPROJWBS")
    return content[: start + 900]


def faulty_codes(update: Update, *, following: Update) -> tuple[str, ...]:
    """The three activities whose status is falsified: in progress, and really finished soon after the data date.

    The next status then shows the same finish, so that nothing else looks changed.
    """
    soon = to_hours(update.period.data_date) + 14 * 24
    ends = {
        code: status.actual.finish
        for code, status in following.statuses.items()
        if status.state == COMPLETE and update.statuses[code].state == ACTIVE
    }
    tasks = [code for code in sorted(ends) if ends[code] <= soon and update.plan.network.activities[code].kind == TASK]
    durations = [code for code in tasks if update.plan.network.activities[code].percent_type == "CP_Drtn"]
    unfinished = durations[0]
    return (*[code for code in tasks if code != unfinished][:2], unfinished)


def with_faulty_rows(update: Update, *, following: Update) -> Update:
    """The update with its three faulty activities."""
    early_one, early_two, unfinished = faulty_codes(update, following=following)
    statuses = dict(update.statuses)
    for code in (early_one, early_two):
        statuses[code] = following.statuses[code]
    statuses[unfinished] = _done_but_open(statuses[unfinished])
    return replace(update, statuses=statuses)


def _done_but_open(status: Status) -> Status:
    """In progress, nothing remaining, 100 %, yet no actual finish."""
    return replace(status, percent=1, remaining=0, actual=Actual(status.actual.start))
