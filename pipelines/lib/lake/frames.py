"""The records of the lake as frames, in the columns of schema.LAKE_TABLES."""

import polars as pl

from pipelines.lib.lake.records import Record, Withdrawal
from pipelines.lib.lake.set_aside_loads import SetAside

_SEVERITIES = ("blocking", "critical", "warning", "info")


def submission_frame(records: list[Record]) -> pl.DataFrame:
    """One row per verdict; `attempt` counts the deliveries of one source, role and data date by time of receipt."""
    plain = ("cause", "tables", "files", "counts", "contracts", "findings", "config_hash", "approved_changes")
    rows = [
        {name: getattr(record, name) for name in Record.model_fields if name not in plain}
        | {f"{severity}_count": record.counts.get(severity, 0) for severity in _SEVERITIES}
        for record in records
    ]
    frame = pl.DataFrame(rows, infer_schema_length=None) if rows else pl.DataFrame()
    if frame.is_empty():
        return frame
    order = pl.struct("received_at", "committed_at", "load_id").rank("ordinal")
    return frame.with_columns(order.over("source_id", "role", "data_date").cast(pl.Int64).alias("attempt"))


def submission_contract_frame(records: list[Record]) -> pl.DataFrame:
    """One row per accepted load and contract its rows speak of."""
    rows = [
        {"load_id": record.load_id, "contract_id": contract_id, "row_count": count}
        for record in records
        if record.is_accepted
        for contract_id, count in record.contracts.items()
    ]
    return pl.DataFrame(rows)


def withdrawal_frame(withdrawals: list[Withdrawal]) -> pl.DataFrame:
    """One row per withdrawal."""
    return pl.DataFrame([withdrawal.model_dump() for withdrawal in withdrawals])


def set_aside_frame(items: list[SetAside], would_be_current: set[str]) -> pl.DataFrame:
    """One row per load that was set aside; in force is one that would be current otherwise."""
    return pl.DataFrame(
        [item.model_dump() | {"is_in_force": item.load_id in would_be_current} for item in items],
        infer_schema_length=None,
    ).drop("contracts", strict=False)
