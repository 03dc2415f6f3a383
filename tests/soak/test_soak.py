"""The soak's own parts: it repeats itself for a seed, counts over runs, and sees a workspace that differs."""

import datetime as dt
import itertools
import json
import random

import pytest

from tests.soak.machine import moved_clock
from tests.soak.mutants import samples
from tests.soak.mutate import mutant
from tests.soak.small import Twin
from tests.soak.tally import Tally
from tests.soak.weather import WEATHERS, in_turn, unclear


def test_a_seed_makes_the_same_mutants_again():
    contents = [content for _, _, content in samples()[:6]]

    def made(seed):
        return [mutant(content, random.Random(f"{seed} {n}")) for n, content in enumerate(contents)]

    assert made(1) == made(1) != made(2)
    assert all(one != other for one, other in zip(made(1), contents, strict=True))


def test_counts_add_up_over_runs_and_a_failure_keeps_its_input(tmp_path):
    for seed in (1, 2):
        tally = Tally(tmp_path, seed)
        tally.count("kills", 5)
        tally.fail("mutants", "update_1.xer", "Traceback\nKeyError: 'x'", b"bytes")
        assert tally.save() == tally.save()
        assert tally.save()["kills"] == 5 * seed
    assert json.loads((tmp_path / "tally.json").read_text()) == {"kills": 10, "mutants FAILED": 2}
    assert (tmp_path / "failures/mutants-2-1.bin").read_bytes() == b"bytes"
    assert "seed 2, update_1.xer" in (tmp_path / "failures/mutants-2-1.txt").read_text()


def test_a_copy_of_the_start_leaves_the_start_as_it_was(tmp_path):
    (tmp_path / "start/inbox").mkdir(parents=True)
    (tmp_path / "start/inbox/a.xer").write_text("a")
    home = Twin(tmp_path / "start").copy(tmp_path / "home")
    (home / "inbox/a.xer").unlink()
    assert (tmp_path / "start/inbox/a.xer").read_text() == "a"


def test_every_fault_has_its_turn():
    turn = list(itertools.islice(in_turn(random.Random(1)), 2 * len(WEATHERS)))
    names = [weather.name for weather in turn]
    assert sorted(names[: len(WEATHERS)]) == sorted(names[len(WEATHERS) :]) == sorted({*names})


@pytest.mark.parametrize(
    ("words", "is_clear"),
    [
        ("", True),
        ("lake/a.parquet: damaged. Run `pmo doctor`.", True),
        (
            "sources/c.yml:1: project: this key is missing\nsources/c.yml:2: currency: this key is missing. Mend them.",
            True,
        ),
        ("the run failed\nFile a.py, line 3", False),
    ],
)
def test_a_message_is_one_sentence_or_a_list_of_places(words, is_clear):
    assert (unclear(words) == "") == is_clear


def test_a_clock_that_was_set_back_still_makes_plain_datetimes():
    moved = moved_clock(dt.timedelta(days=1)).datetime
    assert moved.now() < dt.datetime.now() - dt.timedelta(hours=23)
    assert isinstance(dt.datetime(2026, 1, 1), moved) and type(moved.fromisoformat("2026-01-01")) is dt.datetime
