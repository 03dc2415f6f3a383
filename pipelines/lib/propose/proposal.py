"""What is proposed for one contract, as it grows: drafts of its sources first, then the texts of their files."""

from dataclasses import dataclass, field

from pipelines.lib.propose.source_draft import SourceDraft


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
