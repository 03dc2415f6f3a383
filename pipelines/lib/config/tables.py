"""The configuration as tables for dbt: what the YAML says, one row per fact. Columns: lake.schema.LAKE_TABLES.

Data flow: Config (+ rules, + the days submissions speak of) -> frames named config_*.
"""

import polars as pl

from pipelines.lib.config.contract import Contract
from pipelines.lib.config.load import Config
from pipelines.lib.config.source import ContractColumn, Source


def config_tables(config: Config) -> dict[str, pl.DataFrame]:
    """Every configuration table that depends on nothing but the files under sources/."""
    contracts = list(config.contracts.values())
    return {
        "config_portfolio": _frame([_portfolio(config)]),
        "config_project": _frame([{"project_id": p.id, "project_name": p.name} for p in config.portfolio.projects]),
        "config_party": _frame([{"party_id": p.id, "party_name": p.name} for p in config.portfolio.parties]),
        "config_contract": _frame([_contract(contract) for contract in contracts]),
        "config_contract_ac_type": _frame(
            [{"contract_id": c.contract, "entry_type": entry} for c in contracts for entry in c.cost_view.ac_from]
        ),
        "config_contract_expects": _frame([row for contract in contracts for row in _expects(config, contract)]),
        "config_milestone": _frame([row for contract in contracts for row in _milestones(contract)]),
        "config_baseline": _frame([row for contract in contracts for row in _baselines(contract)]),
        "config_control_account_map": config.control_account_map,
        "config_source": _frame([_source(source) for source in config.sources.values()]),
        "config_rate": config.rates,
        "config_threshold": _frame(
            [{"threshold_id": f"T{index:03d}", **_threshold(t)} for index, t in enumerate(config.thresholds, 1)]
        ),
    }


def _frame(rows: list[dict]) -> pl.DataFrame:
    return pl.DataFrame(rows, infer_schema_length=None) if rows else pl.DataFrame()


def _portfolio(config: Config) -> dict:
    portfolio = config.portfolio
    return {
        "portfolio_id": portfolio.portfolio,
        "portfolio_name": portfolio.name,
        "base_currency": portfolio.base_currency,
    }


def _contract(contract: Contract) -> dict:
    key = contract.control_account.schedule
    from_ = "wbs_level" if key.wbs_level else "activity_code" if key.activity_code else "udf"
    return {
        "contract_id": contract.contract,
        "contract_name": contract.name or contract.contract,
        "project_id": contract.project,
        "party_id": contract.party,
        "contractor": contract.contractor,
        "form": contract.form,
        "currency": contract.currency,
        "tax_basis": contract.tax_basis,
        "signed_value": contract.signed_value,
        "started_on": contract.started_on,
        "perspective": contract.cost_view.perspective,
        "pricing": contract.cost_view.pricing,
        "bac_from": contract.cost_view.bac_from,
        "ac_date": contract.ac_date,
        "ev_method": contract.earned_value.method,
        "ev_weight": contract.earned_value.weight,
        "ev_weight_udf": contract.earned_value.udf,
        "ac_source": contract.earned_value.ac_from
        or ("report" if contract.earned_value.method == "reported" else "ledger"),
        "control_account_from": from_,
        "control_account_level": key.wbs_level,
        "control_account_code": key.activity_code or key.udf,
        "completion_activity": contract.completion.activity if contract.completion else None,
    }


def _expects(config: Config, contract: Contract) -> list[dict]:
    """What a contract waits for, and the source that delivers it (null while none is configured)."""
    return [
        {
            "contract_id": contract.contract,
            "feed": feed,
            "source_id": _source_for(config, contract.contract, feed),
        }
        for feed in contract.expects
    ]


def _source_for(config: Config, contract_id: str, feed: str) -> str | None:
    """The source that names the contract, else one whose rows do: a column of the contracts' own ids needs no map."""
    of_feed = [source for source in config.sources.values() if source.feed == feed]
    naming = [source for source in of_feed if contract_id in _named(source)]
    by_row = [source for source in of_feed if isinstance(source.contract, ContractColumn) and not source.contract.map]
    return next((source.source_id for source in (*naming, *by_row)), None)


def _named(source: Source) -> list[str]:
    return [source.contract] if isinstance(source.contract, str) else list(getattr(source.contract, "map", {}).values())


def _milestones(contract: Contract) -> list[dict]:
    rows = []
    if contract.completion:
        rows += [
            _due(contract, contract.completion, "Completion", due, True) for due in contract.completion.due or [None]
        ]
    for milestone in contract.milestones:
        rows += [_due(contract, milestone, milestone.name, due, False) for due in milestone.due or [None]]
    return rows


def _due(contract: Contract, item: object, name: str, due: object, is_completion: bool) -> dict:
    return {
        "contract_id": contract.contract,
        "activity": item.activity,
        "milestone_name": name,
        "is_completion": is_completion,
        "valid_from": due.from_ if due else None,
        "due_on": due.date if due else None,
        "change_id": due.change if due else None,
        "damages_per_day": getattr(item, "damages_per_day", None),
        "damages_cap_pct": getattr(item, "damages_cap_pct", None),
    }


def _baselines(contract: Contract) -> list[dict]:
    return [
        {
            "contract_id": contract.contract,
            "baseline_id": baseline.id,
            "approved_on": baseline.approved_on,
            "effective_from": baseline.effective_from,
            "kind": baseline.kind,
            "change_id": baseline.change,
        }
        for baseline in contract.baselines
    ]


def _source(source: object) -> dict:
    return {
        "source_id": source.source_id,
        "party_id": source.party_id,
        "feed": source.feed,
        "contract_id": source.contract if isinstance(source.contract, str) else None,
        "content": source.versions[-1].content,
    }


def _threshold(threshold: object) -> dict:
    return {
        "kpi_id": threshold.kpi,
        "variant": threshold.variant,
        "scope": threshold.scope,
        "project_id": threshold.project,
        "contract_id": threshold.contract,
        "valid_from": threshold.from_,
        "direction": threshold.direction,
        "green": threshold.green,
        "amber": threshold.amber,
    }
