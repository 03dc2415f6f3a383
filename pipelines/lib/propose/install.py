"""A proposal -> files under sources/: first in a copy in which every sample is checked, then for good.

The portfolio's own file keeps its comments and order; a project and a party are added to its lists.
"""

import io
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
from ruamel.yaml import YAML

from pipelines.lib.config.load import load_config
from pipelines.lib.errors import PmoError
from pipelines.lib.files import write_atomic
from pipelines.lib.intake.check import check_file
from pipelines.lib.propose.proposal import Proposal
from pipelines.lib.workspace import Workspace


@dataclass(frozen=True)
class Checked:
    """How a sample fares under its proposed source."""

    source_id: str
    name: str
    verdict: str
    reason: str | None
    findings: pl.DataFrame


def all_texts(workspace: Workspace, proposal: Proposal) -> dict[str, str]:
    """Path below sources/ -> text, those of the portfolio and the rates among them where they change."""
    texts = dict(proposal.texts)
    portfolio = workspace.sources / "portfolio.yml"
    before = portfolio.read_text(encoding="utf-8")
    after = _with_names(before, proposal)
    texts |= {"portfolio.yml": after} if after != before else {}
    if proposal.rates:
        rates = (workspace.sources / "rates.csv").read_text(encoding="utf-8").rstrip("\n")
        texts["rates.csv"] = "\n".join(
            [rates, *(f"{name},budget,,{rate}" for name, rate in proposal.rates.items()), ""]
        )
    return texts


def check_proposal(workspace: Workspace, proposal: Proposal) -> list[Checked]:
    """Load the proposed configuration in a copy, and check every sample under it.

    Raises:
        ConfigError: it does not load.
        PmoError: a file of the proposal exists.
    """
    for name in proposal.texts:
        if (workspace.sources / name).exists():
            raise PmoError(
                "the file exists and is not overwritten", where=str(workspace.sources / name), fix="rename it"
            )
    with tempfile.TemporaryDirectory(dir=workspace.keep_temporary_files()) as folder:
        copy = replace(workspace, sources=Path(folder) / "sources")
        shutil.copytree(workspace.sources, copy.sources)
        _write(copy.sources, all_texts(workspace, proposal))
        load_config(copy.sources)
        return [
            _check(copy, source_id, path, Path(folder) / source_id / name)
            for source_id, draft in proposal.drafts.items()
            for path, name in draft.samples.items()
        ]


def install(workspace: Workspace, proposal: Proposal) -> list[Path]:
    """Write the proposal's files; the contract last, so that no contract stands without its sources."""
    texts = all_texts(workspace, proposal)
    last = f"contracts/{proposal.contract}.yml"
    return _write(
        workspace.sources, {**{name: text for name, text in texts.items() if name != last}, last: texts[last]}
    )


def _write(sources: Path, texts: dict[str, str]) -> list[Path]:
    return [write_atomic(sources / name, text.encode()) for name, text in texts.items()]


def _check(workspace: Workspace, source_id: str, path: Path, sample: Path) -> Checked:
    sample.parent.mkdir(exist_ok=True)
    shutil.copyfile(path, sample)
    return Checked(source_id, sample.name, *check_file(workspace, sample, source_id))


def _with_names(text: str, proposal: Proposal) -> str:
    """The portfolio's text with the project and the party in it."""
    editor = YAML()
    editor.preserve_quotes, editor.width = True, 10_000
    editor.indent(mapping=2, sequence=4, offset=2)
    data = editor.load(text)
    added = False
    for key, name in (("projects", proposal.project), ("parties", proposal.party)):
        if name not in [entry["id"] for entry in data.get(key) or []]:
            data.setdefault(key, [])
            entry = editor.map(id=name, name=name)
            entry.fa.set_flow_style()
            data[key].append(entry)
            added = True
    content = io.StringIO()
    editor.dump(data, content)
    return content.getvalue() if added else text
