"""What the demo portfolio is: contracts, months, currencies, and who delivers when.

Everything else in this package is derived from here by seeded draws, so two runs write the same bytes. The committed
configuration in sources/ says the same things to the pipeline; a test holds the two together.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

SEED = 20260101
EPOCH = dt.datetime(2024, 1, 1)
ONE_DAY = dt.timedelta(days=1)
YEAR = 2025
MONTHS = tuple(range(1, 13))
STARTED_ON = dt.date(2025, 1, 6)

BASE_CURRENCY = "EUR"
BUDGET_RATES = {"EUR": Decimal("1"), "GBP": Decimal("1.17"), "CHF": Decimal("1.05"), "DKK": Decimal("0.134")}

# Days on which nobody receives or sends: the portfolio's reporting holidays.
HOLIDAYS = frozenset(
    {dt.date(YEAR + 1, 1, 1)}
    | {
        dt.date(YEAR, month, day)
        for month, day in (
            (1, 1), (4, 21), (5, 1), (5, 8), (5, 29), (6, 9), (7, 14), (8, 15), (11, 11), (12, 25),
        )
    }
)  # fmt: skip

# Where earned value comes from: the schedule's own money, the ledger's budget spread by durations, or the contractor.
COST_LOADED, BUDGET_WEIGHTED, REPORTED = "cost_loaded_schedule", "budget_weighted", "reported"


def to_hours(moment: dt.datetime) -> int:
    """Whole hours since EPOCH: the demo's only clock."""
    return int((moment - EPOCH).total_seconds()) // 3600


def to_moment(hours: int) -> dt.datetime:
    """The moment so many hours after EPOCH."""
    return EPOCH + dt.timedelta(hours=hours)


def business_day_after(day: dt.date, count: int) -> dt.date:
    """The `count`-th business day after a day."""
    while count:
        day += ONE_DAY
        count -= day.isoweekday() <= 5 and day not in HOLIDAYS
    return day


@dataclass(frozen=True)
class Period:
    """One reporting period of one contract; the status stands at `data_date`, the midnight after the cut-off day."""

    month: int
    cut_off: dt.date
    due_on: dt.date

    @property
    def period_id(self) -> str:
        """Named after the month of the cut-off."""
        return f"{self.cut_off:%Y-%m}"

    @property
    def data_date(self) -> dt.datetime:
        """Work on the data date is not in the status (P6)."""
        return dt.datetime.combine(self.cut_off + ONE_DAY, dt.time())


@dataclass(frozen=True)
class Change:
    """An approved change that re-baselines a contract."""

    change_id: str
    baseline_id: str
    month: int
    approved_on: dt.date
    effective_from: dt.date
    amount: int


@dataclass(frozen=True)
class ContractFacts:
    """One contract: identity, money in whole units of its currency, the shape of its network and how it fares."""

    contract_id: str
    project_id: str
    party_id: str
    market_no: str
    code: str
    currency: str
    signed_value: int
    activities: int
    areas: tuple[tuple[str, str], ...]
    trades: tuple[tuple[str, str], ...]
    zones: int
    steps: tuple[str, ...]
    days: tuple[int, int]
    pace: tuple[float, float]
    cost_factor: Decimal
    cut_off_day: int | None = None
    due_business_days: int = 5
    method: str = COST_LOADED
    change: Change | None = None
    due: tuple[tuple[dt.date, dt.date], ...] = field(default=())

    @property
    def is_cost_loaded(self) -> bool:
        """Whether the schedule carries money."""
        return self.method == COST_LOADED

    def period(self, month: int) -> Period:
        """The reporting period of a month of the demo's year."""
        following = (dt.date(YEAR, month, 1) + dt.timedelta(days=32)).replace(day=1)
        cut_off = dt.date(YEAR, month, self.cut_off_day) if self.cut_off_day else following - ONE_DAY
        return Period(month, cut_off, business_day_after(cut_off, self.due_business_days))

    def due_on(self, day: dt.date) -> dt.date:
        """The contractual completion date in force on a day."""
        return [due for valid_from, due in self.due if valid_from <= day][-1]

    @property
    def completion(self) -> str:
        """Task code of the activity that ends the contract."""
        return f"{self.code}99990"
