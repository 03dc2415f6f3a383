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
