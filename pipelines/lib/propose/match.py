"""Which canonical table a sample fills, and which of its columns fill which canonical ones.

Data flow: Sample + feeds + Vocabulary -> Match. By name first; a name counts only where the cells fit the type.
"""

from dataclasses import dataclass

import polars as pl

from pipelines.lib.config.feed import ColumnSpec, Feed, TableSpec
from pipelines.lib.propose import values
from pipelines.lib.propose.sample import Sample
from pipelines.lib.propose.vocabulary import Vocabulary

# Without these a table of the feed holds nothing to report: any one of each group.
NEEDED = {
    "cost_entry": [("cost_key",), ("amount",)],
    "control_account_period": [("pv", "pv_period"), ("ev", "ev_period")],
    "risk": [("risk_id",), ("title",), ("probability", "cost_likely", "response")],
    "invoice": [("invoice_id",), ("amount",), ("due_on", "received_on", "paid_on")],
}
MOSTLY = 0.8
ENOUGH = 0.6


@dataclass(frozen=True)
class Match:
    """A sample and the table it fills.

    Attributes:
        columns: Canonical column -> the sample's column.
        likeness: The sum of how well they fit, to choose between tables.
    """

    feed: str
    table: TableSpec
    columns: dict[str, str]
    likeness: float


def match(sample: Sample, feeds: dict[str, Feed], vocabulary: Vocabulary, only: str | None = None) -> Match | None:
    """The table that the sample fits best, of one feed or of any; None where it fits none."""
    tables = [(name, feed.tables[table]) for name, feed in feeds.items() for table in feed.tables if table in NEEDED]
    found = [_match(sample, name, table, vocabulary) for name, table in tables if only in (None, name)]
    fitting = [one for one in found if _has_needed(one)]
    return max(fitting, key=lambda one: one.likeness, default=None)


def other_kind(sample: Sample, vocabulary: Vocabulary) -> str | None:
    """What a file is that no feed takes: a change register, an RFI log."""
    headers = sample.frame.columns
    kinds = ((kind, names) for lang in vocabulary.languages for kind, names in lang.other.items())
    return next((kind for kind, names in kinds if vocabulary.any_is(headers, names)), None)


def _has_needed(found: Match) -> bool:
    return all(any(name in found.columns for name in group) for group in NEEDED[found.table.name])


def _match(sample: Sample, feed: str, table: TableSpec, vocabulary: Vocabulary) -> Match:
    """Best pairs first; each column of either side once."""
    scored = [
        (likeness * _fits(sample, header, name, spec, vocabulary), sample.frame[header].n_unique(), name, header)
        for name, spec in table.columns.items()
        for header in sample.frame.columns
        # A header that is the very name of something is no part of the name of another thing: a cost code is no cost.
        if (likeness := vocabulary.likeness(header, table.name, name)) == 1
        or (likeness and not vocabulary.knows(header))
    ]
    order = list(table.columns)
    # Of two amounts that fit as well, the one that differs from row to row is the line's own.
    scored.sort(key=lambda item: (-item[0], order.index(item[2]), -item[1]))
    columns: dict[str, str] = {}
    total = 0.0
    for score, _, name, header in scored:
        if score >= ENOUGH and name not in columns and header not in columns.values():
            columns[name] = header
            total += score
    return Match(feed, table, columns, total)


def _fits(sample: Sample, header: str, name: str, spec: ColumnSpec, vocabulary: Vocabulary) -> float:
    """How well the cells fit the column's type, 0 to 1."""
    cells = sample.frame[header].drop_nulls()
    if cells.is_empty():
        return 0.7  # an empty column may well be meant
    if spec.type in ("decimal", "double", "integer"):
        most = max(values.numbers(cells, *locale) for locale in values.LOCALES)
        return 1.0 if most >= MOSTLY else 0.9 * (name.endswith("probability") and _are_classes(cells, vocabulary))
    if spec.type in ("date", "timestamp"):
        formats = values.best_formats([cells], sample.date_system)
        return float(values.dates(cells, formats, sample.date_system) >= MOSTLY)
    if spec.type == "month":
        return 1.0 if values.months(cells) >= MOSTLY else float(_has_year(sample, cells, vocabulary))
    if spec.values:
        words = cells.unique().to_list()
        known = sum(vocabulary.canonical(name, word) is not None for word in words)
        return 1.0 if known == len(words) else 0.9 if 2 * known >= len(words) else 0.5
    return 0.5 if values.dates(cells, values.DATES, sample.date_system) >= MOSTLY else 1.0


def _are_classes(cells: pl.Series, vocabulary: Vocabulary) -> bool:
    words = cells.unique().to_list()
    return 2 * sum(vocabulary.speaks_of("classes", word, alone=True) for word in words) >= len(words)


def _has_year(sample: Sample, cells: pl.Series, vocabulary: Vocabulary) -> bool:
    return values.month_numbers(cells) >= MOSTLY and year_column(sample, vocabulary) is not None


def year_column(sample: Sample, vocabulary: Vocabulary) -> str | None:
    """The column of the fiscal year, where months stand apart from it."""
    return next((name for name in sample.frame.columns if vocabulary.speaks_of("year", name, alone=True)), None)
