"""The sidecar a sender may add to a file: `<file name>.manifest.yml`.

It says what the bytes cannot: an envelope's data date, role, baseline, what it replaces. A broken one is a fault of the
submission, never an error of the run.
"""

import datetime as dt
import re
from collections import Counter
from functools import lru_cache
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, BeforeValidator, Field, ValidationError

from pipelines.lib.config.base import Strict, refuse_number
from pipelines.lib.config.plain_words import violations
from pipelines.lib.conform.dates import YEARS
from pipelines.lib.lake.file_name import shown_name

SUFFIX = ".manifest.yml"
LONGEST, LONGEST_NOTE = 300, 5_000
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def _moment(value: Any) -> Any:
    """A bare date is midnight of that day: P6's own way to say a data date."""
    refuse_number(value)
    return dt.datetime.combine(value, dt.time()) if type(value) is dt.date else value


def _text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _within_years(value: dt.datetime) -> dt.datetime:
    """Outside these years a date is a typing error or a placeholder."""
    if not YEARS[0] <= value.year <= YEARS[1]:
        raise ValueError(f"expected a year from {YEARS[0]} to {YEARS[1]}")
    return value


def _without_zone(value: dt.datetime) -> dt.datetime:
    """A data date is what the project's own clock says: no zone."""
    return value.replace(tzinfo=None)


def _utc(value: dt.datetime) -> dt.datetime:
    return value.astimezone(dt.UTC).replace(tzinfo=None) if value.tzinfo else value


def _month(value: str) -> str:
    if not MONTH.fullmatch(value):
        raise ValueError("expected a reporting period as YYYY-MM")
    if not YEARS[0] <= int(value[:4]) <= YEARS[1]:
        raise ValueError(f"expected a year from {YEARS[0]} to {YEARS[1]}")
    return value


Moment = Annotated[dt.datetime, BeforeValidator(_moment), AfterValidator(_within_years)]


Text = Annotated[str, Field(max_length=LONGEST)]


class Manifest(Strict):
    """What a sender says of one file."""

    data_date: Annotated[Moment, AfterValidator(_without_zone)] | None = None
    period: Annotated[str, AfterValidator(_month)] | None = None
    role: Literal["update", "baseline"] | None = None
    baseline_id: Text | None = None
    received_at: Annotated[Moment, AfterValidator(_utc)] | None = None
    replaces: Annotated[Text | None, BeforeValidator(_text)] = None
    sha256: Text | None = None
    new_schedule: bool = False
    projects: tuple[Text, ...] = ()
    approved_changes: tuple[Text, ...] = ()
    note: Annotated[str, Field(max_length=LONGEST_NOTE)] | None = None


class _Plain(yaml.SafeLoader):
    """A loader without references: a few lines of them unfold into billions of values."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("references (*name) are not allowed")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        keys = Counter(key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode))
        twice = next((key for key, count in keys.items() if count > 1), None)
        if twice is not None:
            raise yaml.YAMLError(f"{twice} is written twice: which of the two is meant is not said")
        return super().construct_mapping(node, deep)

    def construct_scalar(self, node: yaml.ScalarNode) -> str:
        value = super().construct_scalar(node)
        try:
            value.encode()
        except UnicodeEncodeError:
            raise yaml.YAMLError("half of a character stands in it: write the text itself in UTF-8") from None
        return value


@lru_cache(maxsize=1024)
def parse_manifest(text: str | None) -> tuple[Manifest, str | None]:
    """The manifest of a sidecar's text, and what is wrong with it (None when nothing is)."""
    if not text:
        return Manifest(), None
    content = None
    try:
        content = yaml.load(text, Loader=_Plain) or {}
        return Manifest.model_validate(content), None
    except ValidationError as error:
        return Manifest(), _shortened(f"its manifest: {'; '.join(text for _, text in violations(error, content))}")
    except yaml.YAMLError as error:
        return Manifest(), _shortened(f"its manifest is no valid YAML: {error}")
    except Exception:  # whatever a text does to the parser is the text's own fault
        return Manifest(), "its manifest is no valid YAML: write `key: value` lines, a day that exists as 2026-01-31"


def _shortened(problem: str) -> str:
    line = shown_name(" ".join(problem.split()))
    return line if len(line) <= LONGEST else f"{line[:LONGEST]} ..."
