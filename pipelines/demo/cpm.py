"""Critical path arithmetic on whole hours: a forward pass from a data date and a backward pass from a project end.

Retained logic: what is in progress resumes after its unfinished predecessors. Activities are worked without a break.
Level of effort takes its dates from what it spans and drives nothing.
"""

from collections import defaultdict
from dataclasses import dataclass

from pipelines.demo.calendars import WorkCalendar, calendars
from pipelines.demo.network import FINISH, Link, Network


@dataclass(frozen=True)
class Dates:
    """Early and late dates, in hours since EPOCH; an actual start or finish stands in the early ones."""

    early_start: int
    early_finish: int
    late_start: int = 0
    late_finish: int = 0


@dataclass(frozen=True)
class Actual:
    """What is known of an activity at a data date; `finish` is None while in progress."""

    start: int
    finish: int | None = None


def incoming(network: Network) -> dict[str, list[Link]]:
    """Links by successor."""
    links: dict[str, list[Link]] = defaultdict(list)
    for link in network.links:
        links[link.succ].append(link)
    return links


def forward(network: Network, data_date: int, work: dict[str, int], actuals: dict[str, Actual]) -> dict[str, Dates]:
    """Early dates of every activity.

    Args:
        network: activities and logic.
        data_date: nothing unfinished is scheduled before it, in hours since EPOCH.
        work: remaining working hours of each activity.
        actuals: what has started or finished.
    """
    dates: dict[str, Dates] = {}
    links = incoming(network)
    for code in network.order():
        actual = actuals.get(code)
        if actual and actual.finish is not None:
            dates[code] = Dates(actual.start, actual.finish)
            continue
        activity = network.activities[code]
        earliest, ends_after = data_date, 0
        for link in links[code]:
            pred = dates[link.pred]
            if link.kind == "PR_SS":
                earliest = max(earliest, pred.early_start + link.lag)
            elif link.kind == "PR_FF":
                ends_after = max(ends_after, pred.early_finish + link.lag)
            else:
                earliest = max(earliest, pred.early_finish + link.lag)
        dates[code] = _place(calendars()[activity.calendar], activity.kind, earliest, ends_after, work[code])
    _span(network, dates, data_date)
    return dates


def _place(calendar: WorkCalendar, kind: str, earliest: int, ends_after: int, work: int) -> Dates:
    if not work:
        earliest = max(earliest, ends_after)
        at = earliest if kind == FINISH and calendar.is_finish(earliest) else calendar.next_start(earliest)
        return Dates(at, at)
    finish = calendar.finish(calendar.next_start(earliest), work)
    if ends_after > finish:
        finish = calendar.next_finish(ends_after)
    return Dates(calendar.start(finish, work), finish)


def _span(network: Network, dates: dict[str, Dates], data_date: int) -> None:
    """Level of effort: from the start of one activity, but not before the data date, to the finish of another."""
    for code, (first, last) in network.spans.items():
        calendar = calendars()[network.activities[code].calendar]
        start = calendar.next_start(max(dates[first].early_start, data_date))
        dates[code] = Dates(start, calendar.last_finish(dates[last].early_finish))


def backward(network: Network, early: dict[str, Dates], end: int, work: dict[str, int]) -> dict[str, Dates]:
    """Early dates completed with late ones, so that the network ends at `end`."""
    outgoing: dict[str, list[Link]] = defaultdict(list)
    for link in network.links:
        if link.succ not in network.spans:
            outgoing[link.pred].append(link)
    late: dict[str, tuple[int, int]] = {}
    for code in reversed(network.order()):
        calendar, hours = calendars()[network.activities[code].calendar], work[code]
        limits = [calendar.last_finish(_limit(link, late[link.succ], calendar, hours)) for link in outgoing[code]]
        finish = min(limits, default=calendar.last_finish(end))
        late[code] = (calendar.start(finish, hours) if hours else finish, finish)
    for code in network.spans:
        finish = calendars()[network.activities[code].calendar].last_finish(end)
        late[code] = (finish - (early[code].early_finish - early[code].early_start), finish)
    return {code: Dates(dates.early_start, dates.early_finish, *late[code]) for code, dates in early.items()}


def _limit(link: Link, succ: tuple[int, int], calendar: WorkCalendar, hours: int) -> int:
    """The latest finish of a predecessor that one of its links leaves."""
    late_start, late_finish = succ
    if link.kind == "PR_FF":
        return late_finish - link.lag
    if link.kind == "PR_SS":
        start = calendar.last_start(late_start - link.lag)
        return calendar.finish(start, hours) if hours else start
    return late_start - link.lag
