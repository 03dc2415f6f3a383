"""Errors for the person who can act: what, where, why it matters, what to do.

Every exception of this project derives from PmoError. Faults of a contractor's file are findings, not exceptions:
they belong to validation.
"""

import traceback

# The end of a traceback says most.
CAUSE_KEPT = 8000


class PmoError(Exception):
    """What went wrong, where, why it matters and what to do about it."""

    def __init__(self, what: str, *, where: str = "", why: str = "", fix: str = "") -> None:
        self.what, self.where, self.why, self.fix = what, where, why, fix
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """The error as one line: `where: what. why. fix`."""
        head = f"{self.where}: {self.what}" if self.where else self.what
        return ". ".join(part.rstrip(".") for part in (head, self.why, self.fix) if part) + "."


class UnreadableFile(PmoError):
    """The bytes are not a file of the kind the source announces."""


class ConfigError(PmoError):
    """A YAML or CSV under sources/ or expectations/ does not say what it must."""


class WorkspaceBusy(PmoError):
    """Another run holds the workspace."""


class WarehouseError(PmoError):
    """dbt or the publication failed: our model is wrong, never the contractor's data."""


class DamagedWorkspace(PmoError):
    """Something that figures rest on is damaged or missing: nothing is published until it is mended."""


class ModelError(WarehouseError):
    """A model, or the query of a test, failed on the data it was given; `models` names it, and others that failed."""

    def __init__(self, what: str, models: tuple[str, ...], **more: str) -> None:
        super().__init__(what, **more)
        self.models = models


class InternalError(PmoError):
    """Two parts of this program disagree; the load is not trusted."""


class MachineFault(PmoError):
    """The disk is full or state can't be written: nothing is known against any file, and no file is judged by it."""


class Unforeseen(PmoError):
    """Something that this program does not provide for; `cause` is for its engineers: exception, message, traceback."""

    def __init__(self, what: str, *, cause: str = "", **said: str) -> None:
        super().__init__(what, **said)
        self.cause = _printable(cause)

    @classmethod
    def of(cls, error: BaseException) -> "Unforeseen":
        """The error that an exception of somebody else's becomes."""
        lines = traceback.format_exception(error)
        return cls(f"{type(error).__name__}: {_printable(str(error))[:200]}", cause="".join(lines)[-CAUSE_KEPT:])


class LimitExceeded(Unforeseen):
    """More time or memory than `limits:` of portfolio.yml allow; `key` names the one."""

    def __init__(self, what: str, *, key: str = "", cause: str = "", **said: str) -> None:
        super().__init__(what, cause=cause, **said)
        self.key = key


def _printable(text: str) -> str:
    """Text that can be written anywhere: half a character of a file's name or content is spelled out."""
    return text.encode("utf-8", "backslashreplace").decode()
