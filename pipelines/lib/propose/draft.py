"""A matched sample -> the source that reads it: locale, words, constants, rows to drop, the place of the data date.

Data flow: Sample + Match + Questions -> SourceDraft (plain dictionaries, checked later like any configuration).
"""

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipelines.lib.names import bare
from pipelines.lib.propose import values
from pipelines.lib.propose.currency import currencies_of, may_mean, only
from pipelines.lib.propose.data_date import place_of_data_date
from pipelines.lib.propose.match import Match, year_column
from pipelines.lib.propose.questions import Questions
from pipelines.lib.propose.sample import Sample
from pipelines.lib.propose.source_draft import SourceDraft
from pipelines.lib.propose.unwanted_rows import rows_to_drop
from pipelines.lib.propose.vocabulary import Vocabulary
from pipelines.lib.propose.words import word_map

# What stands in a ledger as of its day: the dates beside it say when it is planned to fall due, not when it was posted.
OF_THE_STATUS = {"budget", "commitment", "forecast", "contingency", "management_reserve", "provisional_sum", "funding"}
WHEN = {"fiscal_period", "posting_date", "document_date", "service_date"}


def draft_source(
    sample: Sample,
    match: Match,
    vocabulary: Vocabulary,
    questions: Questions,
    currency: str | None,
    unpivot: dict[str, str] | None = None,
) -> SourceDraft:
    """The source of a flat file.

    Args:
        sample: The file.
        match: The table that it fills.
        vocabulary: What senders call things.
        questions: Who is asked.
        currency: That of the contract's other files; None where they name none, or several.
        unpivot: What made a long sample of its months.
    """
    return _Drafting(sample, match, vocabulary, questions, currency, unpivot).draft()


