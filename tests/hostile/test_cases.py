"""Small files with a trait that people reported elsewhere: each gives the right figure, or says why not (cases.yml)."""

from pathlib import Path

import pytest
import yaml

from pipelines.lib.config.load import load
from pipelines.lib.warehouse.dbt import build
from pipelines.lib.warehouse.prepare import prepare_warehouse
from tests.hostile.outcome import Outcome, figures_of, findings_of
from tests.hostile.portfolio import Case, Delivery, deliver, write_portfolio

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "cases.yml").read_text())


def case_of(name, spec):
    feed = "risk" if "risk" in str(spec["deliver"]) else "cost"
    files = [(path if isinstance(path, dict) else {"file": path}) for path in spec["deliver"]]
    files = [{"as": Path(file["file"]).name, **file} for file in files]
    deliveries = [_delivery(file, feed, turn) for turn, file in enumerate(files, start=1)]
    if "baseline" in spec:
        deliveries.insert(0, _delivery({"file": spec["baseline"], "as": "baseline.xer"}, feed, 0))
    sources = {deliveries[-1].feed: spec.get("source", {})}
    return Case(name, tuple(deliveries), spec.get("contract", {}), sources)


def _delivery(file, feed, turn):
    content = (HERE / "cases" / file["file"]).read_bytes()
    return Delivery("schedule" if file["as"].endswith(".xer") else feed, file["as"], content, turn)


def parameters(*keys):
    for name, spec in CASES.items():
        if spec.keys() & {*keys}:
            waits = spec.get("figures_wait_for" if "figures" in keys else "waits_for")
            mark = pytest.mark.xfail(strict=True, reason=f"waits for {waits}")
            yield pytest.param(name, marks=[mark] if waits else [], id=name)


@pytest.fixture(scope="module")
def workspace_and_records(tmp_path_factory):
    cases = [case_of(name, spec) for name, spec in CASES.items()]
    workspace = write_portfolio(tmp_path_factory.mktemp("cases"), cases)
    return workspace, deliver(workspace, cases)


@pytest.fixture(scope="module")
def outcomes(workspace_and_records):
    workspace, records = workspace_and_records
    findings = findings_of(workspace)
    return {
        name: Outcome(
            tuple(record for (party, _), record in records.items() if party == name.lower()),
            findings.get(name.lower(), []),
        )
        for name in CASES
    }


@pytest.fixture(scope="module")
def figures(workspace_and_records):
    workspace, _ = workspace_and_records
    prepare_warehouse(workspace, load(workspace), workspace.warehouse_file)
    build(workspace, workspace.warehouse_file)
    return figures_of(workspace.warehouse_file)


@pytest.mark.parametrize(
    "name", parameters("verdict", "rules", "rules_not", "says", "says_not", "is_said", "lake", "names")
)
def test_what_is_said_of_a_case(name, workspace_and_records, outcomes):
    spec, outcome = CASES[name], outcomes[name]
    assert outcome.verdict == spec.get("verdict", outcome.verdict), outcome.told
    assert set(spec.get("rules", [])) <= outcome.rules, outcome.told
    assert not set(spec.get("rules_not", [])) & outcome.rules, outcome.told
    assert all(words in outcome.text for words in spec.get("says", [])), outcome.told
    assert not any(words in outcome.text for words in spec.get("says_not", [])), outcome.told
    assert outcome.is_said or not spec.get("is_said"), outcome.told
    workspace, _ = workspace_and_records
    for place, values in spec.get("lake", {}).items():
        assert outcome.lake_values(workspace, place, values) == values
    for code, codec in spec.get("names", {}).items():
        right = outcome.name_in_file(HERE / "cases" / spec["deliver"][-1], code, codec)
        told = outcome.lake_values(workspace, "schedule_activity.activity_name", {code: None})
        assert outcome.is_said or told == {code: right}


@pytest.mark.proof
@pytest.mark.parametrize("name", parameters("figures"))
def test_the_figure_is_right_or_something_is_said(name, outcomes, figures):
    spec, outcome = CASES[name], outcomes[name]
    for measure, right in spec["figures"].items():
        value, status = figures.get((name, spec.get("period", "2026-02"), measure), (None, "NONE"))
        is_right = status == "OK" and value == pytest.approx(right, abs=0.005)
        is_told = outcome.is_said and not spec.get("strict")
        assert is_right or is_told or status != "OK", f"{measure} {value} {status}, right is {right}: {outcome.told}"


def test_a_rejected_file_leaves_the_others_of_its_run_alone(outcomes):
    assert outcomes["x19_no_data_date"].verdict == "REJECTED"
    assert outcomes["x21_blank"].verdict == "ACCEPTED"
