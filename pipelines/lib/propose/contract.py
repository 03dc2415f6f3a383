"""`pmo contract new`: sample files -> contract and sources, proposed, proven to load, then written.

Data flow: files -> drafts -> texts of YAML files -> a copy of the configuration in which every sample is checked as if
it had arrived -> the configuration itself. Nothing that exists is overwritten.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from pipelines.lib.config.load import Config
from pipelines.lib.config.portfolio import Limits
from pipelines.lib.errors import PmoError, Unforeseen, UnreadableFile
from pipelines.lib.propose.contract_file import contract_file
from pipelines.lib.propose.currency import currencies_of, only
from pipelines.lib.propose.draft import draft_source
from pipelines.lib.propose.match import match, other_kind
from pipelines.lib.propose.months import months_below
from pipelines.lib.propose.proposal import Proposal
from pipelines.lib.propose.questions import Questions
from pipelines.lib.propose.sample import Sample, kind_by_name, read_samples
from pipelines.lib.propose.schedule import ScheduleFacts, draft_schedule
from pipelines.lib.propose.source_draft import SourceDraft
from pipelines.lib.propose.vocabulary import Vocabulary
from pipelines.lib.propose.write_yaml import as_yaml
from pipelines.lib.worker import Worker


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
            same.take_in(draft)
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
        yield draft_schedule(schedules, questions, config.portfolio.limits)
    matched = []
    flat = [path for path in files if path not in schedules]
    for sample in _samples(flat, vocabulary, config.portfolio.limits, skipped):
        other = None if feed else other_kind(sample, vocabulary)
        found = None if other else match(sample, config.feeds, vocabulary, feed)
        matched += [(sample, found)] if found else []
        if found is None:
            seen = f"looks like a {other}: no feed takes it" if other else "no columns of any feed were recognised"
            skipped[sample.name] = f"{seen}; its columns: {', '.join(sample.frame.columns[:12])}"
    named = set().union(*(currencies_of(sample, found) for sample, found in matched))
    currency = only(named) or questions.given.get("contract_currency")
    for sample, found in matched:
        yield draft_source(sample, found, vocabulary, questions, currency), None
        long = months_below(sample, found, config.feeds, questions)
        if long:
            yield draft_source(long.sample, long.match, vocabulary, questions, currency, long.unpivot), None


def _samples(paths: list[Path], vocabulary: Vocabulary, limits: Limits, skipped: dict[str, str]) -> Iterator[Sample]:
    """The tables of the files that can be read; of the others, why not."""
    with Worker(limits) as worker:
        for path in paths:
            try:
                yield from worker.call(read_samples, path, vocabulary)
            except (UnreadableFile, Unforeseen) as error:
                skipped[path.name] = error.sentence().removeprefix(f"{path.name}: ").rstrip(".")


def _free(source_id: str, taken: set[str], draft: SourceDraft) -> str:
    """A second source of a feed is named after its file as well."""
    if source_id not in taken:
        return source_id
    return f"{source_id}-{re.sub(r'[^a-z0-9]+', '-', next(iter(draft.samples)).stem.lower()).strip('-')}"


def _write(config: Config, proposal: Proposal, facts: ScheduleFacts | None, questions: Questions) -> None:
    content, notes = contract_file(config, proposal, facts, questions)
    completion = "completion: {activity: ID, due: YYYY-MM-DD} gives the finish variance (SP-19)"
    if facts:
        ending = f"; the last finish milestone is {facts.last_milestone}" if facts.last_milestone else ""
        completion += ending
    notes += [completion]
    if facts:
        notes += [] if "baselines" in content else ["baselines: no PV, EV and BAC without an approved baseline"]
    proposal.texts[f"contracts/{proposal.contract}.yml"] = as_yaml(content, notes, "../schema/contract.json")
    for source_id, draft in proposal.drafts.items():
        keys = {"feed": draft.feed, "contract": proposal.contract, **draft.content}
        name = source_id.split(".", 1)[1]
        proposal.texts[f"parties/{proposal.party}/{name}.yml"] = as_yaml(keys, draft.open, "../../schema/source.json")


def _identifier(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", text):
        raise PmoError(f"{text!r} is no id", why="it names a file and a folder", fix="letters, digits, _ and - only")
    return text
