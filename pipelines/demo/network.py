"""What a schedule consists of: activities, links, and the network they make.

How a contract's network is laid out belongs in build.py.
"""

from dataclasses import dataclass, field
from graphlib import TopologicalSorter

TASK, START, FINISH, LOE = "TT_Task", "TT_Mile", "TT_FinMile", "TT_LOE"


@dataclass(frozen=True)
class Activity:
    """One activity; `duration` in working hours of its own calendar."""

    code: str
    name: str
    kind: str
    wbs: tuple[str, ...]
    calendar: str = "5x8"
    duration: int = 0
    percent_type: str = "CP_Drtn"

    @property
    def account(self) -> str:
        """The control account: WBS level 2."""
        return ".".join(self.wbs[:2])

    @property
    def is_milestone(self) -> bool:
        """A start or finish milestone."""
        return self.kind in (START, FINISH)


@dataclass(frozen=True)
class Link:
    """One logic link; `lag` in elapsed hours (the 24-hour calendar)."""

    pred: str
    succ: str
    kind: str = "PR_FS"
    lag: int = 0


@dataclass
class Network:
    """Activities by code, links, and what each level of effort spans: start of one to finish of another."""

    wbs_names: dict[tuple[str, ...], str]
    activities: dict[str, Activity] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    spans: dict[str, tuple[str, str]] = field(default_factory=dict)

    def order(self) -> list[str]:
        """Codes without level of effort, predecessors first."""
        graph: dict[str, list[str]] = {code: [] for code in self.activities if code not in self.spans}
        for link in self.links:
            if link.succ not in self.spans:
                graph[link.succ].append(link.pred)
        return list(TopologicalSorter(graph).static_order())
