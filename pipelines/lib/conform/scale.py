"""A scale that the lines around a table state, such as "amounts in k EUR", while the source sets none.

The text above the header, the header's own and that below the last row flow in, a note flows out. Nobody multiplies by
what a title says.
"""

import re

from pipelines.lib.config.source import Locale, Mapping
from pipelines.lib.readers import Note

MONEY = r"(eur|euros?|usd|chf|gbp|pln|dollars?|pounds?|[€$£])"
STATED = re.compile(
    rf"\b(k|m|mio\.?|mn|tsd\.?|mrd\.?)\s?{MONEY}|{MONEY}\s?(k|m|mio|mn|tsd|thousands?|millions?)\b|(?<!\d)['’]000\b"
    r"|\b(in|en|in den)\s(thousands?|millions?|milliers?|tausend|millionen|migliaia|miles)\b",
    re.IGNORECASE,
)


def scale_around(around: str, locale: Locale, mapping: Mapping) -> list[Note]:
    """A note where the text around a table says thousands or millions and the source has no scale of its own."""
    scales = [getattr(column, "scale", None) for column in mapping.columns.values()]
    said = STATED.search(around)
    if said is None or locale.scale != 1 or any(scales):
        return []
    message = (
        f"{said[0]!r} stands beside the table, and the source sets no scale: amounts were read as they are written"
    )
    return [Note("scale_around", message, value=said.string[:200])]
