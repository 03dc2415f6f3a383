"""From bytes to tables of strings: a file flows in, a RawFile flows out. Types and meaning belong to conform."""

from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True)
class RawFile:
    """What a reader returns: every cell as the file writes it.

    Attributes:
        tables: Table name as in the file ("" for a CSV) -> all-string columns, plus `source_row` (Int64): the
            1-based line of the file. An empty cell is null.
        encoding: The encoding the text was decoded with.
        facts: What the file says about itself, for example version, exported_on, currency, ended.
        notes: Oddities the sender should know: ragged rows, missing end mark, bytes that are no text.
    """

    tables: dict[str, pl.DataFrame]
    encoding: str
    facts: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
