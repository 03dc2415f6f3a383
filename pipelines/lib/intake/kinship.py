"""Whether a schedule is one of its contract's: it is compared with what was accepted, and with the rest of its batch.

Candidates flow in; what was found stands in their envelope, where rule V73 reads it.
"""

from collections.abc import Iterable

import polars as pl

from pipelines.lib.files import write_parquet
from pipelines.lib.intake.candidate import Candidate
from pipelines.lib.intake.known import ACTIVITIES, EXAMPLES, Known


def settle_kinship(candidate: Candidate, known: Known, batch: Iterable[Candidate] = ()) -> bool:
    """Say in the candidate's envelope how many of its activities are known.

    Returns:
        False where the verdicts on files of the same batch will decide: the candidate must be judged after them.
    """
    contract_id, manifest = _contract_of(candidate), candidate.receipt.manifest
    if contract_id is None or manifest.new_schedule:
        return True
    codes = _codes(candidate)
    kinship = known.kinship(contract_id, codes, manifest)
    beside = [_codes(other) for other in batch if _contract_of(other) == contract_id and not other.strangers]
    if beside:
        with_batch = known.kinship(contract_id, codes, manifest, beside)
        if with_batch.is_far != kinship.is_unrelated:
            return False
    found = {"activity_codes": kinship.codes, "known_codes": kinship.shared, "is_stranger": kinship.is_unrelated}
    candidate.envelope |= found
    if kinship.is_unrelated:
        own = [code for code in codes if code is not None][:EXAMPLES]
        told = f"its activities are for example {', '.join(own)}, those of the contract {', '.join(kinship.examples)}"
        candidate.envelope["code_examples"] = told
        _mark(candidate, kinship.loads)
    return True


def _contract_of(candidate: Candidate) -> str | None:
    source = candidate.identity.source
    return source.contract if source and candidate.rows.get(ACTIVITIES) else None


def _codes(candidate: Candidate) -> list[str | None]:
    return pl.read_parquet(candidate.staged[ACTIVITIES], columns=["task_code"])["task_code"].to_list()


def _mark(candidate: Candidate, loads: tuple[str, ...]) -> None:
    """A verdict against other loads is another load: once they are withdrawn the same bytes may be accepted."""
    candidate.strangers = loads
    candidate.name()
    for path in (*candidate.staged.values(), *candidate.noticed.values()):
        write_parquet(path, pl.read_parquet(path).with_columns(load_id=pl.lit(candidate.load_id)))
