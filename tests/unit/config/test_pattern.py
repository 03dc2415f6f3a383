"""Patterns of the configuration run on RE2, and what it can't take is told with file, line and key."""

import pytest

from pipelines.lib.config.pattern import search
from pipelines.lib.config.source import Source
from pipelines.lib.config.yaml_file import parse
from pipelines.lib.errors import ConfigError
from pipelines.lib.names import nfc

COMPOSED, DECOMPOSED = "relev\u00e9", "releve\u0301"


def test_named_groups_of_the_first_match():
    assert search(r"(?P<year>\d{4})-(?P<month>\d{2})(?P<day>-\d{2})?", "cost 2025-03, 2025-04") == {
        "year": "2025", "month": "03", "day": None
    }  # fmt: skip


def test_a_match_without_groups_is_not_none():
    assert search("^baseline", "baseline_1.xer") == {}
    assert search("^baseline", "update_1.xer") is None


@pytest.mark.parametrize("pattern", [COMPOSED, DECOMPOSED])
@pytest.mark.parametrize("name", [COMPOSED, DECOMPOSED])
def test_two_spellings_of_an_accent_are_one(pattern, name):
    assert search(f"^{pattern}_(?P<date>.*)$", f"{name}_2026") == {"date": "2026"}
    assert nfc(DECOMPOSED) == COMPOSED


def test_a_name_that_is_no_unicode_is_searched_too():
    assert search("^a.*(?P<date>2026)", "a\udcff_2026") == {"date": "2026"}


def test_a_pattern_that_would_take_python_for_ever_ends():
    assert search(r"^(\w+\s?)*(?P<date>!)$", "a" * 5000) is None


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (r"(?P<date>(\\d)\\2)", "a backreference is not possible"),
        (r"(?P<date>\\d)(?P=date)", "a backreference is not possible"),
        (r"(?P<date>\\d(?=x))", "lookahead is not possible"),
        (r"(?<!x)(?P<date>\\d)", "lookbehind is not possible"),
        (r"(?P<date>\\d", "no regular expression: missing )"),
        (r"\\d", "needs a group named date"),
    ],
)
def test_what_is_not_possible_names_file_line_and_key(tmp_path, capfd, pattern, said):
    path = tmp_path / "cost.yml"
    path.write_text(f'feed: cost\nfiles: "*.csv"\nread: {{kind: csv}}\ndata_date: {{file_name: "{pattern}"}}\n')
    with pytest.raises(ConfigError) as error:
        parse(Source, path, {"source_id": "a.cost", "party_id": "a"})
    assert f"{path}:4: data_date.file_name: {said}" in str(error.value)
    assert capfd.readouterr().err == ""
