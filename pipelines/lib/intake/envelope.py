"""What is known of a file as a whole: one row per candidate, the table `submission` of the rules.

Data flow: Candidates -> envelope frame. What speaks of single rows is row_frames.py.
"""

import datetime as dt

import polars as pl

from pipelines.lib.config.calendar import nearest_cut_off, nearest_period_id, periods_apart
from pipelines.lib.config.load import Config
from pipelines.lib.config.portfolio import Reporting
from pipelines.lib.intake.candidate import FOREVER, Candidate, cut_off
from pipelines.lib.intake.data_date import where_expected
from pipelines.lib.intake.received import YEAR, receipt_note, receipt_problem

TEXT = pl.String
# How old a data date may be where the contract does not say when it started.
YEARS_BACK = 30
ENVELOPE_SCHEMA = {
    "load_id": TEXT,
    "submission_id": TEXT,
    "source_id": TEXT,
    "contract_id": TEXT,
    "data_date": pl.Datetime("us"),
    "source_file": TEXT,
    "source_sheet": TEXT,
    "source_row": pl.Int64,
    "feed": TEXT,
    "role": TEXT,
    "content": TEXT,
    "amount_column": TEXT,
    "tax_basis": TEXT,
    "problem": TEXT,
    "received_at": pl.Datetime("us"),
    "receipt_note": TEXT,
    "receipt_problem": TEXT,
    "period_problem": TEXT,
    "replaces_problem": TEXT,
    "baseline_from": pl.Date,
    "earliest_plausible": pl.Datetime("us"),
    "latest_plausible": pl.Datetime("us"),
    "cut_off_distance_days": pl.Int64,
    "is_other_bytes": pl.Boolean,
    "missing_tables": TEXT,
    "missing_columns": TEXT,
    "missing_pairs": TEXT,
    "absent_columns": TEXT,
    "unmapped_columns": TEXT,
    "exported_projects": pl.Int64,
    "project_list": TEXT,
    "replacement_characters": pl.Int64,
    "is_ended": pl.Boolean,
    "is_cut": pl.Boolean,
    "is_unclosed": pl.Boolean,
    "row_count": pl.Int64,
    "data_date_text": TEXT,
    "data_date_place": TEXT,
    "project_problem": TEXT,
    "currency_problem": TEXT,
    "activity_codes": pl.Int64,
    "known_codes": pl.Int64,
    "is_stranger": pl.Boolean,
    "code_examples": TEXT,
    "dropped_rows": pl.Int64,
}
AS_FOUND = (
    "data_date_text",
    "project_problem",
    "currency_problem",
    "replaces_problem",
    "activity_codes",
    "known_codes",
    "is_stranger",
    "code_examples",
)
MAIN_TABLE = {"schedule": "schedule_activity"}


def envelope_frame(config: Config, candidates: list[Candidate]) -> pl.DataFrame:
    """One row per candidate; lists as comma-separated text, null when empty."""
    rows = [_envelope(config, candidate) for candidate in candidates]
    return pl.DataFrame(rows, schema=ENVELOPE_SCHEMA)


def identity_of(candidate: Candidate) -> dict[str, object]:
    """What every finding on a candidate carries, whichever of its rows it speaks of."""
    source = candidate.identity.source
    return {
        "load_id": candidate.load_id,
        "submission_id": candidate.submission_id,
        "source_id": candidate.source_id,
        "contract_id": source.contract if source and isinstance(source.contract, str) else None,
        "data_date": candidate.data_date,
        "source_file": candidate.receipt.name,
    }