@dataclass
class _Drafting:
    sample: Sample
    match: Match
    vocabulary: Vocabulary
    questions: Questions
    currency: str | None
    unpivot: dict[str, str] | None = None
    open: list[str] = field(default_factory=list)

    def draft(self) -> SourceDraft:
        columns, constants = self._columns(), self._constants()
        if constants.get("entry_type") in OF_THE_STATUS:
            columns = {name: how for name, how in columns.items() if name not in WHEN}
        locale = self._locale()
        files, place, name = place_of_data_date(
            self.sample, self._cells(("date", "timestamp")), self.questions, self.open
        )
        used = {how["column"] if isinstance(how, dict) else how for how in columns.values()}
        used |= {how["year"] for how in columns.values() if isinstance(how, dict) and "year" in how}
        # A second column of a name that is used is no column to ignore: which one is meant has to be said.
        ignored = [name for name in self.sample.frame.columns if name not in used and bare(name) not in map(bare, used)]
        version = {"columns": columns, "constants": constants, "ignore": ignored}
        drops = rows_to_drop(self.sample, self.match, self.vocabulary, self.questions)
        version |= {"unpivot": self.unpivot} if self.unpivot else {}
        version |= {"drop_rows": [{"where": where} for where in drops]} if drops else {}
        content = {"feed": self.match.feed, "files": files, "read": self.sample.read}
        content |= {"locale": locale} if locale else {}
        content |= {"data_date": place, "versions": [{key: value for key, value in version.items() if value}]}
        shown = {name: how["column"] if isinstance(how, dict) else how for name, how in columns.items()}
        key = self.match.columns.get("cost_key")
        cost_keys = self.sample.frame[key].drop_nulls().unique().to_list() if key else []
        samples, counted = {self.sample.path: name}, {constants["currency"]} if "currency" in constants else self.named
        return SourceDraft(self.match.feed, content, samples, shown, ignored, self.open, cost_keys, counted)

    @property
    def named(self) -> set[str]:
        """The currencies that the file names."""
        return currencies_of(self.sample, self.match)

    def _cells(self, kinds: tuple[str, ...]) -> list[pl.Series]:
        names = [name for name in self.match.columns if self.match.table.columns[name].type in kinds]
        return [self.sample.frame[self.match.columns[name]].drop_nulls() for name in names]

    def _columns(self) -> dict[str, Any]:
        return {name: how for name, header in self.match.columns.items() if (how := self._column(name, header))}

    def _column(self, name: str, header: str) -> Any:
        spec, cells = self.match.table.columns[name], self.sample.frame[header].drop_nulls()
        if spec.values:
            return word_map(name, header, cells, spec, self.vocabulary, self.questions, self.open)
        if spec.type == "month" and values.months(cells) < values.month_numbers(cells):
            return {"column": header, "year": year_column(self.sample, self.vocabulary)}
        if name.endswith("probability"):
            return self._probability(name, header, cells)
        return header

    def _probability(self, name: str, header: str, cells: pl.Series) -> Any:
        """Fractions as they are, percents with their unit, classes with the fraction that somebody gives each."""
        text = cells.to_frame("text")
        number = text.select(pl.col("text").str.replace(",", ".", literal=True).cast(pl.Float64, strict=False))["text"]
        classes = sorted(cells.filter(number.is_null() & ~cells.str.ends_with("%")).unique())
        is_scale = not classes and number.drop_nulls().is_between(1, 5).all() and (number.max() or 0) > 1
        if not classes and not is_scale:
            return {"column": header, "unit": "percent"} if (number.max() or 0) > 1 else header
        fractions = {
            word: self.questions.ask(f"{name}.{word}", f"{header} {word!r}: which probability, 0 to 1?")
            for word in (classes or sorted(cells.unique()))
        }
        if None not in fractions.values():
            return {"column": header, "map": fractions}
        self.open.append(f"{header}: classes {', '.join(fractions)} have no probability yet; exposure stays unknown")
        return None

    def _locale(self) -> dict[str, Any]:
        decimal, thousands = values.best_locale(self._cells(("decimal", "double", "integer")))
        dates = self._cells(("date", "timestamp"))
        formats = values.best_formats(dates, self.sample.date_system)
        pair = values.is_ambiguous(dates, formats)
        if pair:
            chosen = self.questions.need(
                "date_order", "Dates like 03/04/2026: day or month first?", None, ("day", "month")
            )
            formats = [pair[chosen == "month"] if name in pair else name for name in formats]
        locale = {"decimal": decimal} if decimal != "." else {}
        locale |= {"thousands": thousands} if thousands else {}
        return locale | ({"date": formats} if formats and formats != ["%Y-%m-%d"] else {})

    def _constants(self) -> dict[str, str]:
        constants, columns = {}, self.match.table.columns
        for name in ("currency", "entry_type", "measure", "risk_type", "status", "control_account"):
            spec = columns.get(name)
            if spec and name not in self.match.columns and (spec.required or name in ("currency", "risk_type")):
                answer = getattr(self, f"_{name}")()
                constants |= {name: answer} if answer else {}
        lacking = [
            name
            for name, spec in columns.items()
            if spec.required and name not in {*self.match.columns, *constants, "currency"}
        ]
        self.open += [f"{name}: no column found, and it is needed" for name in lacking]
        return constants

    def _currency(self) -> str | None:
        named = sorted(self.named)
        seen = f"the file names {', '.join(named)}" if named else "the file names none"
        question = f"{self.sample.name}: in which currency are the amounts? ({seen})"
        default = self.currency if all(may_mean(one, self.currency) for one in named) else None
        answer = only(self.named) or self.questions.ask("currency", question, default)
        if answer is None:
            self.open.append(f"currency: {seen}; write the one its amounts are in: constants: {{currency: CODE}}")
        return answer

    def _entry_type(self) -> str:
        header = self.match.columns["amount"]
        kinds = self.match.table.columns["entry_type"].values
        default = self.vocabulary.meaning(header)
        return self.questions.need(f"{self.sample.path.stem}.entry_type", f"What is {header!r}?", default, kinds)

    def _measure(self) -> str:
        is_cumulative = self.vocabulary.speaks_of("cumulative", self.match.columns["amount"])
        return "cumulative" if is_cumulative else "period"

    def _risk_type(self) -> str:
        return "threat"

    def _status(self) -> str:
        return self.questions.need(
            "status", "The register has no status; which one have its risks?", "open", ("open", "closed")
        )

    def _control_account(self) -> str:
        return self.questions.need("control_account", "No column names the control account; which one is it?", "ALL")
