"""Models of sources/portfolio.yml: the programme, its projects and parties, and when months are closed."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from pipelines.lib.config.base import Day, Strict

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class DayOfMonth(Strict):
    """Cut-off on one day of every month."""

    day: int = Field(ge=1, le=28)


class Dates(Strict):
    """Cut-off dates written out."""

    dates: tuple[Day, ...] = Field(min_length=1)


def _dates(value: object) -> object:
    return {"dates": value} if isinstance(value, list) else value


Calendar = Annotated[Literal["month_end"] | DayOfMonth | Dates, BeforeValidator(_dates)]


def _is_country(code: str) -> str:
    from holidays import list_supported_countries

    if code not in list_supported_countries():
        raise ValueError(f"no public holidays are known for {code!r}: write the dates, or an ISO code like FR")
    return code


CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$"), AfterValidator(_is_country)]


class Reporting(Strict):
    """When a period is cut off and how long a sender has after it."""

    calendar: Calendar = "month_end"
    due_business_days: int = Field(5, ge=0, le=10_000)
    holidays: CountryCode | tuple[Day, ...] = Field((), description="A country's public holidays (FR), or the days")


class InboxSpec(Strict):
    """When a file of the inbox is taken."""

    settle_seconds: float = Field(10, ge=0, le=600, description="A file is taken when it has stood still for so long")


class Named(Strict):
    """A project or party: an id that never changes and a name people read."""

    id: Identifier
    name: str


class Limits(Strict):
    """What one file may take: more is its verdict, and no other file waits for it."""

    seconds_per_file: float = Field(600, gt=0, description="To read a file, and to validate what is new")
    memory_mb: int = Field(4096, ge=1024, description="Of the process that reads, and of the one that validates")


class Portfolio(Strict):
    """The whole programme."""

    portfolio: Identifier
    name: str
    base_currency: Currency
    projects: tuple[Named, ...] = Field(min_length=1)
    parties: tuple[Named, ...] = Field(min_length=1)
    reporting: Reporting = Reporting()
    inbox: InboxSpec = InboxSpec()
    limits: Limits = Limits()
