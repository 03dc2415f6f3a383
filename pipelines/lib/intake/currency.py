"""The currency of a schedule's costs, held against the contract's.

P6 keeps every cost in the base currency of its database and says in the first line which that is. The tables of a file
flow in; out flow the same with their costs in the contract's currency, or a problem that rule V74 tells.
"""

from decimal import Decimal

import polars as pl

from pipelines.lib.config.feed import MONEY
from pipelines.lib.config.load import Config
from pipelines.lib.config.source import Source
from pipelines.lib.readers import Note

COSTS, TABLE = ("budget_cost", "actual_cost", "remaining_cost"), "schedule_assignment"
Tables = dict[str, pl.DataFrame]
RATE = pl.Decimal(38, 10)


def in_contract_currency(
    config: Config, source: Source, tables: Tables, said: str | None
) -> tuple[Tables, Note | None, str | None]:
    """Convert the costs of a schedule where its source says which currency they are in; else compare.

    Args:
        config: Contracts and rates.
        source: Where the file comes from.
        tables: Canonical tables of the file.
        said: The base currency that the file names.

    Returns:
        The tables, what there is to note, and what stands against them.
    """
    contract = config.contract_of(source)
    if contract is None or TABLE not in tables or not _has_costs(tables[TABLE]):
        return tables, None, None
    given = source.currency or said
    if given is None:
        message = f"the file does not say in which currency its costs are: they are taken for {contract.currency}"
        return tables, Note("currency_unsaid", message), None
    if given == contract.currency:
        return tables, None, None
    if source.currency is None:
        kept = f"the file keeps its costs in {said}, the base currency of its P6 database"
        return tables, None, f"{kept}; the contract is in {contract.currency}"
    tables, note, problem = _converted(config, tables, given, contract.currency)
    if note and said and said != given:
        message = f"the file keeps its costs in {said}, and its source says {given}: {note.message}"
        note = Note("currency_contradicted", message)
    return tables, note, problem


def _has_costs(rows: pl.DataFrame) -> bool:
    return bool(rows.select(pl.any_horizontal(pl.col(name).fill_null(0) != 0 for name in COSTS).any()).item())


def _converted(config: Config, tables: Tables, given: str, wanted: str) -> tuple[Tables, Note | None, str | None]:
    budget = config.rates.filter(pl.col("rate_type") == "budget")
    rates = {currency: Decimal(str(rate)) for currency, rate in budget.select("currency", "rate").iter_rows()}
    lacking = [currency for currency in (given, wanted) if currency not in rates]
    if lacking:
        problem = f"its costs are in {given}, the contract's in {wanted}, and rates.csv has no budget rate for "
        return tables, None, problem + " and ".join(lacking)
    rate = rates[given] / rates[wanted]
    factor = pl.lit(rate).cast(RATE)
    costs = ((pl.col(name).cast(pl.Decimal(38, 4)) * factor).round(4).cast(MONEY).alias(name) for name in COSTS)
    message = f"its costs were converted from {given} into {wanted} at the budget rate: 1 {given} = {rate:.6g} {wanted}"
    return tables | {TABLE: tables[TABLE].with_columns(costs)}, Note("currency_converted", message), None
