"""The file's words of a column of known words -> ours; what the vocabulary does not know is asked."""

from typing import Any

import polars as pl

from pipelines.lib.config.feed import ColumnSpec
from pipelines.lib.propose.questions import Questions
from pipelines.lib.propose.vocabulary import Vocabulary

# More different words than this is no column of known words.
FEW = 30


def word_map(
    name: str,
    header: str,
    cells: pl.Series,
    spec: ColumnSpec,
    vocabulary: Vocabulary,
    questions: Questions,
    open_: list[str],
) -> Any:
    """The mapping of a column with `values`; words left open are said in `open_` and stay unmapped."""
    words = sorted(cells.unique())
    if len(words) > FEW:
        open_.append(f"{header}: {len(words)} different words, too many to be a {name}; map it by hand")
        return None
    mapped = {
        word: vocabulary.canonical(name, word)
        or questions.ask(f"{name}.{word}", f"{header} {word!r}: what is it?", None, spec.values)
        for word in words
    }
    unknown = [word for word, ours in mapped.items() if ours is None]
    if unknown:
        open_.append(f"{header}: no word of ours for {', '.join(unknown)}; these cells count as unknown")
    if all(word.lower() == ours for word, ours in mapped.items()):
        return header
    return {"column": header, "map": {word: ours for word, ours in mapped.items() if ours}}