def _envelope(config: Config, candidate: Candidate) -> dict[str, object]:
    found, receipt = candidate.envelope, candidate.receipt
    source = candidate.identity.source
    feed = source.feed if source else receipt.folder
    row_count = candidate.rows.get(MAIN_TABLE.get(feed, ""), max(candidate.rows.values(), default=0))
    expected = receipt.manifest.sha256
    return {
        **identity_of(candidate),
        "source_sheet": None,
        "source_row": None,
        "feed": feed,
        "role": candidate.identity.role,
        "content": candidate.content,
        "baseline_from": _baseline_from(config, candidate),
        **_tax(config, candidate),
        "problem": candidate.problem,
        "received_at": candidate.received_at,
        "receipt_note": receipt_note(receipt, source),
        "receipt_problem": receipt_problem(receipt, source, candidate.data_date),
        **_plausible(config, candidate),
        "is_other_bytes": bool(expected) and expected.lower() != receipt.sha256,
        **{
            name: _listed(found.get(name))
            for name in ENVELOPE_SCHEMA
            if name.endswith(("_tables", "_columns", "_pairs"))
        },
        **{name: found.get(name) for name in AS_FOUND},
        "data_date_place": where_expected(source, receipt.name) if source and source.data_date else None,
        "exported_projects": found.get("exported_projects"),
        "project_list": _listed(found.get("project_list")),
        "replacement_characters": found.get("replacement_characters", 0),
        "is_ended": found.get("is_ended"),
        "is_cut": found.get("is_cut"),
        "is_unclosed": found.get("is_unclosed"),
        "row_count": row_count,
        "dropped_rows": found.get("dropped_rows", 0),
    }


def _baseline_from(config: Config, candidate: Candidate) -> dt.date | None:
    """The day by which the baseline that a file says to be was approved and in force."""
    contract, baseline_id = config.contract_of(candidate.identity.source), candidate.identity.baseline_id
    declared = contract.baselines if contract else []
    return next((max(one.approved_on, one.effective_from) for one in declared if one.id == baseline_id), None)


def _plausible(config: Config, candidate: Candidate) -> dict[str, object]:
    """A data date is plausible from a year before the contract's start to a year after its file was archived.

    The calendar runs from the first data date to the newest, for everybody: 1899 would make 1,500 periods. A time of
    receipt that is stated is the sender's word as well: where the two can't both be true, `receipt_problem` says so.
    """
    contract = config.contract_of(candidate.identity.source)
    start = dt.datetime.combine(contract.started_on, dt.time()) if contract and contract.started_on else None
    reporting = (contract.reporting if contract else None) or config.portfolio.reporting
    day = cut_off(candidate)
    archived = candidate.receipt.archived_at
    return {
        "earliest_plausible": start - YEAR if start else min(candidate.received_at, archived) - YEARS_BACK * YEAR,
        "latest_plausible": archived + YEAR,
        "cut_off_distance_days": abs((nearest_cut_off(reporting, day) - day).days) if day else None,
        "period_problem": _period_problem(reporting, day, candidate.receipt.manifest.period),
    }


def _period_problem(reporting: Reporting, day: dt.date | None, stated: str | None) -> str | None:
    """Why a period that the manifest states can't be the one of the file; the one before or after its own may be."""
    if stated is None or day is None:
        return None
    apart = periods_apart(reporting, day, stated)
    if apart is None:
        return f"its manifest says {stated}, which is no period of the reporting calendar"
    own = nearest_period_id(reporting, day)
    return f"its manifest says {stated}, its data date lies in {own}, {apart} periods away" if apart > 1 else None


def _tax(config: Config, candidate: Candidate) -> dict[str, object]:
    """The header amounts come from, and on which basis the contracts of the source hold their figures."""
    source = candidate.identity.source
    if source is None or source.feed != "cost":
        return {"amount_column": None, "tax_basis": None}
    mapped = source.mapping_for(candidate.data_date.date() if candidate.data_date else FOREVER).columns.get("amount")
    named = [source.contract] if isinstance(source.contract, str) else getattr(source.contract, "map", {}).values()
    bases = {config.contracts[contract].tax_basis for contract in named if contract in config.contracts}
    return {
        "amount_column": getattr(mapped, "column", mapped),
        "tax_basis": next(iter(bases)) if len(bases) == 1 else None,
    }


def _listed(values: object) -> str | None:
    return ", ".join(str(value) for value in values) or None if values else None
