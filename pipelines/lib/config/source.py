"""Models of sources/parties/<party>/<feed>.yml: a party's delivery of a feed and how its files become tables."""

import codecs
import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from pipelines.lib.config.base import Amount, Day, Strict
from pipelines.lib.config.pattern import Pattern, group_names
from pipelines.lib.config.portfolio import Currency

FeedName = Literal["schedule", "cost", "earned_value", "risk", "invoice"]


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str | dict) else value


StrList = Annotated[tuple[str, ...], BeforeValidator(_as_list)]


# Signs that can stand between two cells: one byte each, nothing that cells are made of.
CAN_DELIMIT = frozenset("\t !#$%&*+/:;<=>?@^_`|~,")


class ReadSpec(Strict):
    """How the bytes of a file become rows of strings."""

    kind: Literal["xer", "csv", "excel"]
    delimiter: str | None = Field(None, max_length=1, description="Found by itself when not given")
    encoding: str | None = Field(None, description="Found by itself when not given")
    header_row: int | None = Field(
        None,
        ge=1,
        description="1-based line of the headers, as an editor counts (a `sep=` line too); found when not given",
    )
    header_rows: int = Field(
        1, ge=1, le=5, description="Lines of a workbook's headers; a column's names are joined: Budget / Initial"
    )
    sheet: str | None = Field(
        None, description="A workbook's sheet, or a pattern for several of one layout; the only visible one by default"
    )
    project: str | None = Field(None, description="Which project of an XER that exports several")

    @field_validator("delimiter")
    @classmethod
    def _is_a_delimiter(cls, value: str | None) -> str | None:
        if value and value not in CAN_DELIMIT:
            raise ValueError("expected a sign that stands between cells, such as ; or , or a tab")
        return value

    @field_validator("encoding")
    @classmethod
    def _is_known(cls, value: str | None) -> str | None:
        try:
            return codecs.lookup(value).name if value else None
        except LookupError:
            raise ValueError("no such encoding; for example utf-8, cp1252, cp1251") from None


class Locale(Strict):
    """How a file writes numbers and dates."""

    decimal: Literal[".", ","] = "."
    thousands: str | None = Field(None, description="A space stands for every kind of space")
    date: StrList = Field(("%Y-%m-%d",), description="strptime formats, tried in order")
    scale: Amount = Field(Decimal(1), gt=0, description="1000 where amounts are written in thousands")


class ColumnMap(Strict):
    """A column that needs more than a name."""

    column: str
    map: dict[str, str] | None = Field(None, description="The file's words -> canonical words")
    date: StrList | None = None
    scale: Amount | None = Field(None, gt=0)
    unit: Literal["percent"] | None = Field(None, description="Numbers are percents: 50 means 0.5")
    year: str | None = Field(None, description="The column of the year, where this one has only the number of a month")


class DropRows(Strict):
    """Rows that are not data: sub-totals, totals, blank separators. What is dropped is counted in the verdict."""

    where: str


class Unpivot(Strict):
    """Columns that repeat one thing month by month, turned into rows before anything else is mapped."""

    columns: Pattern = Field(description="Regular expression of their headers")
    name: str = Field(
        "Header", description="What the new column of their headers is called in `columns` of the mapping"
    )
    value: str = Field("Cell", description="What the new column of their cells is called")
    fractions_of: str | None = Field(None, description="The cells are fractions of this column: 20 % of 1000 is 200")


class Mapping(Strict):
    """The mapping in force for data dates from `from` on."""

    from_: Day = Field(dt.date(1900, 1, 1), alias="from")
    columns: dict[str, str | ColumnMap] = Field(default_factory=dict)
    constants: dict[str, str] = Field(default_factory=dict)
    unpivot: Unpivot | None = None
    content: Literal["snapshot", "delta"] = "snapshot"
    tax_included: Amount | None = Field(
        None, gt=0, le=100, description="Percent of tax inside the amounts (TTC), taken out: 20 turns 120 into 100"
    )
    ignore: StrList = ()
    drop_rows: Annotated[tuple[DropRows, ...], BeforeValidator(_as_list)] = ()


class ContractColumn(Strict):
    """The rows of the source name their contract."""

    column: str
    map: dict[str, str] = Field(
        default_factory=dict, description="The file's word -> contract; a contract's own id maps to itself"
    )


class DataDatePlace(Strict):
    """Where the data date of a file stands, when its content does not say (a P6 XER does)."""

    file_name: Pattern | None = Field(None, description="Regular expression with a group named date")
    column: str | None = Field(None, description="A column that repeats it on every row; the latest counts")
    format: str = "%Y-%m-%d"
    includes_day: bool = Field(
        True, description="Whether the day named is in the file; false: the status ends at its midnight"
    )

    @model_validator(mode="after")
    def _one_place(self) -> "DataDatePlace":
        if (self.file_name is None) == (self.column is None):
            raise ValueError("give exactly one of file_name and column")
        return self

    @field_validator("file_name")
    @classmethod
    def _has_date_group(cls, value: str | None) -> str | None:
        if value is not None and "date" not in group_names(value):
            raise ValueError(r"needs a group named date, for example (?P<date>\d{4}-\d{2}-\d{2})")
        return value


class Source(Strict):
    """One source: party x feed. `source_id` is `<party>.<file name without .yml>`."""

    source_id: str
    party_id: str
    feed: FeedName
    table: str | None = Field(None, description="The canonical table of a flat file; the feed's first by default")
    contract: str | ContractColumn | None = None
    files: StrList = Field(min_length=1, description="File name patterns inside inbox/<party>/<feed>/")
    baseline_files: Pattern | None = Field(
        None, description="Regular expression: such files come in role baseline; group baseline_id names it"
    )
    received: Literal["arrival", "file_time"] = Field(
        "arrival",
        description="Time of receipt: when the file came into the inbox, or the time the file itself bears. "
        "file_time is for loading a backlog; copying tools keep old times, so a correction may seem older",
    )
    read: ReadSpec
    currency: Currency | None = Field(
        None,
        description="Of an XER's costs, whatever its first line says; another one than the contract's is converted "
        "at its budget rate",
    )
    locale: Locale = Locale()
    data_date: DataDatePlace | None = None
    versions: tuple[Mapping, ...] = Field((Mapping(),), min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> "Source":
        starts = [version.from_ for version in self.versions]
        if starts != sorted(set(starts)):
            raise ValueError("versions must be in order of `from`, each date once")
        if self.read.kind != "xer" and self.data_date is None:
            raise ValueError("data_date is needed: the place where this file says its data date (file_name or column)")
        return self

    def mapping_for(self, day: dt.date) -> Mapping:
        """The mapping in force for a data date; the oldest one for anything before it."""
        in_force = [version for version in self.versions if version.from_ <= day]
        return in_force[-1] if in_force else self.versions[0]
