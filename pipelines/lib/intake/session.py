"""What everything that judges files works with: workspace, configuration, rules, and two limited processes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pipelines.lib.config.load import Config
from pipelines.lib.validation.rules import RuleBook, load_rules
from pipelines.lib.worker import Worker
from pipelines.lib.workspace import Workspace

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Session:
    """What one run of the intake works with: one process reads files, another holds Great Expectations; `say` tells."""

    workspace: Workspace
    config: Config
    rules: RuleBook
    reading: Worker
    validating: Worker
    say: Progress = lambda _: None


@contextmanager
def open_session(workspace: Workspace, config: Config, say: Progress = lambda _: None) -> Iterator[Session]:
    """A session for a while; its processes are started when they are first needed, and end with it."""
    rules, limits = load_rules(workspace.expectations), config.portfolio.limits
    with Worker(limits) as reading, Worker(limits, preload="great_expectations") as validating:
        yield Session(workspace, config, rules, reading, validating, say)
