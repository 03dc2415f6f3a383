"""The currency that a sample's amounts are in, where headers or cells say it."""

import re

from pipelines.lib.propose.match import Match
from pipelines.lib.propose.sample import Sample

MARKS = {"€": "EUR", "£": "GBP", "CHF": "CHF", "EUR": "EUR", "USD": "USD", "GBP": "GBP", "CAD": "CAD", "AUD": "AUD"}
LOOKED_AT = 50


def currency_of(sample: Sample, match: Match) -> str | None:
    """The ISO code, or None. A dollar sign alone is no answer: there are many dollars."""
    money = [match.columns[name] for name in match.columns if match.table.columns[name].type == "decimal"]
    cells = [cell for header in money for cell in sample.frame[header].drop_nulls().head(LOOKED_AT)]
    text = " ".join([*money, *cells])
    return next((code for mark, code in MARKS.items() if re.search(rf"(?<![A-Za-z]){mark}(?![A-Za-z])", text)), None)
