"""Reporting periods as rows: each contract's from its first submission to the portfolio's newest period.

The wall clock does not enter: the newest period is the newest one that somebody reported. A contract of which nothing
was accepted yet has that one alone, so that what is missing of it is said (E12): it is not left out without a word.
"""

import datetime as dt

import polars as pl

from pipelines.lib.config.calendar import Period, nearest_period_id, periods_between
from pipelines.lib.config.load import Config
from pipelines.lib.config.portfolio import Reporting
from pipelines.lib.lake.records import Record

Calendars = dict[str | None, Reporting]


def reporting_frame(config: Config) -> pl.DataFrame:
    """The reporting calendars in force: contract_id (null: the portfolio's own), reporting as JSON."""
    own = {c.contract: c.reporting for c in config.contracts.values() if c.reporting}
    rows = {None: config.portfolio.reporting, **own}
    return pl.DataFrame(
        [{"contract_id": key, "reporting": value.model_dump_json()} for key, value in rows.items()],
        infer_schema_length=None,
    )


def period_frame(configuration: dict[str, pl.DataFrame], records: list[Record]) -> pl.DataFrame:
    """Columns of lake.config_period; contract_id null is the portfolio's own calendar.

    Args:
        configuration: Of its tables config_reporting and config_contract are read.
        records: What contractors have reported.
    """
    reporting = configuration["config_reporting"]
    calendars: Calendars = {key: Reporting.model_validate_json(text) for key, text in reporting.iter_rows()}
    days = _days_by_contract(records)
    if not days:
        return pl.DataFrame()
    newest = max(_period_id(calendars, contract_id, max(found)) for contract_id, found in days.items())
    rows = [
        _row(contract_id, period)
        for contract_id, found in days.items()
        for period in _until(calendars, contract_id, min(found), newest)
    ]
    rows += [
        _row(contract_id, period)
        for contract_id, started_on in _contracts(configuration["config_contract"])
        if contract_id not in days
        for period in _until(calendars, contract_id, dt.date.fromisoformat(f"{newest}-01"), newest)[-1:]
        if started_on is None or started_on <= period.end
    ]
    first = min(min(found) for found in days.values())
    rows += [_row(None, period) for period in _until(calendars, None, first, newest)]
    return pl.DataFrame(rows, infer_schema_length=None)


def _contracts(contracts: pl.DataFrame) -> list[tuple[str, dt.date | None]]:
    """Every contract, and when it began."""
    return contracts.select("contract_id", pl.col("started_on").cast(pl.Date)).rows() if contracts.width else []


def _days_by_contract(records: list[Record]) -> dict[str, list[dt.date]]:
    """Contract -> cut-off days of its accepted updates."""
    days: dict[str, list[dt.date]] = {}
    for record in records:
        if record.is_accepted and record.role == "update" and record.cut_off_day:
            for contract_id in record.contracts:
                days.setdefault(contract_id, []).append(record.cut_off_day)
    return days


def _reporting(calendars: Calendars, contract_id: str | None) -> Reporting:
    return calendars.get(contract_id) or calendars[None]


def _period_id(calendars: Calendars, contract_id: str, day: dt.date) -> str:
    return nearest_period_id(_reporting(calendars, contract_id), day)


def _until(calendars: Calendars, contract_id: str | None, first: dt.date, newest: str) -> list[Period]:
    last = dt.date.fromisoformat(f"{newest}-28") + dt.timedelta(days=31)
    periods = periods_between(_reporting(calendars, contract_id), first, last)
    return [period for period in periods if period.period_id <= newest]


def _row(contract_id: str | None, period: Period) -> dict:
    return {
        "contract_id": contract_id,
        "period_id": period.period_id,
        "period_start": period.start,
        "period_end": period.end,
        "due_on": period.due_on,
    }
