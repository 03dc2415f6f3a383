"""Which of a file's first lines is its header: the first that holds most of the names that its source expects."""

from collections.abc import Iterable, Sequence, Set

from pipelines.lib.names import fold

# So many of the first lines may stand above a header that is known by its names.
SEARCHED = 200


def how_many_of(asked: Set[str], cells: Iterable[str]) -> int:
    """How many of the folded names stand in the cells of a line."""
    return len(asked & {fold(cell) for cell in cells})


def first_with_most(found: Sequence[int], asked: Set[str]) -> int | None:
    """The position of the first line with most names; None where no line has two of them, or the one there is."""
    most = max(found, default=0)
    return found.index(most) if most >= min(2, max(len(asked), 1)) else None
