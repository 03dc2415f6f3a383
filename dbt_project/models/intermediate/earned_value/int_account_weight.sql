-- Weights of schedule and amounts of ledger side by side on the grid, where the budget comes from,
-- and why an amount of the ledger is unknown.
with

ledgers as (

    select
        contract_id,
        period_id,
        bool_or(has_commitment) as has_commitment,
        bool_or(has_budget) as has_budget
    from {{ ref('int_ledger_status') }}
    group by contract_id, period_id

),

loaded as (

    select
        contract_id,
        baseline_id,
        sum(weight) as weight
    from {{ ref('int_account_budget') }}
    group by contract_id, baseline_id

)

select
    grid.*,
    contracts.ev_method,
    contracts.ac_source,
    periods.schedule_age,
    periods.cost_age,
    coalesce(loaded.weight, 0) > 0 as is_loaded,
    coalesce(faults.is_budget_too_faulty, false) as is_budget_too_faulty,
    coalesce(faults.is_plan_too_faulty, false) as is_plan_too_faulty,
    coalesce(ledger.is_budget_unrated, false) as is_budget_unrated,
    coalesce(ledger.ac, 0) as ac,
    coalesce(ledger.ac_before, 0) as ac_before,
    coalesce(ledger.commitment, 0) as commitment,
    coalesce(ledger.budget, 0) as ledger_budget,
    coalesce(budgets.weight, 0) as weight,
    coalesce(budgets.weight_discrete, 0) as weight_discrete,
    coalesce(earned.planned, 0) as planned,
    coalesce(earned.earned, 0) as earned,
    coalesce(earned.planned_discrete, 0) as planned_discrete,
    coalesce(earned.earned_discrete, 0) as earned_discrete,
    coalesce(earned.faulty, 0) as faulty,
    coalesce(earned.unmatched, 0) as unmatched,
    case
        when periods.cost_age is null then {{ reason('STALE') }}
        when grid.contract_id not in (select contract_id from {{ ref('stg_config__contract_ac_type') }}) then {{ reason('NO_COST_LINK') }}
        when ledger.is_ac_unrated then {{ reason('NO_RATE') }}
        when ledger.is_ac_too_faulty then {{ reason('TOO_MANY_FAULTY_ROWS') }}
    end as ac_reason,
    case
        when periods.cost_age is null then {{ reason('STALE') }}
        -- nobody reported it, and no account map would help
        when not coalesce(ledgers.has_commitment, false) then {{ reason('NOT_REPORTED') }}
        when ledger.is_commitment_unrated then {{ reason('NO_RATE') }}
    end as commitment_reason,
    case
        when contracts.ev_method = 'cost_loaded_schedule' and contracts.bac_from = 'baseline' then 'schedule'
        when coalesce(ledgers.has_budget, false) then 'ledger'
        when contracts.ev_method = 'cost_loaded_schedule' then 'schedule'
        else 'none'
    end as budget_from
from {{ ref('int_account_grid') }} as grid
inner join {{ ref('stg_config__contract') }} as contracts
    on grid.contract_id = contracts.contract_id
inner join {{ ref('int_contract_period') }} as periods
    on grid.contract_id = periods.contract_id
    and grid.period_id = periods.period_id
left join ledgers
    on grid.contract_id = ledgers.contract_id
    and grid.period_id = ledgers.period_id
left join {{ ref('int_ledger_status') }} as ledger
    on grid.contract_id = ledger.contract_id
    and grid.period_id = ledger.period_id
    and grid.control_account_id = ledger.control_account_id
left join loaded
    on grid.contract_id = loaded.contract_id
    and grid.baseline_id = loaded.baseline_id
left join {{ ref('int_baseline_fault') }} as faults
    on grid.contract_id = faults.contract_id
    and grid.baseline_id = faults.baseline_id
left join {{ ref('int_account_budget') }} as budgets
    on grid.contract_id = budgets.contract_id
    and grid.baseline_id = budgets.baseline_id
    and grid.control_account_id = budgets.control_account_id
left join {{ ref('int_earned_value') }} as earned
    on grid.contract_id = earned.contract_id
    and grid.baseline_id = earned.baseline_id
    and periods.schedule_load_id = earned.schedule_load_id
    and grid.control_account_id = earned.control_account_id
