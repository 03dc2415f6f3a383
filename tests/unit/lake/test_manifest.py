"""A sidecar that says a thing twice, or what is no month, is a broken one: nothing of it counts."""

import pytest

from pipelines.lib.lake.manifest import Manifest, parse_manifest


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("period: 0001-01", "expected a year from"),
        ("period: 2026-99", "expected a reporting period as YYYY-MM"),
        ("data_date: 2026-02-01\ndata_date: 2026-03-01", "data_date is written twice"),
    ],
)
def test_what_a_broken_sidecar_is_told(text, said):
    manifest, problem = parse_manifest(text)
    assert manifest == Manifest() and said in problem


def test_a_month_is_a_period():
    assert parse_manifest("period: 2026-12")[0].period == "2026-12"
