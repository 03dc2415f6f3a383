"""One proposed source as it grows: the keys of its YAML, the samples it was drafted from, what stays open."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class SourceDraft:
    """One proposed source.

    Attributes:
        feed: Its feed.
        content: The YAML's keys, `contract` left to the caller.
        samples: The files it was drafted from, each with the name that it must have in the inbox.
        ignored: Columns of the file that nothing takes.
        open: What could not be settled, in words.
        cost_keys: The cost codes that its rows name.
        currencies: The currencies that its rows are counted in; those that its file names where that is open.
    """

    feed: str
    content: dict[str, Any]
    samples: dict[Path, str]
    columns: dict[str, str]
    ignored: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    cost_keys: list[str] = field(default_factory=list)
    currencies: set[str] = field(default_factory=set)

    @property
    def files(self) -> tuple[str, str]:
        """Which files it reads, and how: two drafts that read the same are one."""
        return self.feed, f"{self.content['files']} {self.content.get('read')}"

    def take_in(self, other: "SourceDraft") -> None:
        """Another sample of the source; where it names another currency, nobody knows which one the source's is."""
        self.samples |= other.samples
        if other.currencies != self.currencies:
            self.currencies |= other.currencies
            names = ", ".join(path.name for path in self.samples)
            self.open.append(
                f"currency: {names} name {', '.join(sorted(self.currencies))}; a source has one, or a column"
            )
            for version in self.content["versions"]:
                version.get("constants", {}).pop("currency", None)
