"""One problem is no "1 problems"."""

import io

import pytest
from rich.console import Console

from pipelines.lib.console.doctor import print_findings
from pipelines.lib.doctor.finding import Finding
from pipelines.lib.plural import number_of


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 deliveries"), (1, "1 delivery"), (2, "2 deliveries"), (1200, "1,200 deliveries")]
)
def test_a_noun_goes_with_its_number(number, said):
    assert number_of(number, "delivery", "deliveries") == said


@pytest.mark.parametrize(("count", "said"), [(1, "1 problem\n"), (2, "2 problems\n")])
def test_the_doctor_counts_its_problems(count, said):
    target = Console(file=io.StringIO())
    print_findings(target, [("workspace", Finding("x", "gone", fix="look"))] * count)
    assert target.file.getvalue().endswith(said)
