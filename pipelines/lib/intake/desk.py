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
class Desk:
    """One run's surroundings; `reading` reads files, `validating` holds Great Expectations, `say` tells how it goes."""

    workspace: Workspace
    config: Config
    rules: RuleBook
    reading: Worker
    validating: Worker
    say: Progress = lambda _: None


@contextmanager
def open_desk(workspace: Workspace, config: Config, say: Progress = lambda _: None) -> Iterator[Desk]:
    """A desk for a while; its processes are started when they are first needed, and end with it."""
    rules, limits = load_rules(workspace.expectations), config.portfolio.limits
    with Worker(limits) as reading, Worker(limits, preload="great_expectations") as validating:
        yield Desk(workspace, config, rules, reading, validating, say)
