"""Answers as they come on the command line -> a proposal; an answer to no question is a mistake that is told."""

from pathlib import Path

from pipelines.lib.config.load import load_config
from pipelines.lib.errors import PmoError
from pipelines.lib.propose.contract import propose_contract
from pipelines.lib.propose.proposal import Proposal
from pipelines.lib.propose.questions import Prompt, Questions
from pipelines.lib.propose.vocabulary import load_vocabulary
from pipelines.lib.workspace import Workspace


def start(
    workspace: Workspace, files: list[Path], answers: list[str], feed: str | None, prompt: Prompt | None
) -> Proposal:
    """Propose a contract from files and answers `KEY=VALUE`.

    Raises:
        PmoError: an answer without `=`, one to a question that was not asked, or see `propose_contract`.
    """
    pairs = [answer.partition("=") for answer in answers]
    wrong = [answer for answer, (_, mark, _) in zip(answers, pairs, strict=True) if not mark]
    if wrong:
        raise PmoError(f"--set {wrong[0]}: no value", fix="write KEY=VALUE, for example contract=L16-civils")
    config = load_config(workspace.sources)
    if feed and feed not in config.feeds:
        raise PmoError(f"--feed {feed}: no such feed", fix=f"one of {', '.join(config.feeds)}")
    questions = Questions({key.strip(): value.strip() for key, _, value in pairs}, prompt)
    vocabulary = load_vocabulary(workspace.sources / "vocabulary")
    proposal = propose_contract(config, vocabulary, files, questions, feed)
    if questions.unused():
        known = ", ".join(questions.asked)
        raise PmoError(f"--set {questions.unused()[0]}: nobody asked", fix=f"the questions were: {known}")
    return proposal
