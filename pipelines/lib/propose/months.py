"""A sample whose months stand side by side -> rows of an earned-value report, once somebody says what they hold.

Flows in: a sample, what it matched, who is asked. Flows out: the long sample, its match and the mapping's `unpivot`.
"""

from dataclasses import dataclass, replace

import polars as pl

from pipelines.lib.config.feed import Feed
from pipelines.lib.config.source import Locale, Unpivot
from pipelines.lib.conform.dates import to_date
from pipelines.lib.conform.unpivot import unpivot
from pipelines.lib.propose import values
from pipelines.lib.propose.match import Match
from pipelines.lib.propose.questions import Questions
from pipelines.lib.propose.sample import Sample

HELD = ("none", "pv", "ev", "ac", "pv_period", "ev_period", "ac_period")
FEWEST = 3
# The ways of writing a month or its day that are sure to be one, and their regular expression.
WRITTEN = {"%Y-%m-%d": r"^\d{4}-\d{2}-\d{2}$", "%d/%m/%Y": r"^\d{2}/\d{2}/\d{4}$", "%Y-%m": r"^\d{4}-\d{2}$"}


@dataclass(frozen=True)
class LongSample:
    """Months one below the other."""

    sample: Sample
    match: Match
    unpivot: dict[str, str]


def months_below(sample: Sample, match: Match, feeds: dict[str, Feed], questions: Questions) -> LongSample | None:
    """The sample as a report by account and month; None without such columns, or when nobody says what they hold."""
    key, amount = match.columns.get("cost_key"), match.columns.get("amount")
    found = _months(sample)
    if key is None or found is None:
        return None
    pattern, headers = found
    shown = f"{headers[0]} to {headers[-1]}"
    question = f"{sample.name}: {len(headers)} columns from {shown} stand side by side: what do they hold?"
    held = questions.ask(f"{sample.path.stem}.months", question, "none", HELD)
    if held == "none":
        return None
    cells = pl.concat([sample.frame[name].rename("cell") for name in headers]).drop_nulls()
    spec = {"columns": pattern, "name": "Month", "value": "Cell"}
    spec |= {"fractions_of": amount} if amount and _are_fractions(cells) else {}
    decimal, thousands = values.best_locale([cells])
    frame, _ = unpivot(sample.frame, Unpivot(**spec), Locale(decimal=decimal, thousands=thousands))
    table = feeds["earned_value"].tables["control_account_period"]
    columns = {"control_account": key, "period_end": "Month", held: "Cell", **({"bac": amount} if amount else {})}
    return LongSample(replace(sample, frame=frame), Match("earned_value", table, columns, 0.0), spec)


def _months(sample: Sample) -> tuple[str, list[str]] | None:
    """The headers that are days or months, in one way of writing."""
    names = pl.Series("text", sample.frame.columns)
    for written, pattern in WRITTEN.items():
        text = pl.col("text") + "-01" if written == "%Y-%m" else pl.col("text")
        days = names.to_frame().select(to_date(text, ["%Y-%m-%d" if written == "%Y-%m" else written]))["text"]
        headers = names.filter(days.is_not_null() & names.str.contains(pattern)).to_list()
        if len(headers) >= FEWEST:
            return pattern, headers
    return None


def _are_fractions(cells: pl.Series) -> bool:
    number = (
        cells.str.strip_suffix("%").str.strip_chars().str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    )
    return bool(cells.str.ends_with("%").any() or ((number.max() or 0) <= 1 and (number.max() or 0) > 0))
