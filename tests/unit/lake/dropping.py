"""A file put into an inbox as if its sender had written it on a day."""

import datetime as dt
import os


def drop(workspace, name, content=b"bytes", moment="2026-02-04T10:00:00+00:00", place="acme/schedule"):
    path = workspace.inbox / place / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    seconds = dt.datetime.fromisoformat(moment).timestamp()
    os.utime(path, (seconds, seconds))
    return path


def names(arrivals):
    """The names of files in the inbox."""
    return [arrival.path.name for arrival in arrivals]


def why(found):
    """Name -> why it stays in the inbox."""
    return {left.place.rsplit("/", 1)[-1]: left.why for left in found.left}
