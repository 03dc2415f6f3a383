"""That a comparison could not be made, as a finding of rule V89, which reads the relation `comparison`."""

import polars as pl

from pipelines.lib.lake.records import Record
from pipelines.lib.validation.findings import FINDING_COLUMNS
from pipelines.lib.validation.rules import RuleBook
from pipelines.lib.validation.run import findings_on

RELATION = "comparison"
STAMPS = ("load_id", "submission_id", "source_id", "contract_id", "data_date", "source_file", "source_sheet")
SCHEMA = {name: FINDING_COLUMNS[name] for name in (*STAMPS, "source_row")}
SCHEMA |= {"before_load_id": pl.String(), "problem": pl.String()}


def find_not_compared(
    load: Record, before_load_id: str | None, contract_id: str | None, problem: str, rules: RuleBook
) -> pl.DataFrame:
    """Findings (columns of lake.finding) on a load that could not be compared.

    Args:
        load: What was to be compared.
        before_load_id: Its predecessor, or None where a contract's feeds were to be compared.
        contract_id: That contract.
        problem: Why not, in words.
        rules: The rule book.
    """
    row = {
        "load_id": load.load_id,
        "submission_id": load.submission_id,
        "source_id": load.source_id,
        "contract_id": contract_id or (next(iter(load.contracts)) if len(load.contracts) == 1 else None),
        "data_date": load.data_date,
        "source_file": load.file_name,
        "before_load_id": before_load_id,
        "problem": problem,
    }
    return findings_on(RELATION, pl.DataFrame([row], schema=SCHEMA), rules)
