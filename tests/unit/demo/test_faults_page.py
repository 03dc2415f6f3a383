"""docs/demo.md says of the demo what the generator does."""

import pytest

from pipelines.demo.faults import FAULTS
from pipelines.demo.portfolio import CONTRACTS
from pipelines.lib.config.load import load_config
from pipelines.lib.validation.rules import load_rules
from pipelines.lib.workspace import PROJECT_ROOT

PAGE = (PROJECT_ROOT / "docs" / "demo.md").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.kind)
def test_every_fault_stands_on_the_page_as_it_is_planted(fault) -> None:
    (line,) = [line for line in PAGE if line.startswith(f"| {fault.kind}: ")]
    _, what, name, rules, verdict, effect, _ = (cell.strip() for cell in line.split("|"))
    assert (what, name.strip("`"), verdict, effect) == (
        f"{fault.kind}: {fault.what}", fault.file_name, fault.verdict, fault.effect
    )  # fmt: skip
    assert rules == (", ".join(fault.rules) or "-")


def test_no_other_fault_stands_there() -> None:
    start = next(number for number, line in enumerate(PAGE) if line.startswith("| fault |"))
    assert len([line for line in PAGE[start + 2 :] if line.startswith("|")]) == len(FAULTS)


def test_every_rule_named_is_a_rule() -> None:
    known = {rule.id for rule in load_rules(PROJECT_ROOT / "expectations").rules}
    assert {rule for fault in FAULTS for rule in fault.rules} <= known


@pytest.mark.parametrize("facts", CONTRACTS, ids=lambda facts: facts.contract_id)
def test_every_contract_stands_there_with_its_size(facts) -> None:
    (line,) = [line for line in PAGE if line.startswith(f"| `{facts.contract_id}`")]
    assert f"{facts.activities:,} activities" in line
    assert ("no costs" in line) == (not facts.is_cost_loaded)
    assert facts.contract_id in load_config(PROJECT_ROOT / "sources").contracts
