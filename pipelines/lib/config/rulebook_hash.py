"""The hash of everything that decides how a file of a source is read and judged.

A file that was rejected is tried again when this hash changes: a mended mapping, rule, rate or contract.
"""

from pathlib import Path

from pipelines.lib.config.load import Config
from pipelines.lib.config.source import Source
from pipelines.lib.files import digest, digest_of_files

READER_VERSION = "2"


def hash_for(config: Config, expectations: Path, source: Source | None) -> str:
    """The hash for one source, or for a file of no known source (then: every source there is)."""
    folder = config.folder
    common = [folder / "portfolio.yml", folder / "rates.csv", expectations / "submission.yml"]
    contracts = sorted((folder / "contracts").glob("*"))
    if source is None:
        own = sorted((folder / "parties").glob("[!_]*/*.yml"))
    else:
        own = [
            config.file_of(source),
            folder / "feeds" / f"{source.feed}.yml",
            expectations / f"{source.feed}.yml",
            expectations / "parties" / f"{source.party_id}.yml",
        ]
    return digest(READER_VERSION, digest_of_files([*common, *contracts, *own]))
