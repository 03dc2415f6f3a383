"""What the cells of a column can be: number, date, month or known words, and how the file writes them.

A column of text flows in; the share of cells that can be read flows out, or the formats that read the most.
"""

from collections.abc import Sequence

import polars as pl

from pipelines.lib.conform.cell_marks import without_mark
from pipelines.lib.conform.dates import cell_formats, to_date
from pipelines.lib.conform.months import to_month
from pipelines.lib.conform.numbers import plain_number

LOCALES = ((".", None), (".", ","), (",", " "), (",", "."))
DATES = (
    "%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y/%m/%d", "%d-%m-%Y", "%m-%d-%Y", "%d-%b-%y", "%d-%b-%Y",
    "%d %b %Y", "%d/%m/%y", "%m/%d/%y", "%Y-%m-%d %H:%M:%S", "%Y%m%d",
)  # fmt: skip
DAY_OR_MONTH_FIRST = (("%d/%m/%Y", "%m/%d/%Y"), ("%d-%m-%Y", "%m-%d-%Y"), ("%d/%m/%y", "%m/%d/%y"))


def share(values: pl.Series) -> float:
    """The share of cells that could be read."""
    return 1 - values.null_count() / len(values) if len(values) else 0.0


def numbers(cells: pl.Series, decimal: str, thousands: str | None) -> float:
    """The share of cells that are numbers in a locale."""
    return share(cells.to_frame("text").select(plain_number(pl.col("text"), decimal, thousands)).to_series())


def best_locale(columns: Sequence[pl.Series]) -> tuple[str, str | None]:
    """Decimal and thousands mark under which the most cells are numbers; the first where all do."""

    def read(locale: tuple[str, str | None]) -> float:
        return sum(numbers(cells, *locale) * len(cells) for cells in columns)

    return max(LOCALES, key=read) if columns else LOCALES[0]


def dates(cells: pl.Series, formats: Sequence[str], date_system: str | None) -> float:
    """The share of cells that are dates."""
    known = cell_formats(date_system, formats)
    parsed = to_date(without_mark(pl.col("text")), known) if known else pl.lit(None)
    return share(cells.to_frame("text").select(pl.col("text"), parsed.alias("day"))["day"])


def best_formats(columns: Sequence[pl.Series], date_system: str | None) -> list[str]:
    """As few formats as read all dates, the most common first; none where a workbook's own date cells are enough."""
    left = pl.concat([cells.rename("text") for cells in columns]) if columns else pl.Series("text", [], pl.String)
    formats: list[str] = []
    while len(left):
        scores = {name: dates(left, [*formats, name], date_system) for name in DATES}
        best = max(scores, key=scores.get)
        if scores[best] <= dates(left, formats, date_system):
            break
        formats.append(best)
        parsed = left.to_frame("text").select(to_date(without_mark(pl.col("text")), [best])).to_series()
        left = left.filter(parsed.is_null())
    return formats


def is_ambiguous(columns: Sequence[pl.Series], formats: Sequence[str]) -> tuple[str, str] | None:
    """The pair of formats, day or month first, that read the same cells: nobody can tell them apart."""
    cells = pl.concat([column.rename("text") for column in columns]) if columns else pl.Series("text", [], pl.String)
    for pair in DAY_OR_MONTH_FIRST:
        if set(pair) & set(formats):
            parsed = [cells.to_frame().select(to_date(pl.col("text"), [name])).to_series() for name in pair]
            if parsed[0].is_not_null().equals(parsed[1].is_not_null()) and not parsed[0].equals(parsed[1]):
                return pair
    return None


def months(cells: pl.Series) -> float:
    """The share of cells that are months with their year."""
    return share(cells.to_frame("text").select(to_month(pl.col("text"), DATES[:1])).to_series())


def month_numbers(cells: pl.Series) -> float:
    """The share of cells that are numbers of a month, 1 to 16 (SAP's special periods)."""
    number = cells.cast(pl.Int64, strict=False)
    return share(pl.select(pl.when(number.is_between(1, 16)).then(number)).to_series())
