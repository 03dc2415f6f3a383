"""Header cells as a file writes them -> column names that are unique and never those of the row's place."""

import itertools

from pipelines.lib.readers import PLACE


def unique_names(cells: list[str]) -> list[str]:
    """Folded names; a blank one is `(column N)`, a repeated one `Likelihood (2)`."""
    wanted = [" ".join(cell.split()) or blank_name(position) for position, cell in enumerate(cells, 1)]
    listed, taken = set(wanted), set(PLACE)
    names: list[str] = []
    for name in wanted:
        # `Likelihood (2)` may be a header of its own: the number grows until the name is free.
        again = (f"{name} ({number})" for number in itertools.count(2))
        names.append(name if name not in taken else next(n for n in again if n not in taken and n not in listed))
        taken.add(names[-1])
    return names


def blank_name(position: int) -> str:
    """The name of a column without header, by its 1-based position."""
    return f"(column {position})"
