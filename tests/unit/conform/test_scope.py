"""Which project of an export is meant: by name, by a pattern of names, or by being the only one."""

import polars as pl
import pytest

from pipelines.lib.conform.xer.scope import choose_project
from pipelines.lib.readers import RawFile


def export(*names):
    ids = [str(number) for number, _ in enumerate(names, 1)]
    projects = {"proj_id": ids, "proj_short_name": list(names), "export_flag": ["Y"] * len(ids)}
    return RawFile({"PROJECT": pl.DataFrame(projects), "TASK": pl.DataFrame({"proj_id": ids})}, "utf-8")


@pytest.mark.parametrize("named", ["L16-2026-03", "L16-*", "l16-*", "L16-2026-0[1-6]", "L16-2026-??"])
def test_a_name_or_a_pattern_picks_one_of_several(named):
    scope = choose_project(export("M5-2026-03", "L16-2026-03"), named)
    assert (scope.project_id, scope.problem) == ("2", None)


def test_the_only_project_is_meant_whatever_it_is_called_this_month():
    assert choose_project(export("L16-APR"), "L16-MAR").project_id == "1"


def test_a_pattern_that_fits_several_chooses_none_and_lists_them():
    scope = choose_project(export("L16-A", "L16-B", "M5"), "L16-*")
    assert scope.project_id is None
    assert scope.problem == "the file exports 3 projects, and 2 of them match L16-*: L16-A, L16-B"


def test_a_pattern_that_fits_none_lists_what_there_is():
    scope = choose_project(export("L16", "M5"), "HUB-*")
    assert scope.problem == "none of the 2 projects that the file exports is called HUB-*: L16, M5"
