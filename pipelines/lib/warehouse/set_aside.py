"""The warehouse out of all that can be counted with: a load on which a model fails is set aside, the rest is built.

Flows in: the lake. Flows out: a built warehouse file and, where a model failed on data, a document per load that is
responsible (lake/set_aside_loads.py). A failing dbt test is no fault of a load: it ends the build.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from pipelines.lib.config.load import Config
from pipelines.lib.errors import ModelError
from pipelines.lib.intake.compare import compare_what_is_current
from pipelines.lib.intake.session import open_session
from pipelines.lib.lake.current import current_submissions
from pipelines.lib.lake.moments import next_moment
from pipelines.lib.lake.records import Record, read_records
from pipelines.lib.lake.set_aside_loads import SetAside, release_after_update, write_set_aside
from pipelines.lib.warehouse.database import remove_database
from pipelines.lib.warehouse.dbt import Built, build, builds, program_version
from pipelines.lib.warehouse.prepare import prepare_warehouse
from pipelines.lib.warehouse.search import breaking
from pipelines.lib.workspace import Workspace

# Each search ends with loads set aside; what fails after so many is not one party's doing.
SEARCHES = 5
Progress = Callable[[str], None]


def build_what_counts(
    workspace: Workspace,
    config: Config,
    file: Path,
    as_of: dt.datetime | None = None,
    progress: Progress = lambda _: None,
) -> list[Built]:
    """Prepare and build `file`; loads that make a model fail are left out, and remembered unless it is a past moment.

    Raises:
        ModelError: a model fails and no load, or too many of them, is why.
        WarehouseError: a test failed, or dbt can't run at all.
    """
    if as_of is None and release_after_update(workspace, program_version()):
        _compare(workspace, config)
    left_out: set[str] = set()
    for _ in range(SEARCHES):
        prepare_warehouse(workspace, config, file, as_of, left_out)
        try:
            return build(workspace, file)
        except ModelError as failure:
            progress(f"{failure.models[0]} failed: looking for the load that makes it fail")
            found = _responsible(workspace, config, failure, as_of, left_out)
            for record in found:
                progress(f"set aside: {record.source_id} {record.file_name}")
            if as_of is None:
                _remember(workspace, config, failure, found)
            left_out |= {record.load_id for record in found} if as_of else set()
    prepare_warehouse(workspace, config, file, as_of, left_out)
    return build(workspace, file)


def _responsible(
    workspace: Workspace, config: Config, failure: ModelError, as_of: dt.datetime | None, left_out: set[str]
) -> list[Record]:
    """The loads without which the failing models build.

    Raises:
        ModelError: the failure itself, when the loads are not why.
    """
    records = read_records(workspace, as_of)
    counting = set(current_submissions(workspace, as_of)["load_id"]) - left_out
    current = [record for record in records if record.load_id in counting]  # by time of commit
    accepted = {record.load_id for record in records if record.is_accepted}
    trial = workspace.scratch_warehouse("trial")

    def can_be_built(loads: Sequence[Record]) -> bool:
        others = accepted - {record.load_id for record in loads}
        prepare_warehouse(workspace, config, trial, as_of, others)
        return builds(workspace, trial, failure.models)

    try:
        found = breaking(current, can_be_built)
    finally:
        remove_database(trial)
    if not found or _is_ours(found, current):
        raise failure
    return found


def _is_ours(found: list[Record], current: list[Record]) -> bool:
    """More than one load and more than half of a feed's loads: then it is the model that can't count."""
    broken = Counter(record.feed for record in found)
    loads = Counter(record.feed for record in current)
    return any(count > max(1, loads[feed] / 2) for feed, count in broken.items())


def _remember(workspace: Workspace, config: Config, failure: ModelError, found: list[Record]) -> None:
    moment = next_moment(workspace)
    model, message = failure.models[0], " ".join(failure.what.split())
    for record in found:
        reason = (
            f"accepted, but our program can't count with it: model {model} fails. Figures stand without it "
            "until the program is mended or another file for the same data date comes"
        )
        item = SetAside(
            load_id=record.load_id,
            submission_id=record.submission_id,
            source_id=record.source_id,
            contracts=tuple(sorted(record.contracts)),
            set_aside_at=moment,
            program=program_version(),
            model=model,
            message=message,
            reason=reason,
        )
        write_set_aside(workspace, item)
    _compare(workspace, config)


def _compare(workspace: Workspace, config: Config) -> None:
    """Other loads are each other's predecessors now."""
    with open_session(workspace, config) as session:
        compare_what_is_current(session)
