-- From weights to money: BAC from baseline or ledger, PV and EV in proportion, and the reason where one is unknown.
-- Contracts that report their earned value stand below the others.
with

budgeted as (

    select
        *,
        case
            when budget_from = 'schedule' and has_baseline and is_loaded and not is_budget_too_faulty then weight
            when budget_from <> 'ledger' or is_budget_unrated then null
            when ev_method = 'cost_loaded_schedule' and ledger_budget = 0 then weight
            else ledger_budget
        end as bac,
        case
            when budget_from = 'ledger' then case when is_budget_unrated then {{ reason('NO_RATE') }} end
            when budget_from = 'none' and cost_age is null then {{ reason('STALE') }}
            when budget_from = 'none' then {{ reason('NO_COST_LINK') }}
            when not has_baseline then {{ reason('NO_BASELINE') }}
            when is_budget_too_faulty then {{ reason('TOO_MANY_FAULTY_ROWS') }}
            when not is_loaded then {{ reason('NOT_RESOURCE_LOADED') }}
        end as bac_reason
    from {{ ref('int_account_weight') }}
    where ev_method <> 'reported'

),

-- Money per unit of weight: one where the schedule is the budget, else the ledger's budget over the schedule's.
scaled as (

    select
        *,
        case when bac = weight then 1.0 else {{ ratio('bac', 'weight') }} end as factor,
        coalesce(
            bac_reason,
            case
                when not has_baseline then {{ reason('NO_BASELINE') }}
                when is_plan_too_faulty then {{ reason('TOO_MANY_FAULTY_ROWS') }}
                when not is_loaded then {{ reason('NOT_RESOURCE_LOADED') }}
                when schedule_age is null then {{ reason('STALE') }}
                when weight = 0 and bac <> 0 then {{ reason('NO_COST_LINK') }}
            end
        ) as ev_reason
    from budgeted

)

select
    contract_id,
    control_account_id,
    period_id,
    baseline_basis,
    baseline_id,
    is_rebaselined_in_period,
    {{ money('bac') }} as bac,
    {{ money('coalesce(weight_discrete * factor, bac)') }} as bac_discrete,
    {{ money('case when ev_reason is null then planned * factor end') }} as pv,
    {{ money('case when ev_reason is null then earned * factor end') }} as ev,
    {{ money('case when ev_reason is null then planned_discrete * factor end') }} as pv_discrete,
    {{ money('case when ev_reason is null then earned_discrete * factor end') }} as ev_discrete,
    {{ money('case when ev_reason is null then faulty * factor end') }} as faulty_bac,
    {{ money('case when ev_reason is null then unmatched * factor end') }} as unmatched_bac,
    {{ money('case when ac_reason is null then ac end') }} as ac,
    {{ money('case when ac_reason is null then ac_before end') }} as ac_before,
    {{ money('case when commitment_reason is null then commitment end') }} as commitment,
    bac_reason,
    ev_reason,
    ac_reason,
    commitment_reason
from scaled
union all by name
select *
from {{ ref('int_account_report') }}
