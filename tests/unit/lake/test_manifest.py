"""A sidecar that says a thing twice, or what is no month, is a broken one: nothing of it counts."""

import pytest

from pipelines.lib.lake.manifest import Manifest, parse_manifest


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("period: 0001-01", "expected a year from"),
        ("period: 2026-99", "expected a reporting period as YYYY-MM"),
        ("data_date: 1746057600", "data_date: expected a date, YYYY-MM-DD (found 1746057600)"),
        ('data_date: "20250505"', "data_date: expected a date, YYYY-MM-DD"),
        ("received_at: 190:20:30", "received_at: expected a date, YYYY-MM-DD"),
        ('data_date: !!timestamp "x"', "its manifest is no valid YAML: write `key: value` lines"),
        ("data_date: 2026-02-30", "its manifest is no valid YAML: write `key: value` lines, a day that exists"),
        ("data_date: 2026-02-01 08:00:00 +99:99", "its manifest is no valid YAML"),
        ("note: " + "9" * 5000, "its manifest is no valid YAML"),
        ("[" * 20_000, "its manifest is no valid YAML"),
        ('note: "\\ud800"', "half of a character stands in it"),
        ("baseline_id: " + "x" * 60_000, "baseline_id: expected at most 300 characters"),
        ("data_date: 2026-02-01\ndata_date: 2026-03-01", "data_date is written twice"),
    ],
)
def test_what_a_broken_sidecar_is_told(text, said):
    manifest, problem = parse_manifest(text)
    assert manifest == Manifest() and said in problem and len(problem) < 400


def test_a_month_is_a_period():
    assert parse_manifest("period: 2026-12")[0].period == "2026-12"
