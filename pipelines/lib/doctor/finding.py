"""What a check found: a line of the doctor's table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What was looked at, what was found, and what to do; `fix` is empty when all is well."""

    about: str
    said: str
    fix: str = ""

    @property
    def is_problem(self) -> bool:
        """Whether somebody has to do something."""
        return bool(self.fix)
