"""Which rows of a sample must not load: those of other contracts, sub-totals and totals. Conditions of `drop_rows`."""

import polars as pl

from pipelines.lib.conform.numbers import plain_number
from pipelines.lib.propose import values
from pipelines.lib.propose.match import Match
from pipelines.lib.propose.questions import Questions
from pipelines.lib.propose.sample import Sample
from pipelines.lib.propose.vocabulary import Vocabulary

# Codes of more levels are no tree of cost accounts.
DEEPEST = 20


def rows_to_drop(sample: Sample, match: Match, vocabulary: Vocabulary, questions: Questions) -> list[str]:
    """SQL conditions over the file's own columns, each true on rows to leave out."""
    others, totals = _other_contracts(sample, match, vocabulary, questions), _totals(sample, match, vocabulary)
    return [*others, *totals, *_parents(sample, match)]


def _other_contracts(sample: Sample, match: Match, vocabulary: Vocabulary, questions: Questions) -> list[str]:
    """Which value of the column that names the contract is ours can't be seen."""
    free = [name for name in sample.frame.columns if name not in match.columns.values()]
    header = next((name for name in free if vocabulary.speaks_of("contract", name, alone=True)), None)
    listed = sample.frame[header].drop_nulls().unique().sort().to_list() if header else []
    if len(listed) < 2:
        return []
    some = ", ".join(listed[:5]) + (" ..." if len(listed) > 5 else "")
    question = f"{header} has {len(listed)} values ({some}): which one is this contract?"
    ours = questions.need("rows_of", question, choices=tuple(listed))
    return [f"{_quoted(header)} <> {_text(ours)}"]


def _totals(sample: Sample, match: Match, vocabulary: Vocabulary) -> list[str]:
    """Rows without a code, and rows whose first words say that they are a total."""
    key = match.columns.get("cost_key") or match.columns.get("control_account")
    frame = sample.frame
    found = [f"{_quoted(key)} is null"] if key and frame[key].null_count() else []
    with_code = frame.filter(frame[key].is_not_null()) if key else frame
    for name in with_code.columns:
        cells = with_code[name].drop_nulls().unique().sort().to_list()
        totals = [cell for cell in cells if vocabulary.speaks_of("total", " ".join(cell.split()[:2]))]
        if totals:
            found.append(f"{_quoted(name)} in ({', '.join(map(_text, totals))})")
    return found


def _parents(sample: Sample, match: Match) -> list[str]:
    """Nodes of a tree of codes (1, 1.1, 1.2) whose amount is the sum of the codes below them."""
    if not {"cost_key", "amount"} <= set(match.columns):
        return []
    key, amount = match.columns["cost_key"], match.columns["amount"]
    number = plain_number(pl.col(amount), *values.best_locale([sample.frame[amount].drop_nulls()]))
    sums = sample.frame.select(pl.col(key).alias("key"), number.cast(pl.Decimal(38, 4), strict=False).alias("amount"))
    sums = sums.drop_nulls().group_by("key").agg(pl.col("amount").sum())
    parts = pl.col("key").str.split(".")
    prefixes = pl.concat_list(parts.list.head(levels).list.join(".") for levels in range(1, DEEPEST))
    below = sums.filter(parts.list.len() <= DEEPEST).select(
        prefixes.alias("above"), key_below="key", amount_below="amount"
    )
    below = below.explode("above").unique().filter(pl.col("above") != pl.col("key_below"))
    above = sums.join(below, left_on="key", right_on="above")
    leaves = above.filter(~pl.col("key_below").is_in(above["key"].implode()))
    rolled = leaves.group_by("key", "amount").agg(pl.col("amount_below").sum(), pl.len())
    found = rolled.filter((pl.col("len") > 1) & (pl.col("amount") == pl.col("amount_below")))["key"].sort().to_list()
    return [f"{_quoted(key)} in ({', '.join(map(_text, found))})"] if found else []


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
