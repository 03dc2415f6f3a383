"""Models of sources/thresholds.yml: what is green, amber and red, for whom and since when."""

import datetime as dt
from typing import Literal

from pydantic import Field, model_validator

from pipelines.lib.config.base import Amount, Day, Strict


class Threshold(Strict):
    """One limit pair; the most specific (contract, project, any) and newest wins."""

    kpi: str = Field(pattern=r"^[A-Z]{2}-\d{2}$")
    variant: str | None = None
    scope: str | None = None
    project: str | None = None
    contract: str | None = None
    from_: Day = Field(dt.date(1900, 1, 1), alias="from")
    direction: Literal["higher", "lower"]
    green: Amount
    amber: Amount
    source: str = Field(description="Standard, edition and section, or [H] for a house default")

    @model_validator(mode="after")
    def _in_order(self) -> "Threshold":
        ordered = self.green >= self.amber if self.direction == "higher" else self.green <= self.amber
        if not ordered:
            raise ValueError(f"green and amber are the wrong way round for direction {self.direction}")
        return self


class Thresholds(Strict):
    """The file's one key."""

    thresholds: tuple[Threshold, ...] = ()
