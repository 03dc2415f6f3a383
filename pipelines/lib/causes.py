"""Which of the causes of an exception says what happened: an error of ours, or a refusal of the machine."""

from collections.abc import Iterator

from pipelines.lib.errors import PmoError
from pipelines.lib.files import fault_of_machine


def known_cause(error: BaseException) -> PmoError | None:
    """The first error of ours among an exception and its causes, else what the machine refused; None: unforeseen."""
    causes = list(_chain(error))
    ours = (cause for cause in causes if isinstance(cause, PmoError))
    return next(ours, None) or next(filter(None, map(fault_of_machine, causes)), None)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An exception, its cause, the cause of that ...; causes may lead in a circle, which ends where it closes."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
