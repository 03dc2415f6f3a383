"""What senders call our columns and words, in every language of sources/vocabulary/.

Data flow: YAML -> Vocabulary; a header or word flows in, how well it fits a canonical one flows out.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import Field

from pipelines.lib.config.base import Strict
from pipelines.lib.config.yaml_file import parse

Words = dict[str, tuple[str, ...]]
UNITS = {"usd", "eur", "gbp", "chf", "cad", "ht", "ttc", "k", "keur", "m"}
# A name of ours inside a longer header counts when it is at least half of its words.
FROM_HALF = 0.7
# No name is longer: what stands behind tells nothing more.
LONGEST = 200


class Language(Strict):
    """One file of sources/vocabulary/."""

    columns: dict[str, Words]
    words: dict[str, Words] = Field(default_factory=dict)
    meaning: Words = Field(default_factory=dict)
    cumulative: tuple[str, ...] = ()
    total: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    contract: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    other: Words = Field(default_factory=dict)


@dataclass(frozen=True)
class Vocabulary:
    """All languages together."""

    languages: tuple[Language, ...]

    def names(self, table: str, column: str) -> list[str]:
        """What senders call a canonical column."""
        own = column.replace("_", " ")
        return [own, *(name for lang in self.languages for name in lang.columns.get(table, {}).get(column, ()))]

    @cached_property
    def spellings(self) -> set[str]:
        """Every name of every column, with its accents."""
        columns = (names for lang in self.languages for table in lang.columns.values() for names in table.values())
        return {name for names in columns for name in names}

    @cached_property
    def every_name(self) -> set[str]:
        """Every name of every column, plain."""
        return {plain(name) for name in self.spellings}

    def knows(self, header: str) -> bool:
        """Whether a header is the very name of a column."""
        return plain(header) in self.every_name

    def likeness(self, header: str, table: str, column: str) -> float:
        """How well a header fits a canonical column: 1 by name, less where the name is a part of it, 0 not at all."""
        return max(_likeness(plain(header), plain(name)) for name in self.names(table, column))

    def canonical(self, column: str, word: str) -> str | None:
        """Our word for theirs in a column of known words."""
        listed = ((ours, theirs) for lang in self.languages for ours, theirs in lang.words.get(column, {}).items())
        return next((ours for ours, theirs in listed if plain(word) in {ours, *map(plain, theirs)}), None)

    def meaning(self, header: str) -> str | None:
        """The entry type that an amount's header speaks of."""
        pairs = ((kind, names) for lang in self.languages for kind, names in lang.meaning.items())
        return next((kind for kind, names in pairs if _holds_one(header, names)), None)

    def speaks_of(self, topic: str, text: str, *, alone: bool = False) -> bool:
        """Whether a text holds (or, alone, is) a name of a topic: cumulative, total, year, contract, classes."""
        names = [name for lang in self.languages for name in getattr(lang, topic)]
        return self.any_is([text], names) if alone else _holds_one(text, names)

    @staticmethod
    def any_is(texts: Iterable[str], names: Iterable[str]) -> bool:
        """Whether any of the texts is one of the names, accents and case aside."""
        return bool({plain(text) for text in texts} & {plain(name) for name in names})


def load_vocabulary(folder: Path) -> Vocabulary:
    """Every language under `folder`."""
    return Vocabulary(tuple(parse(Language, path) for path in sorted(folder.glob("*.yml"))))


@lru_cache(100_000)
def plain(text: str) -> str:
    """Words of a header without accents, case, punctuation and units: `Coût_Exposé (k€)` -> `cout expose`."""
    text = text[:LONGEST]
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.sub(r"\([^)]*[€$£%][^)]*\)", " ", text))
    text = text.replace("°", " ").replace("œ", "oe")
    letters = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = re.sub(r"[^a-z0-9]+", " ", letters.lower()).split()
    return " ".join([word for word in words if word not in UNITS] or words)


def _likeness(header: str, name: str) -> float:
    if header == name:
        return 1.0
    has, asked = set(header.split()), set(name.split())
    if not asked or not asked <= has or 2 * len(asked) < len(has):
        return 0.0
    return FROM_HALF + (1 - FROM_HALF) * 0.8 * len(asked) / len(has)


def _holds_one(text: str, names: Iterable[str]) -> bool:
    padded = f" {plain(text)} "
    return any(f" {plain(name)} " in padded for name in names)
