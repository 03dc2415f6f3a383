"""Which source a received file belongs to, and in which role it comes."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from pipelines.lib.config.load import Config
from pipelines.lib.config.pattern import search
from pipelines.lib.config.source import Source
from pipelines.lib.lake.archive import Receipt
from pipelines.lib.lake.file_name import name_key


@dataclass(frozen=True)
class Identity:
    """The source of a file, or why there is none; its role and baseline."""

    source: Source | None
    problem: str | None = None
    role: str = "update"
    baseline_id: str | None = None


def identify(config: Config, receipt: Receipt) -> Identity:
    """Match a receipt with the sources by folder and file name pattern."""
    here, chosen = _claiming(config, receipt)
    if len(chosen) != 1:
        return Identity(None, _no_source(config, receipt, here, chosen))
    return _in_role(config, chosen[0], receipt)


def source_of(config: Config, receipt: Receipt) -> Source | None:
    """The source of a receipt alone: told by place and name, without a look at its manifest."""
    _, chosen = _claiming(config, receipt)
    return chosen[0] if len(chosen) == 1 else None


def _claiming(config: Config, receipt: Receipt) -> tuple[list[Source], list[Source]]:
    """The sources of a receipt's folder, and those of them that claim it."""
    here = [source for source in config.sources.values() if _is_folder_of(source, receipt)]
    matching = [source for source in here if _matches(source, receipt.name)]
    own = [source for source in matching if name_key(receipt.folder) == name_key(_stem(source))]
    return here, own or matching


def _is_folder_of(source: Source, receipt: Receipt) -> bool:
    folders = (name_key(_stem(source)), name_key(source.feed))
    return name_key(source.party_id) == name_key(receipt.party) and name_key(receipt.folder) in folders


def _stem(source: Source) -> str:
    """The name of its YAML."""
    return source.source_id.split(".", 1)[1]


def _matches(source: Source, name: str) -> bool:
    return any(fnmatchcase(name_key(name), name_key(pattern)) for pattern in source.files)


def _no_source(config: Config, receipt: Receipt, here: list[Source], chosen: list[Source]) -> str:
    place = "/".join(part for part in ("inbox", receipt.party, receipt.folder) if part)
    if len(chosen) > 1:
        names = ", ".join(source.source_id for source in chosen)
        return f"several sources claim {receipt.name}: {names}; narrow their `files` patterns"
    if here:
        patterns = ", ".join(pattern for source in here for pattern in source.files)
        return f"{receipt.name} matches none of the patterns expected in {place}: {patterns}"
    known = ", ".join(sorted(config.sources)) or "none"
    if not receipt.folder:
        return f"{receipt.name} lay in {place}; files belong in inbox/<party>/<feed>/ (known sources: {known})"
    yml = f"sources/parties/{receipt.party}/{receipt.folder}.yml"
    return f"no source is configured for {place}; add {yml} (known sources: {known})"


def _in_role(config: Config, source: Source, receipt: Receipt) -> Identity:
    manifest = receipt.manifest
    # Capitals of file names don't matter, here as in `files`.
    found = search(f"(?i){source.baseline_files}", receipt.name) if source.baseline_files else None
    role = manifest.role or ("update" if found is None else "baseline")
    if role == "update":
        return Identity(source)
    named = (found or {}).get("baseline_id")
    baseline_id = manifest.baseline_id or named or _only_baseline(config, source)
    contract = config.contract_of(source)
    declared = [baseline.id for baseline in contract.baselines] if contract else []
    if baseline_id not in declared:
        known = ", ".join(declared) or "none"
        problem = f"baseline {baseline_id or '(unnamed)'} is not one of the contract's `baselines`: {known}"
        return Identity(source, problem, "baseline", baseline_id)
    return Identity(source, None, "baseline", baseline_id)


def _only_baseline(config: Config, source: Source) -> str | None:
    contract = config.contract_of(source)
    return contract.baselines[0].id if contract and len(contract.baselines) == 1 else None
