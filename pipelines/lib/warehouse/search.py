"""Which of many loads break a build, in few trials: halves of halves, the older loads first.

Flows in: loads in the order in which they came, and a function that says whether some of them can be built. What a
trial is does not belong here (set_aside.py).
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Builds = Callable[[Sequence[Item]], bool]


def breaking(items: Sequence[Item], builds: Builds) -> list[Item]:
    """The items without which the others build; empty when it is not the items.

    Where two items break the build together only, the later one is named: what came before it had built. Nothing is
    named when nothing at all does not build either (the fault is ours), or when all of them do (it was not the data).

    Args:
        items: Oldest first.
        builds: Whether some of them, in the same order, can be built. One broken item costs about 2 log2(n) calls.
    """
    if not items or not builds([]) or builds(items):
        return []
    return _breaking([], items, builds)


def _breaking(kept: list[Item], items: Sequence[Item], builds: Builds) -> list[Item]:
    """Those of `items` that break a build with `kept`, which builds; with all of `items` it does not."""
    if len(items) == 1:
        return list(items)
    older, newer = items[: len(items) // 2], items[len(items) // 2 :]
    if builds([*kept, *older]):
        return _breaking([*kept, *older], newer, builds)
    broken = _breaking(kept, older, builds)
    kept = [*kept, *(item for item in older if item not in broken)]
    return broken if builds([*kept, *newer]) else broken + _breaking(kept, newer, builds)
