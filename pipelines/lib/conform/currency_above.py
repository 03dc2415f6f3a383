"""A currency that the lines above a table name ("all amounts in CHF"), where every row is counted in another one.

The text above the header flows in, a note flows out. A currency that cells or columns name does not belong here.
"""

import re
from collections.abc import Iterable

from pipelines.lib.currencies import SIGNS
from pipelines.lib.readers import Note

# Only codes that mean nothing else in a title (ALL, TOP and MAD are words), and signs.
WRITTEN = re.compile(
    r"(?<![A-Za-z])k?(AED|AUD|BRL|CAD|CHF|CNY|CZK|DKK|EUR|GBP|HUF|INR|JPY|NOK|NZD|PLN|QAR|RON|SAR|SEK|USD|XAF|XOF|ZAR)"
    r"(?![A-Za-z])|((?:US|A|C|NZ|HK|S)?\$|[€£¥])"
)
SHOWN = 200


def currency_above(above: str | None, headers: Iterable[str], counted_in: str | None) -> list[Note]:
    """A note where the text above the header names currencies, and none of them is the one that rows are counted in.

    Args:
        above: The lines above the header, and the header.
        headers: The header's names, which are not looked at: a column may be there for information.
        counted_in: The currency of every row; None where each row says its own.
    """
    text = above or ""
    for name in sorted(headers, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text)  # a column C is no letter of CHF
    named = [found.group(1) or found.group(2) for found in WRITTEN.finditer(text)]
    fits = any(counted_in == one or counted_in in SIGNS.get(one, ()) for one in named)
    if not named or fits or counted_in is None:
        return []
    message = f"{named[0]} stands above the table, and its amounts are counted in {counted_in}"
    return [Note("currency_above", message, value=text.strip()[:SHOWN])]
