"""When a file was received: the time that corrections are ordered by and delays are counted from.

Flows in: a receipt and its source. Flows out: a time (UTC), and a word where the time that was stated does not count.
"""

import datetime as dt

from pipelines.lib.config.source import Source
from pipelines.lib.lake.archive import Receipt

# Before this a clock was not set: archives write 1980-01-01 for "no time", computers 1970-01-01.
CLOCKS_START = dt.datetime(1980, 1, 2)
# A status is received after its data date, give or take; so long before it is a slip.
YEAR = dt.timedelta(days=366)


def received_at(receipt: Receipt, source: Source | None) -> dt.datetime:
    """The manifest's time, else the file's own where its source says so, else its arrival; never after that."""
    stated, _ = _stated(receipt, source)
    return stated if stated and _counts(stated, receipt) else receipt.arrived_at


def receipt_note(receipt: Receipt, source: Source | None) -> str | None:
    """Why a stated time of receipt does not count; None when it does, or none is stated."""
    stated, by = _stated(receipt, source)
    if stated is None or _counts(stated, receipt):
        return None
    why = "is later than its arrival" if stated > receipt.arrived_at else "comes from a clock that was not set"
    return f"{by}, {stated:%Y-%m-%d %H:%M} UTC, {why}; it counts as received on {receipt.arrived_at:%Y-%m-%d %H:%M} UTC"


def receipt_problem(receipt: Receipt, source: Source | None, data_date: dt.datetime | None) -> str | None:
    """Why a stated time of receipt can't be true beside a data date that could be, by the day the file was archived."""
    stated, by = _stated(receipt, source)
    if stated is None or data_date is None or not _counts(stated, receipt):
        return None
    if not stated + YEAR < data_date <= receipt.archived_at + YEAR:
        return None
    return f"{by}, {stated:%Y-%m-%d %H:%M} UTC, is more than a year before the data date, {data_date:%Y-%m-%d}"


def _stated(receipt: Receipt, source: Source | None) -> tuple[dt.datetime | None, str]:
    if receipt.manifest.received_at:
        return receipt.manifest.received_at, "the time of receipt in its manifest"
    is_its_own = source is not None and source.received == "file_time"
    return (receipt.file_time if is_its_own else None), "the file's own time"


def _counts(stated: dt.datetime, receipt: Receipt) -> bool:
    return CLOCKS_START <= stated <= receipt.arrived_at
