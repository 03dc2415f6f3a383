"""Every trait is in its file: what is planted differs from the clean file in more than the time at which it was written."""

import io
import zipfile

import pytest

from tests.hostile.silent_wrong.bench import TRAITS

PLANTED = [(feed, trait) for feed, traits in TRAITS.items() for trait in traits if trait != "clean"]


def told(feed, trait):
    planted = TRAITS[feed][trait]
    return parts(planted.content), planted.baseline, planted.before, planted.source, planted.name, planted.manifest


def parts(content):
    """The parts of a workbook but for its properties, which hold the time; any other file as it is."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name) for name in book.namelist() if not name.startswith("docProps/")}


@pytest.mark.parametrize(("feed", "trait"), PLANTED, ids=[f"{feed}-{trait}" for feed, trait in PLANTED])
def test_a_trait_is_planted(feed, trait):
    assert told(feed, trait) != told(feed, "clean")


@pytest.mark.parametrize("feed", TRAITS)
def test_no_trait_is_planted_twice(feed):
    seen = {}
    for trait in TRAITS[feed]:
        alike = [other for other, content in seen.items() if content == told(feed, trait)]
        assert not alike, f"{trait} is {alike[0]} again"
        seen[trait] = told(feed, trait)
