"""Pass 2 and 3: each current submission beside its predecessor, and each contract's feeds side by side.

A comparison is made once and its findings are kept beside the loads, under a name made of the loads (and of what it
read of the configuration). When a submission is inserted, replaced or withdrawn, other names count, and those are made:
nothing is edited. Its document comes last, so an interrupted comparison is made again. One that can't be made costs no
other its place: a finding (V89) says so.
"""

from collections.abc import Iterator
from functools import cache, partial

from pipelines.lib.errors import PmoError
from pipelines.lib.intake.compare_jobs import (
    Comparable,
    Compared,
    check_rules_of_comparisons,
    compare,
    not_compared,
    write_fault_lists,
)
from pipelines.lib.intake.failure import comparison_failure
from pipelines.lib.intake.isolate import in_halves
from pipelines.lib.intake.session import Session
from pipelines.lib.lake.comparisons import compared_names, read_comparisons, write_comparison
from pipelines.lib.lake.records import Record, read_records
from pipelines.lib.lake.register import records_now
from pipelines.lib.lake.wanted import SideBySide, wanted_names, wanted_pairs, wanted_side_by_side

# So many are made together.
TOGETHER = 40


def compare_what_is_current(session: Session) -> int:
    """Make every comparison that counts and was not made yet; returns how many there were."""
    done = compared_names(session.workspace)
    with records_now(session.workspace, session.config) as con:
        names = wanted_names(con)
        pairs = [pair for pair in wanted_pairs(con) if pair.name not in done]
        contracts = [item for item in wanted_side_by_side(con) if item.name not in done]
    if not pairs and not contracts:
        return 0
    records = {record.load_id: record for record in read_records(session.workspace)}
    made = [one for some in (*_parts(pairs), *_parts(contracts)) for one in _compare(session, some, records)]
    touched = {load_id for one in made for load_id in one.load_ids}
    touched |= {load_id for item in contracts for _, load_id in item.parts}
    kept = [comparison.findings for comparison in read_comparisons(session.workspace, names)]
    _write_fault_lists(session, [records[load_id] for load_id in sorted(touched)], [*kept, *(one.path for one in made)])
    for one in made:
        write_comparison(session.workspace, one.name, one.path, one.cause)
    return len(made)


def _parts(items: list[Comparable]) -> Iterator[list[Comparable]]:
    return (items[start : start + TOGETHER] for start in range(0, len(items), TOGETHER))


def _compare(session: Session, items: list[Comparable], records: dict[str, Record]) -> list[Compared]:
    """Compare some pairs, or some contracts; what fails alone is told instead."""
    arguments = session.workspace, session.config, session.rules
    check_once = cache(partial(session.validating.call, check_rules_of_comparisons, *arguments))
    parts, failing = in_halves(
        items, lambda some: session.validating.call(compare, *arguments, some, records), check_once
    )
    told = [_failed(session, item, error, records) for item, error in failing]
    return [one for part in parts for one in part] + told


def _failed(session: Session, item: Comparable, error: PmoError, records: dict[str, Record]) -> Compared:
    what = item.contract_id if isinstance(item, SideBySide) else records[item.before_load_id].file_name
    problem, cause = comparison_failure(error, what)
    session.say(f"{item.name}: {problem}\n{cause}")
    return session.validating.call(not_compared, session.workspace, session.rules, item, records, problem, cause)


def _write_fault_lists(session: Session, loads: list[Record], compared: list[str | None]) -> None:
    """Each load's own findings and those of its comparisons in one list."""
    files = sorted({path for path in compared if path})
    write = partial(session.validating.call, write_fault_lists, session.workspace, session.rules, files)
    for some in _parts(loads):
        for load, error in in_halves(some, write)[1]:
            session.say(f"the fault list of {load.file_name} (load {load.load_id}) could not be written: {error.what}")
