"""How long `pmo run` takes: the demo from an empty workspace, then one new schedule, then nothing new."""

import shutil
import tempfile
import time
from pathlib import Path

from pipelines.demo.write import write_demo
from tests.end_to_end.pipeline import pmo, workspace_at


def run() -> dict[str, float]:
    """Seconds of each run, in processes of their own."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = workspace_at(Path(folder))
        kept = Path(folder) / "kept"
        write_demo(workspace.inbox)
        newest = max(workspace.inbox.rglob("*.xer"), key=lambda path: path.stat().st_mtime)
        target = newest.relative_to(workspace.inbox)
        kept.mkdir()
        shutil.move(newest, kept / newest.name)
        full = _seconds(workspace)
        (workspace.inbox / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(kept / newest.name, workspace.inbox / target)
        one = _seconds(workspace)
        return {
            "demo from an empty workspace, s": full,
            "one new schedule, s": one,
            "nothing new, s": _seconds(workspace),
        }


def _seconds(workspace) -> float:
    start = time.perf_counter()
    pmo(workspace, "run")
    return time.perf_counter() - start
