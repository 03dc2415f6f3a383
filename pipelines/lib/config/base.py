"""What every configuration model shares: unknown keys are an error, instances never change; what a day is."""

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

_NUMBER = re.compile(r"\s*[-+]?[\d.]+\s*")


def refuse_number(value: Any) -> Any:
    """Pydantic takes 20250505 for so many seconds since 1970; nobody who writes it means that.

    Raises:
        PydanticCustomError: a number, or text that is one.
    """
    if isinstance(value, int | float) or (isinstance(value, str) and _NUMBER.fullmatch(value)):
        raise PydanticCustomError("date_parsing", "a number is no date")
    return value


Day = Annotated[dt.date, BeforeValidator(refuse_number)]
# An amount or a limit: what DECIMAL(18,4) holds, with room for sums.
Amount = Annotated[Decimal, Field(ge=Decimal(-(10**13)), le=Decimal(10**13))]


class Strict(BaseModel):
    """A model that refuses unknown keys and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
