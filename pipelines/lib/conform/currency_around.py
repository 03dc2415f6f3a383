"""A currency that the lines around a table name ("all amounts in CHF"), where every row is counted in another one.

The text above the header and below the last row flows in, notes flow out. A currency that cells or columns name does
not belong here.
"""

import re
from collections.abc import Iterable

from pipelines.lib.currencies import SIGNS, named_in
from pipelines.lib.readers import Note

SHOWN = 200


def currency_around(above: str | None, below: str | None, headers: Iterable[str], counted_in: str | None) -> list[Note]:
    """A note for each side on which currencies are named, and none of them is the one that rows are counted in.

    Args:
        above: The lines above the header, and the header.
        below: The lines below the last row.
        headers: The header's names, which are not looked at: a column may be there for information.
        counted_in: The currency of every row; None where each row says its own.
    """
    sides = {"above": without_headers(above, headers), "below": below or ""}
    notes = []
    for side, text in sides.items():
        named = named_in(text)
        fits = any(counted_in == one or counted_in in SIGNS.get(one, ()) for one in named)
        if named and not fits and counted_in is not None:
            message = f"{named[0]} stands {side} the table, and its amounts are counted in {counted_in}"
            notes.append(Note("currency_around", message, value=text.strip()[:SHOWN]))
    return notes


def without_headers(above: str | None, headers: Iterable[str]) -> str:
    """The lines above a table without the names of its columns, that are read with them."""
    text = above or ""
    for name in sorted(headers, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text)  # a column C is no letter of CHF
    return text
