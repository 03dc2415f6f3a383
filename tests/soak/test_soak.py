"""The soak's own parts: it repeats itself for a seed, counts over runs, and sees a workspace that differs."""

import json
import random

from tests.soak.mutants import samples
from tests.soak.mutate import mutant
from tests.soak.small import Twin
from tests.soak.tally import Tally


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
    home = Twin(tmp_path / "start", None, None).copy(tmp_path / "home")
    (home / "inbox/a.xer").unlink()
    assert (tmp_path / "start/inbox/a.xer").read_text() == "a"
