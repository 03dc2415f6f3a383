import itertools

import pytest

from pipelines.demo.calendars import calendars
from pipelines.demo.facts import ContractFacts
from pipelines.demo.model import build_model
from pipelines.demo.portfolio import CIVILS, CONTRACTS
from pipelines.demo.progress import ACTIVE, COMPLETE, NOT_STARTED

contracts = pytest.mark.parametrize("facts", CONTRACTS, ids=lambda facts: facts.contract_id)


def test_the_portfolio_has_the_sizes_it_promises() -> None:
    sizes = [len(build_model(facts).plans[0].network.activities) for facts in CONTRACTS]
    assert sizes == [1500, 600, 300, 420, 700, 320]


@contracts
def test_planned_dates_respect_every_link(facts: ContractFacts) -> None:
    for plan in build_model(facts).plans:
        for link in plan.network.links:
            if link.succ in plan.network.spans:
                continue
            pred, succ = plan.dates[link.pred], plan.dates[link.succ]
            before = pred.early_start if link.kind == "PR_SS" else pred.early_finish
            after = succ.early_finish if link.kind == "PR_FF" else succ.early_start
            assert after >= before + link.lag, link


@contracts
def test_an_activity_lasts_its_duration_in_its_own_calendar(facts: ContractFacts) -> None:
    for plan in build_model(facts).plans:
        for code, activity in plan.network.activities.items():
            if activity.kind == "TT_Task":
                dates = plan.dates[code]
                assert (
                    calendars()[activity.calendar].between(dates.early_start, dates.early_finish) == activity.duration
                )


@contracts
def test_only_the_contract_start_has_no_predecessor_and_only_completion_no_successor(facts: ContractFacts) -> None:
    network = build_model(facts).plans[-1].network
    discrete = set(network.activities) - set(network.spans)
    assert discrete - {link.succ for link in network.links} == {f"{facts.code}00010"}
    assert discrete - {link.pred for link in network.links if link.succ in discrete} == {facts.completion}
    assert len({(link.pred, link.succ, link.kind) for link in network.links}) == len(network.links)


@contracts
def test_money_sums_to_the_signed_value_and_the_change(facts: ContractFacts) -> None:
    totals = [sum(a.cents for a in plan.assignments) for plan in build_model(facts).plans]
    change = [facts.signed_value + facts.change.amount] if facts.change else []
    expected = [100 * value for value in (facts.signed_value, *change)]
    assert totals == (expected if facts.is_cost_loaded else [0])


@contracts
def test_progress_never_runs_backwards(facts: ContractFacts) -> None:
    order = {NOT_STARTED: 0, ACTIVE: 1, COMPLETE: 2}
    updates = build_model(facts).updates
    for before, after in itertools.pairwise(updates):
        for code, old in before.statuses.items():
            new = after.statuses[code]
            assert new.percent >= old.percent and order[new.state] >= order[old.state], code
            if old.actual:
                assert new.actual.start == old.actual.start
                assert old.actual.finish is None or new.actual.finish == old.actual.finish


def test_the_change_touches_nothing_that_has_started() -> None:
    agreed, changed = build_model(CIVILS).plans
    update = build_model(CIVILS).updates[CIVILS.change.month - 1]
    moved = {code for code, dates in agreed.dates.items() if changed.dates[code].early_start != dates.early_start}
    assert moved
    assert all(update.statuses[code].state == NOT_STARTED for code in moved)
    assert len(changed.network.activities) == len(agreed.network.activities) + len(CIVILS.steps)
