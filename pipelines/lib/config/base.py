"""What every configuration model shares: unknown keys are an error, instances never change; what a day is."""

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(\D.*)?")


def refuse_number(value: Any) -> Any:
    """Pydantic takes 20250505 for so many seconds since 1970; nobody who writes it means that.

    Raises:
        ValueError: a number, or text that does not begin with a day.
    """
    if isinstance(value, int | float) or (isinstance(value, str) and not _DAY.fullmatch(value.strip())):
        raise ValueError("expected a day as YYYY-MM-DD")
    return value


Day = Annotated[dt.date, BeforeValidator(refuse_number)]
# An amount or a limit: what DECIMAL(18,4) holds, with room for sums.
Amount = Annotated[Decimal, Field(ge=Decimal(-(10**13)), le=Decimal(10**13))]


class Strict(BaseModel):
    """A model that refuses unknown keys and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
