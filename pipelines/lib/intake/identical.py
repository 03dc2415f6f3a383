"""Receipts of the same bytes that would get the same verdict: they are read and judged once."""

from pipelines.lib.config.load import Config
from pipelines.lib.intake.data_date import date_in_name
from pipelines.lib.intake.identify import identify
from pipelines.lib.lake.archive import Receipt


def identical(config: Config, receipts: list[Receipt]) -> list[list[Receipt]]:
    """Receipts in groups of one submission each, in their order."""
    groups: dict[object, list[Receipt]] = {}
    for receipt in receipts:
        groups.setdefault(_submission(config, receipt), []).append(receipt)
    return list(groups.values())


def _submission(config: Config, receipt: Receipt) -> object:
    """Everything that makes a submission and its verdict, as far as it can be told without reading the file."""
    try:
        identity = identify(config, receipt)
        source = identity.source
        place = (source.source_id, date_in_name(source, receipt.name)) if source else (receipt.party, receipt.folder)
        role = (identity.role, identity.baseline_id, identity.problem)
        return (*place, *role, receipt.manifest_text, receipt.manifest_problem, receipt.sha256)
    except Exception:  # it will happen again where the file is read, and be its verdict
        return receipt.receipt_id
