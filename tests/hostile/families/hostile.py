"""One hostile file, and the good content that its trait is planted into."""

import datetime as dt
from dataclasses import dataclass

from tests.end_to_end.small_contract import small_xer

XER = small_xer(dt.date(2025, 2, 1)).encode("cp1252")
HEADER = "cost_key,document_id,line_no,entry_type,posting_date,amount"
LINES = [f"W1,D{n},1,actual,2025-01-{n:02d},900.00" for n in range(10, 15)]
LEDGER = "\n".join([HEADER, *LINES, ""]).encode()


@dataclass(frozen=True)
class Hostile:
    """A file with a trait. `is_harmless`: read as it should be, so nothing need be said of it."""

    trait: str
    feed: str
    content: bytes
    manifest: bytes | None = None
    name: str | None = None
    is_harmless: bool = False

    def file_name(self, number: int) -> str:
        """A name that the source of the feed knows; a data date of its own for a ledger."""
        if self.name:
            return self.name
        ending = {"schedule": ".xer", "workbook": ".xlsx"}.get(self.feed, ".csv")
        month, day = divmod(number, 28)
        return {
            "schedule": f"{self.trait}{ending}",
            "risk": f"risks_2025-{month % 12 + 1:02d}-{day + 1:02d}{ending}",
        }.get(self.feed, f"ledger_2025-{month % 12 + 1:02d}-{day + 1:02d}{ending}")
