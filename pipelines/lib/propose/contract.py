"""`pmo contract new`: sample files -> contract and sources, proposed, proven to load, then written.

Data flow: files -> drafts -> texts of YAML files -> a copy of the configuration in which every sample is checked as if
it had arrived -> the configuration itself. Nothing that exists is overwritten.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.lib.config.load import Config
from pipelines.lib.errors import PmoError
from pipelines.lib.propose.currency import currency_of
from pipelines.lib.propose.draft import SourceDraft, draft_source
from pipelines.lib.propose.match import match, other_kind
from pipelines.lib.propose.months import months_below
from pipelines.lib.propose.questions import Questions
from pipelines.lib.propose.sample import kind_by_name, read_samples
from pipelines.lib.propose.schedule import ScheduleFacts, draft_schedule
from pipelines.lib.propose.vocabulary import Vocabulary
from pipelines.lib.propose.write_yaml import as_yaml

STAGES = ("actual", "invoice", "certified", "payment")


@dataclass
class Proposal:
    """What is proposed for one contract.

    Attributes:
        contract: Its id.
        party: Who sends the files.
        project: Its project.
        drafts: Source id -> draft.
        texts: Path below sources/ -> text.
        skipped: Name of a sample -> why no source is proposed for it.
        rates: Currency -> budget rate to add.
    """

    contract: str
    party: str
    project: str
    drafts: dict[str, SourceDraft] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)
    rates: dict[str, str] = field(default_factory=dict)


def propose_contract(
    config: Config, vocabulary: Vocabulary, files: list[Path], questions: Questions, feed: str | None
) -> Proposal:
    """Propose configuration for one contract.

    Args:
        config: What there is.
        vocabulary: What senders call things.
        files: Samples: XER, CSV, workbooks.
        questions: Answers to what can't be seen.
        feed: Every flat file is of this feed; found when not given.

    Raises:
        PmoError: a question without answer, a file that can't be read, nothing to propose, a contract that exists.
    """
    contract = _identifier(questions.need("contract", "The contract's id, for example L16-civils"))
    if contract in config.contracts:
        raise PmoError(
            f"contract {contract} exists", where=str(config.file_of_contract(contract)), fix="choose another id"
        )
    projects = [project.id for project in config.portfolio.projects]
    project = _identifier(questions.need("project", f"Its project (known: {', '.join(projects)}; another is added)"))
    party = _identifier(questions.need("party", "The party that sends the files, a folder's name", contract.lower()))
    proposal = Proposal(contract, party, project)
    facts = None
    for draft, seen in _drafts(config, vocabulary, files, questions, feed, proposal.skipped):
        facts = seen or facts
        same = next((one for one in proposal.drafts.values() if one.files == draft.files), None)
        if same:
            same.samples |= draft.samples
        else:
            proposal.drafts[_free(f"{party}.{draft.feed}", {*config.sources, *proposal.drafts}, draft)] = draft
    if not proposal.drafts:
        reasons = "; ".join(f"{name}: {why}" for name, why in proposal.skipped.items())
        raise PmoError("no file holds a schedule, ledger, earned value, risk register or invoices", why=reasons)
    _write(config, proposal, facts, questions)
    return proposal


def _drafts(
    config: Config,
    vocabulary: Vocabulary,
    files: list[Path],
    questions: Questions,
    feed: str | None,
    skipped: dict[str, str],
) -> Iterator[tuple[SourceDraft, ScheduleFacts | None]]:
    schedules = [path for path in files if kind_by_name(path) == "xer"]
    if schedules:
        yield draft_schedule(schedules, questions)
    matched = []
    for sample in (sample for path in files if path not in schedules for sample in read_samples(path, vocabulary)):
        other = None if feed else other_kind(sample, vocabulary)
        found = None if other else match(sample, config.feeds, vocabulary, feed)
        matched += [(sample, found)] if found else []
        if found is None:
            seen = f"looks like a {other}: no feed takes it" if other else "no columns of any feed were recognised"
            skipped[sample.name] = f"{seen}; its columns: {', '.join(sample.frame.columns[:12])}"
    seen_currencies = (currency_of(sample, found) for sample, found in matched)
    currency = next(filter(None, seen_currencies), config.portfolio.base_currency)
    for sample, found in matched:
        yield draft_source(sample, found, vocabulary, questions, currency), None
        long = months_below(sample, found, config.feeds, questions)
        if long:
            yield draft_source(long.sample, long.match, vocabulary, questions, currency, long.unpivot), None


def _free(source_id: str, taken: set[str], draft: SourceDraft) -> str:
    """A second source of a feed is named after its file as well."""
    if source_id not in taken:
        return source_id
    return f"{source_id}-{re.sub(r'[^a-z0-9]+', '-', next(iter(draft.samples)).stem.lower()).strip('-')}"


def _write(config: Config, proposal: Proposal, facts: ScheduleFacts | None, questions: Questions) -> None:
    content = _contract(config, proposal, facts, questions)
    notes = ["completion: {activity: ID, due: YYYY-MM-DD} gives the finish variance (SP-19)"]
    if facts:
        ending = f"; the last finish milestone is {facts.last_milestone}" if facts.last_milestone else ""
        notes = [notes[0] + ending]
        notes += [] if "baselines" in content else ["baselines: no PV, EV and BAC without an approved baseline"]
    proposal.texts[f"contracts/{proposal.contract}.yml"] = as_yaml(content, notes, "../schema/contract.json")
    for source_id, draft in proposal.drafts.items():
        keys = {"feed": draft.feed, "contract": proposal.contract, **draft.content}
        name = source_id.split(".", 1)[1]
        proposal.texts[f"parties/{proposal.party}/{name}.yml"] = as_yaml(keys, draft.open, "../../schema/source.json")


def _contract(config: Config, proposal: Proposal, facts: ScheduleFacts | None, questions: Questions) -> dict[str, Any]:
    constants = [version["constants"] for version in _versions(proposal) if "constants" in version]
    seen = next((one["currency"] for one in constants if "currency" in one), config.portfolio.base_currency)
    currency = questions.need("contract_currency", "The contract's currency", seen)
    _ask_rates(config, proposal, {currency, *(one["currency"] for one in constants if "currency" in one)}, questions)
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
    return content


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


def _identifier(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", text):
        raise PmoError(f"{text!r} is no id", why="it names a file and a folder", fix="letters, digits, _ and - only")
    return text
