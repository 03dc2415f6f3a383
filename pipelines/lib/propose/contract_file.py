"""The keys of sources/contracts/<contract>.yml, from the drafts of its sources and what its schedule tells."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from pipelines.lib.config.load import Config
from pipelines.lib.currencies import CODES
from pipelines.lib.errors import PmoError
from pipelines.lib.propose.proposal import Proposal
from pipelines.lib.propose.questions import Questions
from pipelines.lib.propose.schedule import ScheduleFacts

# What may count as actual cost, the first that the ledger has.
STAGES = ("actual", "invoice", "certified", "payment")


def contract_file(
    config: Config, proposal: Proposal, facts: ScheduleFacts | None, questions: Questions
) -> tuple[dict[str, Any], list[str]]:
    """The keys in order, and what stays open; the contract's currency and those that need a rate are asked.

    Raises:
        PmoError: a question without an answer.
    """
    currency, counted, open_ = _currencies(config, proposal, facts, questions)
    _ask_rates(config, proposal, {currency, *counted}, questions)
    content: dict[str, Any] = {"contract": proposal.contract, "project": proposal.project}
    content["contractor"] = questions.need("contractor", "The contractor's name", proposal.party)
    content |= {"party": proposal.party, "currency": currency}
    feeds = sorted({draft.feed for draft in proposal.drafts.values()})
    if facts:
        content |= {"started_on": facts.started_on} if facts.started_on else {}
        approved = questions.ask(
            "baseline_approved", "Day on which the baseline was approved, blank when there is none"
        )
        if approved:
            day = _day("baseline_approved", approved)
            content["baselines"] = [{"id": "BL0", "approved_on": day, "effective_from": day, "kind": "initial"}]
    types = _entry_types(proposal)
    stage = next((name for name in STAGES if name in types), None)
    if stage and stage != "actual":
        content["cost_view"] = {"ac_from": [stage]}
    content |= _earned_value(feeds, facts)
    if "budget" in types and not (facts and facts.budget) and "earned_value" not in feeds:
        content["cost_view"] = {**content.get("cost_view", {}), "bac_from": "ledger"}
    if facts:
        content["control_account"] = {"schedule": {"wbs_level": facts.level_of(_cost_keys(proposal))}}
    content["expects"] = feeds
    return content, open_


def _currencies(
    config: Config, proposal: Proposal, facts: ScheduleFacts | None, questions: Questions
) -> tuple[str, set[str], list[str]]:
    """The contract's currency, those that amounts of its files are counted in, and what stays open.

    It is the one that all of them have, else it is asked; the portfolio's stands there where nobody says one.
    """
    costs = {facts.currency} if facts and facts.currency else set()
    named = costs.union(*(draft.currencies for draft in proposal.drafts.values()))
    seen, listed = named & CODES, ", ".join(sorted(named)) or "none"
    question, base = f"The contract's currency (its files name: {listed})", config.portfolio.base_currency
    ask = questions.need if len(seen) > 1 else questions.ask
    currency = ask("contract_currency", question, next(iter(seen)) if len(seen) == 1 else None)
    untold = f"currency: the files name {listed}; {base}, the portfolio's own, stands here until you say it"
    open_ = [] if currency else [untold]
    currency = currency or base
    if facts and facts.currency not in (None, currency):
        for draft in (draft for draft in proposal.drafts.values() if draft.feed == "schedule"):
            draft.content["currency"] = facts.currency  # its costs are converted at the budget rate
    counted = {one["constants"]["currency"] for one in _versions(proposal) if "currency" in one.get("constants", {})}
    return currency, costs | counted, open_


def _earned_value(feeds: list[str], facts: ScheduleFacts | None) -> dict[str, Any]:
    """Reported where it is reported, from the schedule's costs where it has some, else by the ledger's budget."""
    if "earned_value" in feeds:
        return {"earned_value": {"method": "reported"}}
    if facts and not facts.budget:
        return {"earned_value": {"method": "budget_weighted", "weight": "duration"}}
    return {}


def _ask_rates(config: Config, proposal: Proposal, currencies: set[str], questions: Questions) -> None:
    base = config.portfolio.base_currency
    for currency in sorted(currencies - {base, *config.rates["currency"]}):
        rate = questions.need(f"rate.{currency}", f"How many {base} is 1 {currency} (the budget rate of rates.csv)?")
        proposal.rates[currency] = rate


def _versions(proposal: Proposal) -> Iterator[dict[str, Any]]:
    for draft in proposal.drafts.values():
        yield from draft.content.get("versions", [])


def _entry_types(proposal: Proposal) -> set[str]:
    types = set()
    for version in _versions(proposal):
        types |= {version.get("constants", {}).get("entry_type")} - {None}
        how = version.get("columns", {}).get("entry_type")
        types |= set(how["map"].values()) if isinstance(how, dict) else set()
    return types


def _cost_keys(proposal: Proposal) -> set[str]:
    return {key for draft in proposal.drafts.values() for key in draft.cost_keys}


def _day(key: str, text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise PmoError(f"{key}: {text!r} is no day", fix=f"--set {key}=YYYY-MM-DD") from None
