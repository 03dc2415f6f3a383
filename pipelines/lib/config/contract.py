"""Models of sources/contracts/<contract>.yml: one contract's master data and how its figures are to be read."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from pipelines.lib.config.base import Amount, Day, Strict
from pipelines.lib.config.portfolio import Currency, Identifier, Reporting
from pipelines.lib.config.source import FeedName

EntryType = Literal[
    "budget", "budget_change", "transfer", "commitment", "certified", "invoice", "payment", "actual", "accrual",
    "forecast", "contingency", "contingency_draw", "management_reserve", "provisional_sum", "retention",
    "retention_release", "advance", "advance_recovery", "price_revision", "damages", "funding",
]  # fmt: skip
# Stages of the same money: two of them in one AC would count it twice (KPIS 0.9).
STAGES = {"certified", "invoice", "payment", "actual"}


class DueDate(Strict):
    """A contractual date, in force from a day on."""

    from_: Day = Field(dt.date(1900, 1, 1), alias="from")
    date: Day
    change: str | None = None


def _due_dates(value: Any) -> Any:
    if not isinstance(value, dt.date | str | dict | list | tuple):
        raise ValueError("expected a date, YYYY-MM-DD, or a list of {from, date, change}")
    return [{"date": value}] if isinstance(value, dt.date | str) else [value] if isinstance(value, dict) else value


DueDates = Annotated[tuple[DueDate, ...], BeforeValidator(_due_dates)]


class Completion(Strict):
    """The activity that ends the contract and when it is due."""

    activity: str
    due: DueDates = ()


class Milestone(Strict):
    """A contractual milestone."""

    activity: str
    name: str
    due: DueDates = ()
    damages_per_day: Amount | None = Field(None, ge=0)
    damages_cap_pct: float | None = Field(None, ge=0, le=100)


class Baseline(Strict):
    """An approved baseline; its file comes in role baseline under the same id."""

    id: Identifier
    approved_on: Day
    effective_from: Day
    kind: Literal["initial", "replan", "rebaseline", "over_target"]
    change: str | None = None


class CostView(Strict):
    """What AC and BAC are for this contract (KPIS 0.9)."""

    perspective: Literal["owner", "contractor"] = "owner"
    pricing: Literal["lump_sum", "remeasured", "cost_plus"] = "remeasured"
    ac_from: tuple[EntryType, ...] = ("actual", "accrual")
    bac_from: Literal["baseline", "ledger"] = "baseline"

    @model_validator(mode="after")
    def _one_stage(self) -> "CostView":
        stages = STAGES & set(self.ac_from)
        if len(stages) > 1:
            raise ValueError(f"ac_from: {sorted(stages)} are stages of the same money and are never summed: keep one")
        return self


class EarnedValue(Strict):
    """Where earned value comes from."""

    method: Literal["cost_loaded_schedule", "budget_weighted", "reported"] = "cost_loaded_schedule"
    weight: Literal["units", "duration", "udf"] | None = None
    udf: str | None = None
    ac_from: Literal["ledger", "report"] | None = Field(
        None, description="Where AC comes from; the report for method reported, the ledger otherwise"
    )

    @model_validator(mode="after")
    def _report_is_there(self) -> "EarnedValue":
        if self.ac_from == "report" and self.method != "reported":
            raise ValueError("ac_from report needs method reported")
        return self

    @model_validator(mode="after")
    def _weight_is_named(self) -> "EarnedValue":
        if self.method == "budget_weighted" and self.weight is None:
            raise ValueError("method budget_weighted needs weight: units, duration or udf")
        if self.weight == "udf" and not self.udf:
            raise ValueError("weight udf needs udf: the label of the user-defined field")
        return self


class ScheduleKey(Strict):
    """What in the schedule names the control account of an activity."""

    wbs_level: int | None = Field(None, ge=1, le=100)
    activity_code: str | None = None
    udf: str | None = None

    @model_validator(mode="after")
    def _one_of(self) -> "ScheduleKey":
        if sum(value is not None for value in (self.wbs_level, self.activity_code, self.udf)) != 1:
            raise ValueError("give exactly one of wbs_level, activity_code, udf")
        return self


class ControlAccount(Strict):
    """Where schedule and cost meet."""

    schedule: ScheduleKey = ScheduleKey(wbs_level=1)
    map: str | None = Field(None, description="CSV beside this file: schedule_key, cost_key, share")


class PriceBase(Strict):
    """The month of the contract's prices."""

    month: str
    indexed: bool = False


class Contract(Strict):
    """One contractor's package on one project."""

    contract: Identifier
    project: Identifier
    contractor: str
    party: Identifier | None = Field(None, description="The party id of the contractor, where it sends files")
    name: str | None = None
    form: str | None = None
    currency: Currency
    tax_basis: Literal["excl", "incl"] = "excl"
    price_base: PriceBase | None = None
    signed_value: Amount | None = Field(None, ge=0)
    started_on: Day | None = None
    completion: Completion | None = None
    milestones: tuple[Milestone, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    cost_view: CostView = CostView()
    ac_date: Literal["posting_date", "document_date", "service_date", "fiscal_period"] = "posting_date"
    earned_value: EarnedValue = EarnedValue()
    control_account: ControlAccount = ControlAccount()
    reporting: Reporting | None = None
    expects: tuple[FeedName, ...] = ()

    @model_validator(mode="after")
    def _expects_once(self) -> "Contract":
        twice = sorted({feed for feed in self.expects if self.expects.count(feed) > 1})
        if twice:
            raise ValueError(f"expects: {', '.join(twice)} stands there twice: keep one")
        return self
