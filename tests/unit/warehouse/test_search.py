"""The search for what breaks a build, with a build that is a function: what is named, and how often it tries."""

import math

import pytest

from pipelines.lib.warehouse.search import breaking


class Trials:
    """A build that fails when it holds all items of one of the `broken` groups."""

    def __init__(self, *broken):
        self.broken, self.calls = [set(group) for group in broken], 0

    def __call__(self, items):
        self.calls += 1
        assert list(items) == sorted(items), "loads are tried in the order in which they came"
        return not any(group <= set(items) for group in self.broken)


@pytest.mark.parametrize("n", [1, 2, 3, 7, 64, 200])
def test_one_of_many_is_found_wherever_it_stands_in_few_trials(n):
    for bad in range(n):
        trials = Trials({bad})
        assert breaking(range(n), trials) == [bad]
        assert trials.calls <= 2 + 2 * math.ceil(math.log2(n or 1))


def test_several_are_all_found_and_nothing_else():
    assert breaking(range(50), Trials({3}, {17}, {18}, {49})) == [3, 17, 18, 49]


def test_of_two_that_break_it_together_the_later_one_is_named():
    assert breaking(range(20), Trials({4, 11})) == [11]


def test_a_build_that_fails_without_anything_is_nobodys_fault():
    trials = Trials(set())
    assert breaking(range(9), trials) == []
    assert trials.calls == 1


def test_a_build_that_does_not_fail_again_names_nobody():
    trials = Trials()
    assert breaking(range(9), trials) == []
    assert trials.calls == 2


def test_nothing_to_search_in():
    assert breaking([], Trials(set())) == []


def test_all_of_them():
    assert breaking(range(4), Trials({0}, {1}, {2}, {3})) == [0, 1, 2, 3]
