"""A process that kills itself: at the Nth time state is put into place, before or after it.

Every write of state ends in one rename (pipelines.lib.files), a receipt also in two unlinks. Patching both gives every named
step of a run without a line of test code in the product.
"""

import os
import signal
from pathlib import Path

import pytest

from pipelines.lib.workspace import PROJECT_ROOT, Workspace
from tests.in_process import work_in_process

STEP_OF_FOLDER = {
    "archive": "archive",
    "_receiving": "announce",
    ".taking": "leave inbox",
    "_receipts": "receipt",
    "_staging": "stage",
    "finding": "findings",
    "faults": "fault list",
    "_submissions": "record",
    "_comparisons": "comparison",
    "_config": "configuration",
    "_moment.json": "moment",
    "published": "publish",
}


REMOVALS = {".taking": "remove taken", "_receiving": "close announcement"}


def step_of(path: str) -> str:
    """The named step that puts a path into place."""
    parts = set(Path(path).parts)
    return next((step for folder, step in STEP_OF_FOLDER.items() if folder in parts), "load")


class Interruption:
    """Counts steps; kills this process at the `nth` occurrence of `step`, before or after it."""

    def __init__(self, step: str | None, nth: int, moment: str) -> None:
        self.step, self.nth, self.moment = step, nth, moment
        self.seen: dict[str, int] = {}

    def install(self) -> None:
        """Patch rename and unlink."""
        self._wrap(os, "replace", lambda source, target, **_: step_of(str(target)))
        self._wrap(os, "unlink", lambda path, **_: _removal(Path(path)))
        self._wrap(os, "rename", lambda source, target, **_: step_of(str(target)))

    def _wrap(self, module, name, step_of_call) -> None:
        real = getattr(module, name)

        def call(*args, **kwargs):
            step = step_of_call(*args, **kwargs)
            if step:
                self.seen[step] = self.seen.get(step, 0) + 1
                hit = step == self.step and self.seen[step] == self.nth
                if hit and self.moment == "before":
                    os.kill(os.getpid(), signal.SIGKILL)
                real(*args, **kwargs)
                if hit:
                    os.kill(os.getpid(), signal.SIGKILL)
                return None
            return real(*args, **kwargs)

        setattr(module, name, call)


def _removal(path: Path) -> str | None:
    """The last two steps of a file that leaves the inbox; most have no sidecar to be removed with them."""
    if not path.exists():
        return None
    return next((step for folder, step in REMOVALS.items() if folder in path.parts), None)


def take_in_interrupted(home: str, sources: str, step: str | None, nth: int, moment: str, report) -> None:
    """Run the intake (and a publication of what is built) in this process, to be killed on the way."""
    from pipelines.lib.config.load import load
    from pipelines.lib.intake.run import take_in
    from pipelines.lib.lake.configuration import commit_configuration, configuration_frames
    from pipelines.lib.validation.rules import load_rules
    from pipelines.lib.warehouse.publication import write_state
    from pipelines.lib.warehouse.publish import publish, publish_parquet

    workspace = Workspace(Path(home), Path(sources), PROJECT_ROOT / "expectations")
    interruption = Interruption(step, nth, moment)
    interruption.install()
    work_in_process(pytest.MonkeyPatch())  # so that a kill ends the jobs too, as the kernel does with real ones
    config = load(workspace)
    take_in(workspace, config)
    commit_configuration(workspace, configuration_frames(config, load_rules(workspace.expectations).frame()))
    if workspace.warehouse_file.is_file():
        tables = publish(workspace, workspace.warehouse_file, workspace.published_file)
        publish_parquet(workspace)
        write_state(workspace, tables)
    report.put(interruption.seen)
