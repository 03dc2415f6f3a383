"""What is done for many things together, done in halves where it fails: what fails alone is found, the rest goes on."""

from collections.abc import Callable
from typing import TypeVar

from pipelines.lib.errors import InternalError, PmoError, Unforeseen

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_halves(
    items: list[Item], attempt: Callable[[list[Item]], Result], check: Callable[[], None] = lambda: None
) -> tuple[list[Result], list[tuple[Item, PmoError]]]:
    """The results of every part that went well, and each item that fails alone with its error.

    Args:
        items: What is worked on.
        attempt: The work; a part of it may be done again in a smaller one.
        check: Called before an item is suspected: it raises where no item is to blame.

    Raises:
        PmoError: what `check` raises, or what `attempt` raises that is neither Unforeseen nor an InternalError.
    """
    if not items:
        return [], []
    try:
        return [attempt(items)], []
    except (Unforeseen, InternalError) as error:
        failure = error
    check()
    if len(items) == 1:
        return [], [(items[0], failure)]
    middle = len(items) // 2
    first, second = in_halves(items[:middle], attempt, check), in_halves(items[middle:], attempt, check)
    return first[0] + second[0], first[1] + second[1]
