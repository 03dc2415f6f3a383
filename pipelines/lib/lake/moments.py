"""When something was committed: the clock, but never before what was committed already.

Records, withdrawals and configurations are put in order by their moments, and a past day is looked up by them. A clock
that was set back would put today's decision before yesterday's; so a moment is a microsecond after the newest one then.
`lake/_moment.json` holds the newest; where it is lost the documents themselves say it.
"""

import datetime as dt
import json
from pathlib import Path

from pipelines.lib.files import write_json
from pipelines.lib.workspace import Workspace

# Folder of lake/ -> the key of its documents that holds the moment.
STAMPED = {
    "_submissions": "committed_at",
    "_withdrawals": "withdrawn_at",
    "_config": "committed_at",
    "_set_aside": "set_aside_at",
}


def now() -> dt.datetime:
    """What the clock says, in UTC."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def next_moment(workspace: Workspace) -> dt.datetime:
    """The moment of a commit that is about to be written (UTC), later than every one before it."""
    newest = newest_moment(workspace)
    moment = max(now(), newest + dt.timedelta(microseconds=1)) if newest else now()
    write_json(_marker(workspace), {"newest": moment.isoformat()})
    return moment


def newest_moment(workspace: Workspace) -> dt.datetime | None:
    """The moment of the newest commit; None where nothing was committed."""
    marked = _moment(_marker(workspace), "newest")
    return marked or max(filter(None, _stamped(workspace)), default=None)


def _stamped(workspace: Workspace) -> list[dt.datetime | None]:
    return [_moment(path, key) for folder, key in STAMPED.items() for path in (workspace.lake / folder).glob("*.json")]


def _moment(path: Path, key: str) -> dt.datetime | None:
    """The moment a document holds; None where it can't be read, which the check of damage tells."""
    try:
        return dt.datetime.fromisoformat(json.loads(path.read_bytes())[key])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _marker(workspace: Workspace) -> Path:
    return workspace.lake / "_moment.json"
