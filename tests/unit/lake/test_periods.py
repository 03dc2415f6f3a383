"""Which periods a contract has: from its first accepted submission, or the newest one alone where none was accepted."""

import dataclasses
import datetime as dt

import polars as pl
import pytest

from pipelines.lib.config.portfolio import Reporting
from pipelines.lib.lake.periods import period_frame


@dataclasses.dataclass
class Reported:
    """What the periods ask of a record."""

    contracts: tuple[str, ...]
    cut_off_day: dt.date
    is_accepted: bool = True
    role: str = "update"


TOLD = [Reported(("C1",), dt.date(2026, 1, 31)), Reported(("C1",), dt.date(2026, 2, 28))]


def periods_of(contract, records, calendar="month_end", started_on=None):
    """The periods of a contract beside C1."""
    contracts = pl.DataFrame(
        {"contract_id": ["C1", "C2"], "started_on": [None, started_on]},
        schema={"contract_id": pl.String, "started_on": pl.Date},
    )
    reporting = Reporting(calendar=calendar).model_dump_json()
    calendars = pl.DataFrame(
        {"contract_id": [None, "C2"], "reporting": [Reporting(calendar="month_end").model_dump_json(), reporting]}
    )
    frame = period_frame({"config_reporting": calendars, "config_contract": contracts}, records)
    return frame.filter(pl.col("contract_id") == contract)["period_id"].to_list() if frame.height else []


def test_a_contract_has_the_periods_from_its_first_submission():
    assert periods_of("C1", TOLD) == ["2026-01", "2026-02"]


@pytest.mark.parametrize("calendar", ["month_end", {"day": 5}, {"day": 25}], ids=str)
def test_a_contract_of_which_all_was_rejected_has_the_newest_period(calendar):
    rejected = Reported(("C2",), dt.date(2026, 1, 31), is_accepted=False)
    assert periods_of("C2", [*TOLD, rejected], calendar) == ["2026-02"]


def test_a_baseline_alone_makes_no_earlier_period():
    assert periods_of("C2", [*TOLD, Reported(("C2",), dt.date(2025, 12, 31), role="baseline")]) == ["2026-02"]


def test_a_contract_that_has_not_begun_has_none():
    assert periods_of("C2", TOLD, started_on=dt.date(2026, 3, 1)) == []
    assert periods_of("C2", TOLD, started_on=dt.date(2026, 2, 28)) == ["2026-02"]


def test_without_any_report_there_is_no_period():
    assert periods_of("C2", []) == []
