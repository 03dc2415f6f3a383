"""Header names that would hurt what reads them: those of a row's place, and those that Polars takes for patterns."""

import pytest

from pipelines.lib.readers.header_names import unique_names


@pytest.mark.parametrize("name", ["source_row", "Source_Sheet", "*", "^.*$"])
def test_a_name_that_stands_for_something_else_gets_a_number(name):
    assert unique_names(["amount", name]) == ["amount", f"{name} (2)"]


@pytest.mark.parametrize("name", ["Total *", "^", "$ amount", "^start"])
def test_a_name_that_only_looks_like_one_stays(name):
    assert unique_names([name]) == [name]
