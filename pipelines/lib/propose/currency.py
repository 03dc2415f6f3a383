"""The currency of a sample's amounts, where the file says it: in a column, in headers and cells, around its table."""

from pipelines.lib.conform.currency import mark_of
from pipelines.lib.conform.currency_around import without_headers
from pipelines.lib.conform.lines_below import lines_below
from pipelines.lib.currencies import CODES, MEANT, SIGNS, named_in
from pipelines.lib.propose.match import Match
from pipelines.lib.propose.sample import Sample


def currencies_of(sample: Sample, match: Match) -> set[str]:
    """ISO codes; a sign that may be one of several, such as $, stays as it is. Empty where the file names none.

    More than one where rows differ, or where the lines around the table name another than its amounts.
    """
    own = match.columns.get("currency")
    if own:
        return set(sample.frame[own].drop_nulls().str.to_uppercase()) & CODES
    money = [match.columns[name] for name in match.columns if match.table.columns[name].type == "decimal"]
    cells = {mark for header in money for mark in mark_of(sample.frame[header]).drop_nulls().unique()}
    inside = _currencies([*named_in(" ".join(money)), *cells])
    above = without_headers(sample.above, sample.frame.columns)
    around = _currencies(named_in(f"{above} {lines_below(sample.frame, money)}"))
    return inside & around or inside | around


def may_mean(name: str, currency: str | None) -> bool:
    """Whether a code or sign may stand for a currency: $ for the dollar of Canada."""
    return name == currency or currency in SIGNS.get(name, ())


def only(currencies: set[str]) -> str | None:
    """The one there is, where it is a code."""
    return next(iter(currencies)) if len(currencies) == 1 and currencies <= CODES else None


def _currencies(marks: list[str]) -> set[str]:
    return {MEANT.get(mark, mark) for mark in marks if mark in CODES or mark in SIGNS}
